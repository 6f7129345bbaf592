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
             KOPPEL_CASE(v1::Fact, ProgrammePublished, programme_published),
             KOPPEL_CASE(v1::Fact, RulesPublished, rules_published),
             KOPPEL_CASE(v1::Fact, TaxonomyPublished, taxonomy_published),
             KOPPEL_CASE(v1::Fact, ConsultantRegistered, consultant_registered),
             KOPPEL_CASE(v1::Fact, ConsultantChanged, consultant_changed),
             KOPPEL_CASE(v1::Fact, CoachCapacityPublished, coach_capacity_published),
             KOPPEL_CASE(v1::Fact, ClockJumpConfirmed, clock_jump_confirmed),
             KOPPEL_CASE(v1::Fact, InputGapAccepted, input_gap_accepted),
             KOPPEL_CASE(v1::Fact, ParticipantRegistered, participant_registered),
             KOPPEL_CASE(v1::Fact, IntakeHeld, intake_held),
             KOPPEL_CASE(v1::Fact, ContractSigned, contract_signed),
             KOPPEL_CASE(v1::Fact, InterestsAssessed, interests_assessed),
             KOPPEL_CASE(v1::Fact, CompetencesAssessed, competences_assessed),
             KOPPEL_CASE(v1::Fact, BarrierReported, barrier_reported),
             KOPPEL_CASE(v1::Fact, BarrierChanged, barrier_changed),
             KOPPEL_CASE(v1::Fact, BarrierResolved, barrier_resolved),
             KOPPEL_CASE(v1::Fact, SupportArranged, support_arranged),
             KOPPEL_CASE(v1::Fact, AvailabilitySet, availability_set),
             KOPPEL_CASE(v1::Fact, PhaseEntered, phase_entered),
             KOPPEL_CASE(v1::Fact, ConsentGiven, consent_given),
             KOPPEL_CASE(v1::Fact, ConsentWithdrawn, consent_withdrawn),
             KOPPEL_CASE(v1::Fact, ConsultantAssigned, consultant_assigned),
             KOPPEL_CASE(v1::Fact, MovedArea, moved_area),
             KOPPEL_CASE(v1::Fact, ParticipantLeft, participant_left),
             KOPPEL_CASE(v1::Fact, ObjectionRaised, objection_raised),
             KOPPEL_CASE(v1::Fact, PersonViewed, person_viewed),
             KOPPEL_CASE(v1::Fact, ParticipantErased, participant_erased),
             KOPPEL_CASE(v1::Fact, EmployerRegistered, employer_registered),
             KOPPEL_CASE(v1::Fact, EmployerChanged, employer_changed),
             KOPPEL_CASE(v1::Fact, EmployerSuspended, employer_suspended),
             KOPPEL_CASE(v1::Fact, EmployerRecognised, employer_recognised),
             KOPPEL_CASE(v1::Fact, PlacementOpened, placement_opened),
             KOPPEL_CASE(v1::Fact, PlacementChanged, placement_changed),
             KOPPEL_CASE(v1::Fact, PlacementClosed, placement_closed),
             KOPPEL_CASE(v1::Fact, ProposalAccepted, proposal_accepted),
             KOPPEL_CASE(v1::Fact, ProposalDeclined, proposal_declined),
             KOPPEL_CASE(v1::Fact, ProposalDeferred, proposal_deferred),
             KOPPEL_CASE(v1::Fact, EngagementAgreed, engagement_agreed),
             KOPPEL_CASE(v1::Fact, EngagementStarted, engagement_started),
             KOPPEL_CASE(v1::Fact, EngagementEnded, engagement_ended),
             KOPPEL_CASE(v1::Fact, FollowUpAnswered, follow_up_answered),
             KOPPEL_CASE(v1::Fact, OutcomeRecorded, outcome_recorded));
