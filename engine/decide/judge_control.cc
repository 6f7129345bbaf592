#include "engine/decide/judge.h"

#include <algorithm>
#include <cstddef>
#include <set>

namespace koppel {
namespace {

constexpr std::size_t kDomainCount = 16;
constexpr std::size_t kSkillGroupCount = 8;
constexpr std::size_t kTravelMeansCount = 5;

bool each_within(const std::vector<std::uint32_t>& values, std::size_t count, std::uint32_t max) {
  return values.size() == count &&
         std::ranges::all_of(values, [&](std::uint32_t value) { return value <= max; });
}

}  // namespace

Judgement judge(const Case& judged, const ProgrammePublished& fact) {
  const ProgrammePublished* standing = judged.market.programme(fact.code);
  return first_of(
      {refuse_if(fact.code.empty(), RefusalReason::kOutOfRange, "code"),
       refuse_if(
           fact.policy == SequencingPolicy::kUnspecified, RefusalReason::kOutOfRange, "policy"),
       refuse_if(fact.age_min > fact.age_max, RefusalReason::kOutOfRange, "ageMin"),
       refuse_if(fact.hours_min > fact.hours_max, RefusalReason::kOutOfRange, "hoursMin"),
       refuse_if(
           std::ranges::any_of(fact.phases, [](const Phase& phase) { return phase.code.empty(); }),
           RefusalReason::kOutOfRange,
           "phases.code"),
       refuse_if(standing != nullptr && fact.version <= standing->version,
                 RefusalReason::kOlderVersion)});
}

Judgement judge(const Case& judged, const RulesPublished& fact) {
  const auto& standing = judged.market.rules;
  return first_of(
      {refuse_if(!each_within(fact.weights.support, kDomainCount, kSupportWeightMax),
                 RefusalReason::kOutOfRange,
                 "weights.support"),
       refuse_if(!each_within(fact.weights.gap, kSkillGroupCount, kGapWeightMax),
                 RefusalReason::kOutOfRange,
                 "weights.gap"),
       refuse_if(!each_within(fact.weights.speed, kTravelMeansCount, kSpeedMax),
                 RefusalReason::kOutOfRange,
                 "weights.speed"),
       refuse_if(fact.version == 0, RefusalReason::kOutOfRange, "version"),
       refuse_if(standing && fact.version <= standing->version, RefusalReason::kOlderVersion)});
}

Judgement judge(const Case& judged, const TaxonomyPublished& fact) {
  std::set<std::uint32_t> codes;
  for (const TaxonomyCompetence& one : fact.competences) {
    if (one.code == 0 || !codes.insert(one.code).second) return out_of_range("competences.code");
  }
  const auto standing = judged.market.taxonomies.find(fact.code);
  return first_of({refuse_if(fact.code.empty(), RefusalReason::kOutOfRange, "code"),
                   refuse_if(standing != judged.market.taxonomies.end() &&
                                 fact.version <= standing->second.version,
                             RefusalReason::kOlderVersion)});
}

Judgement judge(const Case& judged, const ConsultantRegistered& fact) {
  return first_of({refuse_if(!fact.consultant.is_set(), RefusalReason::kOutOfRange, "consultant"),
                   refuse_if(judged.market.find(fact.consultant) != nullptr,
                             RefusalReason::kAlreadyRegistered)});
}

Judgement judge(const Case& judged, const ConsultantChanged& fact) {
  if (auto unknown = known(judged, fact.consultant); !fits(unknown)) return unknown;
  return supersedes(judged, judged.market.find(fact.consultant)->as_of);
}

Judgement judge(const Case& judged, const CoachCapacityPublished& fact) {
  if (fact.team.empty()) return out_of_range("team");
  const auto standing = judged.market.coach_teams.find(fact.team);
  return standing == judged.market.coach_teams.end() ? Fits{}
                                                     : supersedes(judged, standing->second.as_of);
}

Judgement judge(const Case& /*judged*/, const ClockJumpConfirmed& fact) {
  return refuse_if(!fact.until.is_set(), RefusalReason::kOutOfRange, "until");
}

Judgement judge(const Case& /*judged*/, const InputGapAccepted& fact) {
  return refuse_if(fact.input.empty() || fact.from > fact.to, RefusalReason::kOutOfRange, "from");
}

}  // namespace koppel
