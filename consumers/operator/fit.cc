#include "consumers/operator/fit.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <vector>

namespace koppel::simulate {
namespace {

constexpr std::uint32_t kAll = 100;
constexpr std::uint32_t kJourneyMax = 200;
constexpr std::uint32_t kCapacityMax = 5;

// How far apart two profiles are before nothing is left of the liking: half of all there is.
constexpr std::uint32_t kShortFormApart = 6 * 40 / 2;
constexpr std::uint32_t kOnetApart = 6 * 600 / 2;

std::optional<std::uint32_t> profile_liking(const InterestProfile& person,
                                            const InterestProfile& work) {
  if (person.riasec.empty() || person.instrument != work.instrument) return std::nullopt;
  if (person.riasec.size() != work.riasec.size()) return std::nullopt;
  std::uint32_t apart = 0;
  for (std::size_t i = 0; i < person.riasec.size(); ++i) {
    apart +=
        std::max(person.riasec[i], work.riasec[i]) - std::min(person.riasec[i], work.riasec[i]);
  }
  const bool is_short = person.instrument == InterestInstrument::kShortForm;
  const std::uint32_t most = is_short ? kShortFormApart : kOnetApart;
  return kAll - std::min(kAll, apart * kAll / most);
}

std::optional<std::uint32_t> sector_liking(const InterestProfile& person, Sector sector) {
  constexpr std::uint32_t kPerStrength = kAll / 4;
  const auto wish = std::ranges::find(person.sectors, sector, &SectorWish::sector);
  if (wish == person.sectors.end()) return std::nullopt;
  return wish->strength * kPerStrength;
}

std::uint32_t liking_of(const Market& market,
                        const Participant& participant,
                        const Placement& placement) {
  const InterestProfile& person = participant.interests.profile;
  const auto by_profile = profile_liking(person, placement.details.interests);
  const auto by_sector = sector_liking(person, market.at(placement.employer).details.sector);
  if (by_profile && by_sector) return (*by_profile + *by_sector) / 2;
  return by_profile.value_or(by_sector.value_or(kAll / 2));
}

std::uint32_t ability_of(const Participant& participant, const Placement& placement) {
  const CompetencesHeld& held = participant.competences;
  std::uint32_t asked = 0;
  std::uint32_t met = 0;
  for (const Requirement& one : placement.details.requirements) {
    asked += one.importance * one.level;
    const auto found = std::ranges::find(held.competences, one.code, &CompetenceLevel::code);
    if (found != held.competences.end()) met += one.importance * std::min(found->level, one.level);
  }
  return held.as_of.is_set() && asked > 0 ? met * kAll / asked : kAll / 2;
}

// In 100 m in 10 minutes, in the order of TravelMeans: 5, 15, 25, 22 and 40 km/h.
constexpr std::array<std::uint32_t, 6> kSpeeds = {0, 8, 25, 42, 37, 67};

std::uint32_t apart(std::uint32_t one, std::uint32_t other) {
  return std::max(one, other) - std::min(one, other);
}

std::uint32_t journey_of(const Participant& participant, const Placement& placement) {
  const Location& from = participant.location;
  const Location& to = placement.details.location;
  const std::uint32_t speed =
      kSpeeds[static_cast<std::size_t>(participant.availability.travel_means)];
  const std::uint32_t reach = participant.availability.travel_minutes_max * speed / 10;
  if (reach == 0 || from.x == 0 || to.x == 0) return kAll / 2;
  const auto [less, more] = std::minmax({apart(from.x, to.x), apart(from.y, to.y)});
  return std::min((more + (3 * less / 8)) * kAll / reach, kJourneyMax);
}

std::array<std::uint32_t, kBarrierDomains> uncarried_of(const Participant& participant,
                                                        const Placement& placement) {
  std::array<std::uint32_t, kBarrierDomains> carried{};
  const auto carry = [&](const Support& support) {
    carried[static_cast<std::size_t>(support.domain) - 1] += support.capacity;
  };
  std::ranges::for_each(placement.details.support, carry);
  for (const SupportHeld& held : participant.supports.reveal()) carry(held.support);
  std::array<std::uint32_t, kBarrierDomains> left{};
  for (const BarrierHeld& barrier : participant.barriers.reveal()) {
    const std::size_t domain = static_cast<std::size_t>(barrier.domain) - 1;
    const std::uint32_t capacity = std::min(carried[domain], kCapacityMax);
    left[domain] = barrier.severity - std::min(barrier.severity, capacity);
  }
  return left;
}

}  // namespace

Fit fit_of(const Market& market, const Participant& participant, const Placement& placement) {
  return {.liking = liking_of(market, participant, placement),
          .ability = ability_of(participant, placement),
          .journey = journey_of(participant, placement),
          .uncarried = uncarried_of(participant, placement)};
}

std::uint32_t uncarried_severity(const Fit& fit) {
  return std::accumulate(fit.uncarried.begin(), fit.uncarried.end(), std::uint32_t{0});
}

}  // namespace koppel::simulate
