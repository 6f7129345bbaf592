#pragma once

#include "engine/codec/table.h"
#include "engine/model/answer_fact.h"

#include "koppel/v1/answer.pb.h"

KOPPEL_TABLE(ProposalAccepted,
             v1::ProposalAccepted,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, proposal));

KOPPEL_TABLE(ProposalDeclined,
             v1::ProposalDeclined,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kPersonal, side),
             KOPPEL_FIELD(kPersonal, reason),
             KOPPEL_FIELD(kPersonal, missing_support));

KOPPEL_TABLE(ProposalDeferred,
             v1::ProposalDeferred,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kClear, until),
             KOPPEL_FIELD(kPersonal, condition),
             KOPPEL_LATER(kPersonal, awaited));

KOPPEL_TABLE(EngagementAgreed,
             v1::EngagementAgreed,
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, starts),
             KOPPEL_RANGE(kClear, hours, 0, 60));

KOPPEL_TABLE(EngagementStarted,
             v1::EngagementStarted,
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement));

KOPPEL_TABLE(EngagementEnded,
             v1::EngagementEnded,
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kPersonal, cause));

KOPPEL_TABLE(FollowUpAnswered,
             v1::FollowUpAnswered,
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, reminder),
             KOPPEL_FIELD(kClear, result),
             KOPPEL_FIELD(kPersonal, cause));

KOPPEL_TABLE(OutcomeRecorded,
             v1::OutcomeRecorded,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, outcome));
