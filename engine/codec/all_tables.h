#pragma once

#include "engine/codec/tables/entry_table.h"
#include "engine/codec/tables/enums.h"
#include "engine/codec/tables/row_table.h"
#include "engine/market/rows.h"

#include "koppel/v1/row.pb.h"

// Every table, and the oneof of the rows.
KOPPEL_CASES(RowBody,
             KOPPEL_NAMED_CASE(v1::Row::kHead, Head),
             KOPPEL_NAMED_CASE(v1::Row::kParticipant, Participant),
             KOPPEL_NAMED_CASE(v1::Row::kEmployer, Employer),
             KOPPEL_NAMED_CASE(v1::Row::kPlacement, Placement),
             KOPPEL_NAMED_CASE(v1::Row::kConsultant, Consultant),
             KOPPEL_NAMED_CASE(v1::Row::kProposal, Proposal),
             KOPPEL_NAMED_CASE(v1::Row::kEngagement, Engagement),
             KOPPEL_NAMED_CASE(v1::Row::kReminder, Reminder),
             KOPPEL_NAMED_CASE(v1::Row::kWaiting, WaitingFact),
             KOPPEL_NAMED_CASE(v1::Row::kProgramme, ProgrammePublished),
             KOPPEL_NAMED_CASE(v1::Row::kRules, RulesPublished),
             KOPPEL_NAMED_CASE(v1::Row::kTaxonomy, TaxonomyPublished),
             KOPPEL_NAMED_CASE(v1::Row::kSeenFact, SeenFact),
             KOPPEL_NAMED_CASE(v1::Row::kCoachCapacity, CoachCapacityPublished),
             KOPPEL_NAMED_CASE(v1::Row::kFormerProgramme, FormerProgramme),
             KOPPEL_NAMED_CASE(v1::Row::kFormerRules, FormerRules));
