#pragma once

#include "engine/codec/table.h"
#include "engine/codec/tables/fact_table.h"
#include "engine/model/consultant.h"
#include "engine/model/employer.h"
#include "engine/model/engagement.h"
#include "engine/model/former.h"
#include "engine/model/head.h"
#include "engine/model/participant.h"
#include "engine/model/placement.h"
#include "engine/model/proposal.h"
#include "engine/model/reminder.h"
#include "engine/model/waiting.h"

#include "koppel/v1/row.pb.h"

KOPPEL_TABLE(Head,
             v1::Head,
             KOPPEL_FIELD(kClear, area),
             KOPPEL_FIELD(kClear, now),
             KOPPEL_FIELD(kClear, next_day),
             KOPPEL_FIELD(kClear, rules_version),
             KOPPEL_FIELD(kClear, proposals_made),
             KOPPEL_FIELD(kClear, reminders_planned),
             KOPPEL_RANGE(kHousekeeping, agenda, 0, 100000000),
             KOPPEL_FIELD(kClear, clock_confirmed_until),
             KOPPEL_FIELD(kHousekeeping, step),
             KOPPEL_FIELD(kClear, founded_at));

KOPPEL_TABLE(AgendaItem,
             v1::AgendaItem,
             KOPPEL_FIELD(kClear, kind),
             KOPPEL_FIELD(kClear, key),
             KOPPEL_FIELD(kClear, part));

KOPPEL_TABLE(Pause,
             v1::Pause,
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, until),
             KOPPEL_FIELD(kClear, participant_revision),
             KOPPEL_FIELD(kClear, placement_revision),
             KOPPEL_LATER(kClear, awaited),
             KOPPEL_LATER(kClear, carried));

