#pragma once

#include "engine/codec/table.h"
#include "engine/model/control_fact.h"

#include "koppel/v1/control.pb.h"

KOPPEL_TABLE(Phase,
             v1::Phase,
             KOPPEL_FIELD(kClear, code),
             KOPPEL_FIELD(kClear, name_nl),
             KOPPEL_FIELD(kClear, name_en),
             KOPPEL_FIELD(kClear, placement_allowed),
             KOPPEL_RANGE(kClear, weeks_max, 0, 520));

KOPPEL_TABLE(FollowUpLine,
             v1::FollowUpLine,
             KOPPEL_FIELD(kClear, anchor),
             KOPPEL_RANGE(kClear, offset_days, 0, 3660),
             KOPPEL_FIELD(kClear, side),
             KOPPEL_FIELD(kClear, role));

KOPPEL_TABLE(ProgrammePublished,
             v1::ProgrammePublished,
             KOPPEL_FIELD(kClear, code),
             KOPPEL_FIELD(kClear, version),
             KOPPEL_FIELD(kClear, name_nl),
             KOPPEL_FIELD(kClear, name_en),
             KOPPEL_RANGE(kClear, age_min, 0, 120),
             KOPPEL_RANGE(kClear, age_max, 0, 120),
             KOPPEL_FIELD(kClear, policy),
             KOPPEL_FIELD(kClear, solve_first),
             KOPPEL_FIELD(kClear, phases),
             KOPPEL_RANGE(kClear, hours_min, 0, 60),
             KOPPEL_RANGE(kClear, hours_max, 0, 60),
             KOPPEL_FIELD(kClear, placement_kinds),
             KOPPEL_RANGE(kClear, proposal_working_days, 1, 260),
             KOPPEL_FIELD(kClear, contract_required),
             KOPPEL_FIELD(kClear, benefit_retained),
             KOPPEL_FIELD(kClear, follow_up));

KOPPEL_TABLE(Weights,
             v1::Weights,
             KOPPEL_RANGE(kClear, support, 16, 16),
             KOPPEL_RANGE(kClear, gap, 8, 8),
             KOPPEL_RANGE(kClear, travel_max, 0, 4000),
             KOPPEL_RANGE(kClear, speed, 5, 5));

KOPPEL_TABLE(Limits,
             v1::Limits,
             KOPPEL_RANGE(kClear, open_proposals_participant, 1, 20),
             KOPPEL_RANGE(kClear, open_proposals_seat, 1, 10));

KOPPEL_TABLE(RulesPublished,
             v1::RulesPublished,
             KOPPEL_FIELD(kClear, version),
             KOPPEL_FIELD(kClear, weights),
             KOPPEL_FIELD(kClear, limits),
             KOPPEL_FIELD(kClear, lottery_seed));

KOPPEL_TABLE(TaxonomyCompetence,
             v1::TaxonomyCompetence,
             KOPPEL_FIELD(kClear, code),
             KOPPEL_FIELD(kClear, uri),
             KOPPEL_FIELD(kClear, label_nl),
             KOPPEL_FIELD(kClear, label_en),
             KOPPEL_RANGE(kClear, rarity, 0, 7));

KOPPEL_TABLE(TaxonomyPublished,
             v1::TaxonomyPublished,
             KOPPEL_FIELD(kClear, code),
             KOPPEL_FIELD(kClear, version),
             KOPPEL_RANGE(kClear, competences, 0, 20000));

KOPPEL_TABLE(ConsultantRegistered,
             v1::ConsultantRegistered,
             KOPPEL_FIELD(kClear, consultant),
             KOPPEL_RANGE(kClear, caseload_max, 0, 1000));

KOPPEL_TABLE(ConsultantChanged,
             v1::ConsultantChanged,
             KOPPEL_FIELD(kClear, consultant),
             KOPPEL_RANGE(kClear, caseload_max, 0, 1000),
             KOPPEL_FIELD(kClear, active));

KOPPEL_TABLE(CoachCapacityPublished,
             v1::CoachCapacityPublished,
             KOPPEL_FIELD(kClear, team),
             KOPPEL_RANGE(kClear, hours_per_week, 0, 100000),
             KOPPEL_FIELD(kHousekeeping, as_of));

KOPPEL_TABLE(ClockJumpConfirmed, v1::ClockJumpConfirmed, KOPPEL_FIELD(kClear, until));

KOPPEL_TABLE(InputGapAccepted,
             v1::InputGapAccepted,
             KOPPEL_FIELD(kClear, input),
             KOPPEL_FIELD(kClear, from),
             KOPPEL_FIELD(kClear, to));
