#pragma once

#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

struct Phase {
  std::string code;
  std::string name_nl;
  std::string name_en;
  bool placement_allowed = false;
  std::uint32_t weeks_max = 0;  // 0: no maximum

  friend bool operator==(const Phase&, const Phase&) = default;
};

struct FollowUpLine {
  FollowUpAnchor anchor = FollowUpAnchor::kUnspecified;
  std::uint32_t offset_days = 0;  // calendar days after the anchor
  Side side = Side::kUnspecified;
  Role role = Role::kUnspecified;

  friend bool operator==(const FollowUpLine&, const FollowUpLine&) = default;
};

struct ProgrammePublished {
  std::string code;
  std::uint32_t version = 0;
  std::string name_nl;
  std::string name_en;
  std::uint32_t age_min = 0;  // target group, for information: never a gate
  std::uint32_t age_max = 0;
  SequencingPolicy policy = SequencingPolicy::kUnspecified;
  std::vector<BarrierDomain> solve_first;  // SOLVE_FIRST: domains that must be carried first
  std::vector<Phase> phases;
  std::uint32_t hours_min = 0;
  std::uint32_t hours_max = 0;
  std::vector<PlacementKind> placement_kinds;
  std::uint32_t proposal_working_days = 0;
  bool contract_required = false;
  bool benefit_retained = false;
  std::vector<FollowUpLine> follow_up;

  friend bool operator==(const ProgrammePublished&, const ProgrammePublished&) = default;
};

// Published weights are at most these; from that no score overflows (matching/score.h).
inline constexpr std::uint32_t kSupportWeightMax = 99;
inline constexpr std::uint32_t kGapWeightMax = 39;
inline constexpr std::uint32_t kTravelWeightMax = 4'000;
inline constexpr std::uint32_t kSpeedMax = 1'000;  // 100 m in 10 minutes

struct Weights {
  std::vector<std::uint32_t> support;  // 16 numbers 0..99, a point of severity not carried
  std::vector<std::uint32_t> gap;      // 8 numbers 0..39, a level of a skill group short
  std::uint32_t travel_max = 0;  // points at the farthest distance a person can travel, 0..4000
  std::vector<std::uint32_t>
      speed;  // 5 numbers, 100 m in 10 minutes: walk, bike, moped, public, car

  friend bool operator==(const Weights&, const Weights&) = default;
};

struct Limits {
  std::uint32_t open_proposals_participant = 0;
  std::uint32_t open_proposals_seat = 0;

  friend bool operator==(const Limits&, const Limits&) = default;
};

struct RulesPublished {
  std::uint32_t version = 0;
  Weights weights;
  Limits limits;
  std::uint64_t lottery_seed = 0;

  friend bool operator==(const RulesPublished&, const RulesPublished&) = default;
};

struct TaxonomyCompetence {
  std::uint32_t code = 0;
  std::string uri;
  std::string label_nl;
  std::string label_en;
  std::uint32_t rarity = 0;  // 0 to 7

  friend bool operator==(const TaxonomyCompetence&, const TaxonomyCompetence&) = default;
};

struct TaxonomyPublished {
  std::string code;
  std::uint32_t version = 0;
  std::vector<TaxonomyCompetence> competences;

  friend bool operator==(const TaxonomyPublished&, const TaxonomyPublished&) = default;
};

struct ConsultantRegistered {
  ConsultantId consultant;
  std::uint32_t caseload_max = 0;  // people with an undecided proposal at a time

  friend bool operator==(const ConsultantRegistered&, const ConsultantRegistered&) = default;
};

struct ConsultantChanged {
  ConsultantId consultant;
  std::uint32_t caseload_max = 0;
  bool active = false;

  friend bool operator==(const ConsultantChanged&, const ConsultantChanged&) = default;
};

struct CoachCapacityPublished {
  std::string team;
  std::uint32_t hours_per_week = 0;
  Instant as_of;  // of the one that stands in a market

  friend bool operator==(const CoachCapacityPublished&, const CoachCapacityPublished&) = default;
};

struct ClockJumpConfirmed {
  Instant until;

  friend bool operator==(const ClockJumpConfirmed&, const ClockJumpConfirmed&) = default;
};

struct InputGapAccepted {
  std::string input;
  std::uint64_t from = 0;
  std::uint64_t to = 0;

  friend bool operator==(const InputGapAccepted&, const InputGapAccepted&) = default;
};

}  // namespace koppel
