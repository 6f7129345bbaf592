#pragma once

#include "engine/codec/tables/entry_table.h"
#include "engine/codec/tables/enums.h"
#include "engine/codec/tables/row_table.h"
#include "engine/market/rows.h"

#include "koppel/v1/row.pb.h"

// Every table, and the oneof of the rows.
KOPPEL_CASES(RowBody,
             KOPPEL_NAMED_CASE(v1::Row::kHead, Head, head),
             KOPPEL_NAMED_CASE(v1::Row::kParticipant, Participant, participant),
             KOPPEL_NAMED_CASE(v1::Row::kEmployer, Employer, employer),
             KOPPEL_NAMED_CASE(v1::Row::kPlacement, Placement, placement),
             KOPPEL_NAMED_CASE(v1::Row::kConsultant, Consultant, consultant),
             KOPPEL_NAMED_CASE(v1::Row::kProposal, Proposal, proposal),
             KOPPEL_NAMED_CASE(v1::Row::kEngagement, Engagement, engagement),
             KOPPEL_NAMED_CASE(v1::Row::kReminder, Reminder, reminder),
             KOPPEL_NAMED_CASE(v1::Row::kWaiting, WaitingFact, waiting),
             KOPPEL_NAMED_CASE(v1::Row::kProgramme, ProgrammePublished, programme),
             KOPPEL_NAMED_CASE(v1::Row::kRules, RulesPublished, rules),
             KOPPEL_NAMED_CASE(v1::Row::kTaxonomy, TaxonomyPublished, taxonomy),
             KOPPEL_NAMED_CASE(v1::Row::kSeenFact, SeenFact, seen_fact),
             KOPPEL_NAMED_CASE(v1::Row::kCoachCapacity, CoachCapacityPublished, coach_capacity));
