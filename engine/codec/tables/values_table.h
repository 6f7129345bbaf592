#pragma once

#include "engine/codec/table.h"
#include "engine/model/values.h"

#include "koppel/v1/values.pb.h"

KOPPEL_TABLE(Location,
             v1::Location,
             KOPPEL_FIELD(kClear, postcode),
             KOPPEL_RANGE(kClear, x, 0, 3000),
             KOPPEL_RANGE(kClear, y, 0, 7000));

KOPPEL_TABLE(Support,
             v1::Support,
             KOPPEL_FIELD(kClear, domain),
             KOPPEL_RANGE(kClear, capacity, 0, 5));

KOPPEL_TABLE(CompetenceLevel,
             v1::CompetenceLevel,
             KOPPEL_FIELD(kClear, code),
             KOPPEL_RANGE(kClear, level, 0, 5));

KOPPEL_TABLE(Requirement,
             v1::Requirement,
             KOPPEL_FIELD(kClear, code),
             KOPPEL_RANGE(kClear, level, 0, 5),
             KOPPEL_RANGE(kClear, importance, 1, 3));

KOPPEL_TABLE(SkillLevel,
             v1::SkillLevel,
             KOPPEL_FIELD(kClear, group),
             KOPPEL_RANGE(kClear, level, 0, 5));

KOPPEL_TABLE(SectorWish,
             v1::SectorWish,
             KOPPEL_FIELD(kClear, sector),
             KOPPEL_RANGE(kClear, strength, 0, 4));

KOPPEL_TABLE(InterestProfile,
             v1::InterestProfile,
             KOPPEL_FIELD(kClear, instrument),
             KOPPEL_RANGE(kClear, riasec, 0, 6),
             KOPPEL_FIELD(kClear, sectors));

KOPPEL_TABLE(Contribution,
             v1::Contribution,
             KOPPEL_FIELD(kClear, part),
             KOPPEL_FIELD(kClear, code),
             KOPPEL_FIELD(kClear, points),
             KOPPEL_FIELD(kClear, asked),
             KOPPEL_FIELD(kClear, offered));

KOPPEL_TABLE(GateCount,
             v1::GateCount,
             KOPPEL_FIELD(kClear, gate),
             KOPPEL_FIELD(kClear, placements));

KOPPEL_TABLE(Unlock,
             v1::Unlock,
             KOPPEL_FIELD(kClear, change),
             KOPPEL_FIELD(kClear, amount),
             KOPPEL_FIELD(kClear, placements));

KOPPEL_TABLE(ContributionToTables,
             v1::ContributionToTables,
             KOPPEL_FIELD(kClear, programme),
             KOPPEL_FIELD(kClear, barrier_band),
             KOPPEL_FIELD(kClear, outcome),
             KOPPEL_FIELD(kClear, engagements));

KOPPEL_TABLE(Party, v1::Party, KOPPEL_FIELD(kClear, kind), KOPPEL_FIELD(kClear, id));
