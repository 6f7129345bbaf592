#pragma once

#include "engine/codec/table.h"
#include "engine/codec/tables/answer_fact_table.h"
#include "engine/codec/tables/control_table.h"
#include "engine/codec/tables/employer_fact_table.h"
#include "engine/codec/tables/participant_fact_table.h"
#include "engine/codec/tables/placement_fact_table.h"
#include "engine/codec/tables/values_table.h"
#include "engine/model/fact.h"

#include "koppel/v1/fact.pb.h"

// `source` and `id` enter as fact_id; `corrects` and `resubmits` are the two wrapping messages.
KOPPEL_TABLE(Fact,
             v1::Fact,
             KOPPEL_FIELD(kClear, area),
             KOPPEL_FIELD(kClear, occurred_at),
             KOPPEL_FIELD(kClear, fact_id),
             KOPPEL_FIELD(kPersonal, content));

KOPPEL_CASES(FactBody,
             KOPPEL_CASE(v1::Fact, ProgrammePublished),
             KOPPEL_CASE(v1::Fact, RulesPublished),
             KOPPEL_CASE(v1::Fact, TaxonomyPublished),
             KOPPEL_CASE(v1::Fact, ConsultantRegistered),
             KOPPEL_CASE(v1::Fact, ConsultantChanged),
             KOPPEL_CASE(v1::Fact, CoachCapacityPublished),
             KOPPEL_CASE(v1::Fact, ClockJumpConfirmed),
             KOPPEL_CASE(v1::Fact, InputGapAccepted),
             KOPPEL_CASE(v1::Fact, ParticipantRegistered),
             KOPPEL_CASE(v1::Fact, IntakeHeld),
             KOPPEL_CASE(v1::Fact, ContractSigned),
             KOPPEL_CASE(v1::Fact, InterestsAssessed),
             KOPPEL_CASE(v1::Fact, CompetencesAssessed),
             KOPPEL_CASE(v1::Fact, BarrierReported),
             KOPPEL_CASE(v1::Fact, BarrierChanged),
             KOPPEL_CASE(v1::Fact, BarrierResolved),
             KOPPEL_CASE(v1::Fact, SupportArranged),
             KOPPEL_CASE(v1::Fact, AvailabilitySet),
             KOPPEL_CASE(v1::Fact, PhaseEntered),
             KOPPEL_CASE(v1::Fact, ConsentGiven),
             KOPPEL_CASE(v1::Fact, ConsentWithdrawn),
             KOPPEL_CASE(v1::Fact, ConsultantAssigned),
             KOPPEL_CASE(v1::Fact, MovedArea),
             KOPPEL_CASE(v1::Fact, ParticipantLeft),
             KOPPEL_CASE(v1::Fact, ObjectionRaised),
             KOPPEL_CASE(v1::Fact, PersonViewed),
             KOPPEL_CASE(v1::Fact, ParticipantErased),
             KOPPEL_CASE(v1::Fact, EmployerRegistered),
             KOPPEL_CASE(v1::Fact, EmployerChanged),
             KOPPEL_CASE(v1::Fact, EmployerSuspended),
             KOPPEL_CASE(v1::Fact, EmployerRecognised),
             KOPPEL_CASE(v1::Fact, PlacementOpened),
             KOPPEL_CASE(v1::Fact, PlacementChanged),
             KOPPEL_CASE(v1::Fact, PlacementClosed),
             KOPPEL_CASE(v1::Fact, ProposalAccepted),
             KOPPEL_CASE(v1::Fact, ProposalDeclined),
             KOPPEL_CASE(v1::Fact, ProposalDeferred),
             KOPPEL_CASE(v1::Fact, EngagementAgreed),
             KOPPEL_CASE(v1::Fact, EngagementStarted),
             KOPPEL_CASE(v1::Fact, EngagementEnded),
             KOPPEL_CASE(v1::Fact, FollowUpAnswered),
             KOPPEL_CASE(v1::Fact, OutcomeRecorded));
