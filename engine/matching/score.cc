#include "engine/matching/score.h"

#include "engine/matching/shape.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace koppel::matching {
namespace {

std::uint32_t weight_at(const std::vector<std::uint32_t>& weights,
                        std::size_t at,
                        std::uint32_t limit) {
  if (at >= weights.size()) return 0;
  invariant(weights[at] <= limit, "a published weight within its limit");
  return weights[at];
}

std::int32_t interest_points(const InterestVector& person, const InterestVector& place) {
  std::int32_t points = 0;
  for (std::size_t at = 0; at < kDimensions; ++at) points += person[at] * place[at];
  return points;
}

std::int32_t competence_points(const Person& person, const Place& place) {
  std::int32_t points = 0;
  for (const WeighedRequirement& requirement : place.requirements) {
    points += requirement_points(requirement, level_held(person, requirement.code));
  }
  return points;
}

std::uint32_t open_support_points(const Weights& weights,
                                  const Person& person,
                                  const Place& place) {
  std::uint32_t points = 0;
  for (std::size_t domain = 0; domain < kDomains; ++domain) {
    points += support_weight(weights, domain) * uncarried_severity(person, place, domain);
  }
  return points;
}

std::uint32_t trainable_gap_points(const Weights& weights,
                                   const Person& person,
                                   const Place& place) {
  std::uint32_t points = 0;
  for (std::size_t group = 0; group < kSkillGroups; ++group) {
    points += gap_weight(weights, group) * levels_short(person, place, group);
  }
  return points;
}

bool is_unknown(std::int32_t x, std::int32_t y) {
  return x == 0 && y == 0;
}

}  // namespace

const Weights& weights_in(const Market& market) {
  return weights_of(market.rules ? &*market.rules : nullptr);
}

const Weights& weights_of(const RulesPublished* rules) {
  static const Weights none;
  return rules == nullptr ? none : rules->weights;
}

std::uint32_t support_weight(const Weights& weights, std::size_t domain_slot) {
  return weight_at(weights.support, domain_slot, kSupportWeightMax);
}

std::uint32_t gap_weight(const Weights& weights, std::size_t skill_slot) {
  return weight_at(weights.gap, skill_slot, kGapWeightMax);
}

Parts score(const Weights& weights, const Person& person, const Place& place) {
  return {.interests = interest_points(person.interests.vector, place.interests.vector),
          .competences = competence_points(person, place),
          .open_support = static_cast<std::int32_t>(open_support_points(weights, person, place)),
          .trainable_gap = static_cast<std::int32_t>(trainable_gap_points(weights, person, place)),
          .travel = travel_points(weights, person, place)};
}

std::int32_t distance(const Person& person, const Place& place) {
  if (is_unknown(person.x, person.y) || is_unknown(place.x, place.y)) return -1;
  const auto [less, more] =
      std::minmax({std::abs(person.x - place.x), std::abs(person.y - place.y)});
  return more + ((3 * less) >> 3);
}

std::uint32_t level_held(const Person& person, std::uint32_t code) {
  const auto found = std::ranges::lower_bound(person.competences, code, {}, &CompetenceLevel::code);
  return found == person.competences.end() || found->code != code ? 0 : found->level;
}

std::int32_t requirement_points(const WeighedRequirement& requirement, std::uint32_t level) {
  const std::uint32_t twelfths =
      12 * std::min<std::uint32_t>(level, requirement.level) / requirement.level;
  return static_cast<std::int32_t>(requirement.weight * twelfths);
}

std::uint32_t carried(const Person& person, const Place& place, std::size_t domain_slot) {
  const std::uint32_t together =
      std::uint32_t{person.arranged[domain_slot]} + place.capacity[domain_slot];
  return std::min<std::uint32_t>(together, kCapacityMax);
}

std::uint32_t uncarried_severity(const Person& person,
                                 const Place& place,
                                 std::size_t domain_slot) {
  const std::uint32_t severity = person.severity[domain_slot];
  return severity - std::min(severity, carried(person, place, domain_slot));
}

std::uint32_t levels_short(const Person& person, const Place& place, std::size_t skill_slot) {
  const std::int8_t held = person.skills[skill_slot];
  const std::int8_t asked = place.skills[skill_slot];
  if (held == kLevelUnknown || held >= asked) return 0;
  return static_cast<std::uint32_t>(asked - held);
}

std::int32_t travel_points(const Weights& weights, const Person& person, const Place& place) {
  const std::int32_t apart = distance(person, place);
  if (person.reach == 0 || apart < 0) return 0;
  return std::min(apart * person.slope, static_cast<std::int32_t>(weights.travel_max));
}

}  // namespace koppel::matching
