#pragma once

#include "engine/codec/table.h"
#include "engine/model/placement_fact.h"

#include "koppel/v1/placement.pb.h"

KOPPEL_TABLE(PlacementDetails,
             v1::PlacementDetails,
             KOPPEL_FIELD(kClear, kind),
             KOPPEL_FIELD(kClear, title_nl),
             KOPPEL_FIELD(kClear, title_en),
             KOPPEL_RANGE(kClear, isco, 0, 9999),
             KOPPEL_RANGE(kClear, seats, 1, 1000),
             KOPPEL_RANGE(kClear, hours_min, 0, 60),
             KOPPEL_RANGE(kClear, hours_max, 0, 60),
             KOPPEL_FIELD(kClear, location),
             KOPPEL_FIELD(kClear, starts),
             KOPPEL_FIELD(kClear, until),
             KOPPEL_RANGE(kClear, age_min, 0, 120),
             KOPPEL_RANGE(kClear, age_max, 0, 120),
             KOPPEL_FIELD(kClear, licences),
             KOPPEL_FIELD(kClear, language_legal),
             KOPPEL_RANGE(kClear, crebo, 0, 99999),
             KOPPEL_FIELD(kClear, interests),
             KOPPEL_FIELD(kClear, requirements),
             KOPPEL_FIELD(kClear, skills),
             KOPPEL_FIELD(kClear, support),
             KOPPEL_FIELD(kClear, coach_team),
             KOPPEL_RANGE(kClear, coach_hours, 0, 40));

KOPPEL_TABLE(PlacementOpened,
             v1::PlacementOpened,
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, details));

KOPPEL_TABLE(PlacementChanged,
             v1::PlacementChanged,
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, details));

KOPPEL_TABLE(PlacementClosed,
             v1::PlacementClosed,
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, reason));
