#pragma once

#include "engine/codec/table.h"
#include "engine/codec/tables/fact_table.h"
#include "engine/model/entry.h"

#include "koppel/v1/entry.pb.h"

KOPPEL_TABLE(Cause,
             v1::Cause,
             KOPPEL_FIELD(kClear, sequence),
             KOPPEL_FIELD(kClear, input),
             KOPPEL_FIELD(kClear, offset));

KOPPEL_TABLE(FactWaiting,
             v1::FactWaiting,
             KOPPEL_FIELD(kClear, missing),
             KOPPEL_FIELD(kClear, fact),
             KOPPEL_FIELD(kClear, again));

KOPPEL_TABLE(WaitingFactTaken, v1::WaitingFactTaken, KOPPEL_FIELD(kClear, waiting));

KOPPEL_TABLE(FactRefused,
             v1::FactRefused,
             KOPPEL_FIELD(kClear, reason),
             KOPPEL_FIELD(kClear, fact_id),
             KOPPEL_FIELD(kClear, original_hash),
             KOPPEL_FIELD(kClear, waiting),
             KOPPEL_FIELD(kClear, field));

KOPPEL_TABLE(JournalStarted,
             v1::JournalStarted,
             KOPPEL_FIELD(kClear, journal_id),
             KOPPEL_FIELD(kClear, area),
             KOPPEL_FIELD(kClear, format),
             KOPPEL_FIELD(kClear, engine_version));

KOPPEL_TABLE(AreaAcquired, v1::AreaAcquired, KOPPEL_FIELD(kClear, owner));

KOPPEL_TABLE(ProposalMade,
             v1::ProposalMade,
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, expires_at),
             KOPPEL_FIELD(kClear, score),
             KOPPEL_FIELD(kClear, regret),
             KOPPEL_FIELD(kPersonal, contributions),
             KOPPEL_FIELD(kPersonal, open_support));

KOPPEL_TABLE(ProposalWithdrawn,
             v1::ProposalWithdrawn,
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, reason));

KOPPEL_TABLE(ProposalExpired,
             v1::ProposalExpired,
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement));

KOPPEL_TABLE(NoMatchExplained,
             v1::NoMatchExplained,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, open_placements),
             KOPPEL_FIELD(kPersonal, gates),
             KOPPEL_FIELD(kPersonal, unlocks));

KOPPEL_TABLE(SupportRequested,
             v1::SupportRequested,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, domain),
             KOPPEL_FIELD(kPersonal, owner));

KOPPEL_TABLE(PlacementFilled, v1::PlacementFilled, KOPPEL_FIELD(kClear, placement));

KOPPEL_TABLE(ReminderPlanned,
             v1::ReminderPlanned,
             KOPPEL_FIELD(kClear, reminder),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, anchor),
             KOPPEL_FIELD(kClear, side),
             KOPPEL_FIELD(kClear, role),
             KOPPEL_FIELD(kClear, due_at));

KOPPEL_TABLE(ReminderDue,
             v1::ReminderDue,
             KOPPEL_FIELD(kClear, reminder),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement));

KOPPEL_TABLE(ReminderCancelled,
             v1::ReminderCancelled,
             KOPPEL_FIELD(kClear, reminder),
             KOPPEL_FIELD(kClear, reason));

KOPPEL_TABLE(PlacementPrice,
             v1::PlacementPrice,
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, price));

KOPPEL_TABLE(PricesSet, v1::PricesSet, KOPPEL_FIELD(kClear, prices));

KOPPEL_TABLE(TimeAdvanced, v1::TimeAdvanced, KOPPEL_FIELD(kClear, to));

KOPPEL_TABLE(ErasureCompleted, v1::ErasureCompleted, KOPPEL_FIELD(kClear, participant));

KOPPEL_TABLE(Entry,
             v1::Entry,
             KOPPEL_FIELD(kClear, sequence),
             KOPPEL_FIELD(kClear, recorded_at),
             KOPPEL_FIELD(kClear, cause),
             KOPPEL_FIELD(kClear, rules_version),
             KOPPEL_FIELD(kClear, agenda_done));

KOPPEL_CASES(EntryBody,
             KOPPEL_CASE(v1::Entry, Fact),
             KOPPEL_CASE(v1::Entry, FactWaiting),
             KOPPEL_CASE(v1::Entry, WaitingFactTaken),
             KOPPEL_CASE(v1::Entry, FactRefused),
             KOPPEL_CASE(v1::Entry, JournalStarted),
             KOPPEL_CASE(v1::Entry, AreaAcquired),
             KOPPEL_CASE(v1::Entry, ProposalMade),
             KOPPEL_CASE(v1::Entry, ProposalWithdrawn),
             KOPPEL_CASE(v1::Entry, ProposalExpired),
             KOPPEL_CASE(v1::Entry, NoMatchExplained),
             KOPPEL_CASE(v1::Entry, SupportRequested),
             KOPPEL_CASE(v1::Entry, PlacementFilled),
             KOPPEL_CASE(v1::Entry, ReminderPlanned),
             KOPPEL_CASE(v1::Entry, ReminderDue),
             KOPPEL_CASE(v1::Entry, ReminderCancelled),
             KOPPEL_CASE(v1::Entry, PricesSet),
             KOPPEL_CASE(v1::Entry, TimeAdvanced),
             KOPPEL_CASE(v1::Entry, ErasureCompleted));
