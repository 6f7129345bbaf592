#include "engine/matching/person.h"

#include "engine/matching/score.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>

namespace koppel::matching {
namespace {

constexpr std::uint64_t kReachMax = 65'535;  // 6,553 km: farther than any two places

std::uint32_t published_speed(const Weights& weights, TravelMeans means) {
  if (means == TravelMeans::kUnspecified) return 0;
  const std::size_t at = slot(means);
  return at < weights.speed.size() ? weights.speed[at] : 0;
}

void take_barriers(const Participant& participant, Person& person) {
  for (const BarrierHeld& barrier : participant.barriers.reveal()) {
    if (barrier.domain == BarrierDomain::kUnspecified) continue;
    std::uint8_t& severity = person.severity[slot(barrier.domain)];
    severity = std::max(severity, at_most(barrier.severity, kSeverityMax));
  }
  for (const SupportHeld& held : participant.supports.reveal()) {
    if (held.support.domain == BarrierDomain::kUnspecified) continue;
    std::uint8_t& arranged = person.arranged[slot(held.support.domain)];
    arranged = at_most(arranged + at_most(held.support.capacity, kCapacityMax), kCapacityMax);
  }
}

void take_competences(const CompetencesHeld& held, Person& person) {
  person.competences_known = !held.taxonomy.empty() || !held.competences.empty();
  person.competences = held.competences;
  std::ranges::sort(person.competences, [](const CompetenceLevel& a, const CompetenceLevel& b) {
    return a.code != b.code ? a.code < b.code : a.level > b.level;
  });
  const auto repeats = std::ranges::unique(person.competences, {}, &CompetenceLevel::code);
  person.competences.erase(repeats.begin(), repeats.end());

  person.skills.fill(kLevelUnknown);
  for (const SkillLevel& skill : held.skills) {
    if (skill.group == SkillGroup::kUnspecified) continue;
    person.skills[slot(skill.group)] = at_most(skill.level, kLevelMax);
  }
}

void take_availability(const Weights& weights, const Availability& held, Person& person) {
  person.licences = ~std::uint32_t{0};
  if (!held.as_of.is_set()) return;
  person.hours_min = at_most(held.hours_min, kHoursMax);
  person.hours_max = hours_most(held.hours_min, held.hours_max);
  person.available_from = held.available_from;
  person.licences = mask_of(held.licences);
  person.language = held.language;
  person.excluded_kinds = mask_of(held.excluded_kinds);

  invariant(weights.travel_max <= kTravelWeightMax, "a travel weight within its limit");
  person.travel_minutes = held.travel_minutes_max;
  person.travel_speed = published_speed(weights, held.travel_means);
  person.reach = reach_of(person.travel_minutes, person.travel_speed);
  if (person.reach > 0) {
    person.slope = static_cast<std::int32_t>(weights.travel_max) / person.reach;
  }
}

void take_programme(const ProgrammePublished* programme, Person& person) {
  const bool names_kinds = programme != nullptr && !programme->placement_kinds.empty();
  person.programme_kinds = names_kinds ? mask_of(programme->placement_kinds) : ~std::uint32_t{0};
}

}  // namespace

std::int16_t age_today(const Market& market, const Participant& participant) {
  if (!participant.birth_date.is_set()) return -1;
  const int years = whole_years(participant.birth_date, local_date(market.head.now));
  return static_cast<std::int16_t>(std::clamp(years, -1, int{INT16_MAX}));
}

std::int32_t reach_of(std::uint32_t minutes, std::uint32_t speed) {
  if (minutes == 0 || speed == 0) return 0;
  const std::uint64_t reach = std::uint64_t{minutes} * speed / 10;
  return static_cast<std::int32_t>(std::clamp(reach, std::uint64_t{1}, kReachMax));
}

Person derive_person(const Market& market, const Participant& participant) {
  return derive_person(market, participant, published_now(market, participant));
}

Person derive_person(const Market& market,
                     const Participant& participant,
                     const Published& published) {
  Person person;
  person.interests = interests_of_person(participant.interests.profile);
  person.excluded_sectors = mask_of(participant.interests.excluded_sectors);
  person.x = at_most(participant.location.x, kCoordinateMax);
  person.y = at_most(participant.location.y, kCoordinateMax);
  person.age = age_today(market, participant);
  person.consultant = participant.consultant;
  take_barriers(participant, person);
  take_competences(participant.competences, person);
  take_availability(weights_of(published.rules), participant.availability, person);
  take_programme(published.programme, person);
  return person;
}

}  // namespace koppel::matching