KOPPEL_TABLE(BarrierHeld,
             v1::BarrierHeld,
             KOPPEL_FIELD(kClear, domain),
             KOPPEL_FIELD(kClear, severity),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(SupportHeld,
             v1::SupportHeld,
             KOPPEL_FIELD(kClear, support),
             KOPPEL_FIELD(kClear, owner),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(JusticeHeld,
             v1::JusticeHeld,
             KOPPEL_RANGE(kClear, level, 0, 5),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(OutcomeHeld,
             v1::OutcomeHeld,
             KOPPEL_FIELD(kClear, outcome),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(ConsentHeld,
             v1::ConsentHeld,
             KOPPEL_FIELD(kClear, purpose),
             KOPPEL_FIELD(kClear, given),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(Availability,
             v1::Availability,
             KOPPEL_FIELD(kClear, hours_min),
             KOPPEL_FIELD(kClear, hours_max),
             KOPPEL_FIELD(kClear, available_from),
             KOPPEL_FIELD(kClear, travel_means),
             KOPPEL_FIELD(kClear, travel_minutes_max),
             KOPPEL_FIELD(kClear, licences),
             KOPPEL_FIELD(kClear, language),
             KOPPEL_FIELD(kClear, excluded_kinds),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(InterestsHeld,
             v1::InterestsHeld,
             KOPPEL_FIELD(kClear, profile),
             KOPPEL_FIELD(kClear, excluded_sectors),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(CompetencesHeld,
             v1::CompetencesHeld,
             KOPPEL_FIELD(kClear, taxonomy),
             KOPPEL_FIELD(kClear, competences),
             KOPPEL_FIELD(kClear, skills),
             KOPPEL_FIELD(kClear, as_of));

KOPPEL_TABLE(NoMatchHeld, v1::NoMatchHeld, KOPPEL_FIELD(kClear, leading), KOPPEL_FIELD(kClear, at));

// revision and pauses are sealed too: only the content of a barrier report says whether it counts
// as a change (Justitie does not).
KOPPEL_TABLE(Participant,
             v1::ParticipantRow,
             KOPPEL_FIELD(kClear, ordinal),
             KOPPEL_FIELD(kClear, id),
             KOPPEL_FIELD(kClear, state),
             KOPPEL_FIELD(kClear, registered_at),
             KOPPEL_FIELD(kHousekeeping, registration_as_of),
             KOPPEL_FIELD(kHousekeeping, leaving_as_of),
             KOPPEL_FIELD(kClear, waiting_since),
             KOPPEL_FIELD(kClear, consultant),
             KOPPEL_FIELD(kClear, consultant_as_of),
             KOPPEL_FIELD(kPersonal, revision),
             KOPPEL_RANGE(kClear, open_proposals, 0, 1000000),
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_RANGE(kPersonal, pauses, 0, 1000000),
             KOPPEL_FIELD(kClear, engagements),
             KOPPEL_FIELD(kClear, objections),
             KOPPEL_FIELD(kClear, views),
             KOPPEL_FIELD(kPersonal, programme),
             KOPPEL_FIELD(kPersonal, birth_date),
             KOPPEL_FIELD(kPersonal, location),
             KOPPEL_FIELD(kPersonal, education),
             KOPPEL_FIELD(kPersonal, external_ref),
             KOPPEL_FIELD(kPersonal, intake_at),
             KOPPEL_FIELD(kPersonal, contract_at),
             KOPPEL_FIELD(kPersonal, interests),
             KOPPEL_FIELD(kPersonal, competences),
             KOPPEL_RANGE(kPersonal, barriers, 0, 1000000),
             KOPPEL_RANGE(kPersonal, supports, 0, 1000000),
             KOPPEL_FIELD(kPersonal, justice),
             KOPPEL_FIELD(kPersonal, availability),
             KOPPEL_FIELD(kPersonal, phase),
             KOPPEL_FIELD(kPersonal, phase_as_of),
             KOPPEL_RANGE(kPersonal, consents, 0, 1000000),
             KOPPEL_RANGE(kPersonal, outcomes, 0, 1000000),
             KOPPEL_RANGE(kPersonal, support_requested, 0, 1000000),
             KOPPEL_FIELD(kPersonal, no_match),
             KOPPEL_FIELD(kPersonal, leave_reason),
             KOPPEL_FIELD(kPersonal, moved_to),
             KOPPEL_RANGE(kClear, contributions, 0, 1000000),
             KOPPEL_FIELD(kClear, erasure_completed));

KOPPEL_TABLE(Employer,
             v1::EmployerRow,
             KOPPEL_FIELD(kClear, ordinal),
             KOPPEL_FIELD(kClear, id),
             KOPPEL_FIELD(kClear, details),
             KOPPEL_FIELD(kClear, as_of),
             KOPPEL_FIELD(kClear, suspended),
             KOPPEL_FIELD(kClear, suspended_until),
             KOPPEL_FIELD(kClear, suspended_as_of),
             KOPPEL_RANGE(kClear, crebos, 0, 1000000),
             KOPPEL_FIELD(kClear, crebos_as_of),
             KOPPEL_RANGE(kClear, placements, 0, 1000000));

KOPPEL_TABLE(Placement,
             v1::PlacementRow,
             KOPPEL_FIELD(kClear, ordinal),
             KOPPEL_FIELD(kClear, id),
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, details),
             KOPPEL_FIELD(kClear, as_of),
             KOPPEL_FIELD(kClear, closed),
             KOPPEL_FIELD(kClear, close_reason),
             KOPPEL_FIELD(kClear, revision),
             KOPPEL_FIELD(kClear, engaged),
             KOPPEL_RANGE(kClear, open_proposals, 0, 1000000),
             KOPPEL_FIELD(kClear, filled),
             KOPPEL_FIELD(kClear, price));

KOPPEL_TABLE(Consultant,
             v1::ConsultantRow,
             KOPPEL_FIELD(kClear, ordinal),
             KOPPEL_FIELD(kClear, id),
             KOPPEL_FIELD(kClear, caseload_max),
             KOPPEL_FIELD(kClear, active),
             KOPPEL_FIELD(kClear, as_of),
             KOPPEL_FIELD(kClear, proposed));

KOPPEL_TABLE(Proposal,
             v1::ProposalRow,
             KOPPEL_FIELD(kClear, proposal),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, made_at),
             KOPPEL_FIELD(kClear, expires_at),
             KOPPEL_FIELD(kClear, accepted),
             KOPPEL_FIELD(kClear, score),
             KOPPEL_FIELD(kHousekeeping, sequence));

KOPPEL_TABLE(Engagement,
             v1::EngagementRow,
             KOPPEL_FIELD(kClear, id),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, state),
             KOPPEL_FIELD(kClear, agreed_at),
             KOPPEL_FIELD(kClear, started_at),
             KOPPEL_FIELD(kClear, ended_at),
             KOPPEL_FIELD(kClear, starts),
             KOPPEL_FIELD(kClear, hours),
             KOPPEL_FIELD(kPersonal, cause),
             KOPPEL_FIELD(kClear, last_result),
             KOPPEL_FIELD(kClear, last_result_at));

KOPPEL_TABLE(Reminder,
             v1::ReminderRow,
             KOPPEL_FIELD(kClear, reminder),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, anchor),
             KOPPEL_FIELD(kClear, side),
             KOPPEL_FIELD(kClear, role),
             KOPPEL_FIELD(kClear, due_at),
             KOPPEL_FIELD(kClear, due));

KOPPEL_TABLE(WaitingFact,
             v1::WaitingRow,
             KOPPEL_FIELD(kHousekeeping, sequence),
             KOPPEL_FIELD(kClear, missing),
             KOPPEL_FIELD(kClear, since),
             KOPPEL_FIELD(kClear, fact));

KOPPEL_TABLE(SeenFact,
             v1::SeenFactRow,
             KOPPEL_FIELD(kClear, fact_id),
             KOPPEL_FIELD(kClear, at),
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, content));

KOPPEL_TABLE(FormerProgramme,
             v1::FormerProgrammeRow,
             KOPPEL_FIELD(kHousekeeping, until),
             KOPPEL_FIELD(kClear, programme));

KOPPEL_TABLE(FormerRules,
             v1::FormerRulesRow,
             KOPPEL_FIELD(kHousekeeping, until),
             KOPPEL_FIELD(kClear, rules));
