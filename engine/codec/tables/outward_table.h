#pragma once

#include "engine/codec/table.h"
#include "engine/model/outward.h"

#include "koppel/v1/outward.pb.h"

// Every line is in clear: who reads these topics has no keys.
KOPPEL_ENUM(ProposalEventKind);
KOPPEL_ENUM(ReminderEventKind);
KOPPEL_ENUM(PlacementEventKind);

KOPPEL_TABLE(ProposalEvent,
             v1::ProposalEvent,
             KOPPEL_FIELD(kClear, kind),
             KOPPEL_FIELD(kClear, area),
             KOPPEL_FIELD(kClear, at),
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, score),
             KOPPEL_FIELD(kClear, expires_at),
             KOPPEL_FIELD(kClear, until),
             KOPPEL_FIELD(kClear, reason),
             KOPPEL_FIELD(kClear, engagement));

KOPPEL_TABLE(ReminderEvent,
             v1::ReminderEvent,
             KOPPEL_FIELD(kClear, kind),
             KOPPEL_FIELD(kClear, area),
             KOPPEL_FIELD(kClear, at),
             KOPPEL_FIELD(kClear, reminder),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, anchor),
             KOPPEL_FIELD(kClear, side),
             KOPPEL_FIELD(kClear, role),
             KOPPEL_FIELD(kClear, due_at),
             KOPPEL_FIELD(kClear, reason));

KOPPEL_TABLE(PlacementEvent,
             v1::PlacementEvent,
             KOPPEL_FIELD(kClear, kind),
             KOPPEL_FIELD(kClear, area),
             KOPPEL_FIELD(kClear, at),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, placement_kind),
             KOPPEL_FIELD(kClear, seats),
             KOPPEL_FIELD(kClear, free_seats),
             KOPPEL_FIELD(kClear, reason));
