#include "engine/matching/contribution.h"

#include "engine/matching/score.h"
#include "engine/matching/shape.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace koppel::matching {
namespace {

constexpr std::uint8_t kEssential = 3;

using Lines = std::vector<Contribution>;

constexpr std::uint32_t number_of(std::size_t slot) {
  return static_cast<std::uint32_t>(slot + 1);
}

constexpr std::int32_t minus(std::uint32_t points) {
  return -static_cast<std::int32_t>(points);
}

void add_interests(const Person& person, const Place& place, Lines& lines) {
  for (std::size_t at = 0; at < kDimensions; ++at) {
    const std::int32_t wish = person.interests.vector[at];
    const std::int32_t work = place.interests.vector[at];
    if (wish * work == 0) continue;
    lines.push_back({.part = ScorePart::kInterests,
                     .code = number_of(at),
                     .points = wish * work,
                     .asked = static_cast<std::uint32_t>(work),
                     .offered = static_cast<std::uint32_t>(std::abs(wish))});
  }
}

void add_competences(const Person& person, const Place& place, Lines& lines) {
  if (!person.competences_known) return;
  for (const WeighedRequirement& requirement : place.requirements) {
    const std::uint32_t held = level_held(person, requirement.code);
    const std::int32_t points = requirement_points(requirement, held);
    if (points == 0 && (requirement.importance < kEssential || held > 0)) continue;
    lines.push_back({.part = ScorePart::kCompetences,
                     .code = requirement.code,
                     .points = points,
                     .asked = requirement.level,
                     .offered = held});
  }
}

void add_open_support(const Weights& weights,
                      const Person& person,
                      const Place& place,
                      Lines& lines) {
  for (std::size_t at = 0; at < kDomains; ++at) {
    const std::uint32_t points =
        support_weight(weights, at) * uncarried_severity(person, place, at);
    if (points == 0) continue;
    lines.push_back({.part = ScorePart::kOpenSupport,
                     .code = number_of(at),
                     .points = minus(points),
                     .asked = person.severity[at],
                     .offered = carried(person, place, at)});
  }
}

void add_trainable_gap(const Weights& weights,
                       const Person& person,
                       const Place& place,
                       Lines& lines) {
  for (std::size_t at = 0; at < kSkillGroups; ++at) {
    const std::uint32_t points = gap_weight(weights, at) * levels_short(person, place, at);
    if (points == 0) continue;
    lines.push_back({.part = ScorePart::kTrainableGap,
                     .code = number_of(at),
                     .points = minus(points),
                     .asked = static_cast<std::uint32_t>(place.skills[at]),
                     .offered = static_cast<std::uint32_t>(person.skills[at])});
  }
}

void add_travel(const Weights& weights, const Person& person, const Place& place, Lines& lines) {
  const std::int32_t points = travel_points(weights, person, place);
  if (points == 0) return;
  lines.push_back({.part = ScorePart::kTravel,
                   .points = -points,
                   .asked = static_cast<std::uint32_t>(distance(person, place)),
                   .offered = static_cast<std::uint32_t>(person.reach)});
}

}  // namespace

std::vector<Contribution> contributions(const Weights& weights,
                                        const Person& person,
                                        const Place& place) {
  Lines lines;
  add_interests(person, place, lines);
  add_competences(person, place, lines);
  add_open_support(weights, person, place, lines);
  add_trainable_gap(weights, person, place, lines);
  add_travel(weights, person, place, lines);
  return lines;
}

std::vector<Support> open_support(const Person& person, const Place& place) {
  std::vector<Support> open;
  for (std::size_t at = 0; at < kDomains; ++at) {
    const std::uint32_t missing = uncarried_severity(person, place, at);
    if (missing == 0) continue;
    open.push_back({.domain = static_cast<BarrierDomain>(at + 1), .capacity = missing});
  }
  return open;
}

}  // namespace koppel::matching
