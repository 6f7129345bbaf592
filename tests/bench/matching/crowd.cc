#include "tests/bench/matching/crowd.h"

#include <algorithm>
#include <cmath>

namespace koppel::bench {
namespace {

using matching::kDimensions;
using matching::kDomains;
using matching::kRiasec;
using matching::kSectors;
using matching::kSkillGroups;

std::size_t drawn(const std::vector<std::uint64_t>& sums, std::uint64_t number) {
  const auto at = std::ranges::upper_bound(sums, number % sums.back());
  return static_cast<std::size_t>(at - sums.begin());
}

// To a length of at most 127.
template <typename Numbers, typename Scaled>
void scale(const Numbers& numbers, Scaled& scaled) {
  double square = 1;
  for (const std::int32_t number : numbers) square += double(number) * number;
  for (std::size_t at = 0; at < numbers.size(); ++at) {
    scaled[at] = static_cast<typename Scaled::value_type>(numbers[at] * 127 / std::sqrt(square));
  }
}

}  // namespace

Crowd::Crowd(std::uint64_t seed) : random_(seed) {
  weights_ = {.travel_max = 3'200};
  for (std::size_t at = 0; at < kDomains; ++at) weights_.support.push_back(60 + below(40));
  for (std::size_t at = 0; at < kSkillGroups; ++at) weights_.gap.push_back(20 + below(20));
  std::uint64_t sum = 0;
  for (std::uint32_t town = 0; town < 300; ++town) {
    towns_.push_back({static_cast<std::int32_t>(200 + below(2'400)),
                      static_cast<std::int32_t>(3'000 + below(2'800))});
    town_shares_.push_back(sum += 1'000'000 / (town + 3));
  }
  sum = 0;
  for (std::uint32_t code = 0; code < kCompetences; ++code) {
    competence_shares_.push_back(sum += static_cast<std::uint64_t>(1e9 / std::pow(code + 10, 0.9)));
  }
  for (auto& profile : profiles_) {
    for (std::size_t at = 0; at < kDimensions; ++at) {
      profile[at] = at < kRiasec ? static_cast<std::int32_t>(10 + below(25)) : 2;
    }
    profile[below(kRiasec)] = 90;
  }
  for (std::size_t sector = 0; sector < kSectors; ++sector) {
    profiles_[sector][kRiasec + sector] = 62;
    profiles_[sector][kRiasec + ((sector + 7) % kSectors)] += 30;
  }
}

std::uint32_t Crowd::below(std::uint32_t limit) {
  return static_cast<std::uint32_t>(random_() % limit);
}

// Three dice, so that most lie near the middle.
std::int32_t Crowd::about(std::int32_t middle, std::int32_t spread) {
  std::int32_t sum = 0;
  for (int left = 3; left > 0; --left) {
    sum += static_cast<std::int32_t>(below(static_cast<std::uint32_t>((2 * spread) + 1))) - spread;
  }
  return middle + sum;
}

// Three of four are competences of the sector.
std::uint32_t Crowd::competence(std::uint32_t sector) {
  const auto often = static_cast<std::uint32_t>(drawn(competence_shares_, random_()));
  return 1 + (below(4) == 0 ? often : ((often * 20) + sector) % kCompetences);
}

template <typename Record>
void Crowd::settle(Record& record) {
  const auto& [x, y] = towns_[drawn(town_shares_, random_())];
  record.x = static_cast<std::uint16_t>(std::max(1, about(x, 25)));
  record.y = static_cast<std::uint16_t>(std::max(1, about(y, 25)));
}

Crowd::OnePlace Crowd::place() {
  OnePlace place;
  matching::PlaceRecord& record = place.record;
  settle(record);
  const std::uint32_t sector = std::min(below(kSectors), below(kSectors));
  std::array<std::int32_t, kDimensions> wanted{};
  for (std::size_t at = 0; at < kDimensions; ++at) {
    wanted[at] = std::clamp(about(profiles_[sector][at], at < kRiasec ? 14 : 8), 0, 100);
  }
  scale(wanted, record.work);
  const std::uint32_t carries = below(4);
  for (std::uint8_t& capacity : record.capacity) {
    capacity = static_cast<std::uint8_t>(std::min(5U, carries + below(3)));
  }
  for (std::uint8_t& asked : record.asked) {
    asked = static_cast<std::uint8_t>(below(3) == 0 ? 1 + below(4) : 0);
  }
  const std::uint32_t hours = 8 * (1 + below(5));
  record.hours_max = static_cast<std::uint8_t>(hours);
  record.hours_min = static_cast<std::uint8_t>(hours - (8 * below(2) * (hours > 8 ? 1 : 0)));
  record.age_min = below(4) == 0 ? 18 : 15;
  record.age_max = below(6) == 0 ? 27 : matching::kAgeUnbounded;
  record.language = static_cast<std::uint8_t>(below(3) == 0 ? 0 : 1 + below(4));
  record.licences = static_cast<std::uint8_t>(below(6) == 0 ? 2U << below(4) : 0);
  record.kind = static_cast<std::uint8_t>(1U << (1 + below(7)));
  record.sector = static_cast<std::uint8_t>(1 + sector);
  record.until = matching::kDayUnbounded;
  std::vector<Requirement> requirements;
  for (std::uint32_t left = 6 + below(13); left > 0; --left) {
    requirements.push_back(
        {.code = competence(sector), .level = 1 + below(4), .importance = 1 + below(3)});
  }
  place.requirements = matching::weigh({}, requirements);
  return place;
}

Crowd::OnePerson Crowd::person(Asking asking) {
  OnePerson person;
  matching::PersonRecord& record = person.record;
  settle(record);
  const std::uint32_t sector = std::min(below(kSectors), below(kSectors));
  std::array<std::int32_t, kDimensions> wishes{};
  std::int32_t mean = 0;
  for (std::size_t at = 0; at < kDimensions; ++at) {
    wishes[at] = std::clamp(about(profiles_[sector][at], 18), 0, 100);
    mean += wishes[at];
  }
  for (std::int32_t& wish : wishes) wish -= mean / std::int32_t{kDimensions};
  scale(wishes, record.wishes);
  for (std::uint32_t left = below(5); left > 0; --left) {
    record.uncarried[below(kDomains)] = static_cast<std::uint8_t>(1 + below(4));
  }
  for (std::uint8_t& held : record.held) held = static_cast<std::uint8_t>(below(4));
  const bool limited = asking != Asking::kNoLimits;
  record.reach = static_cast<std::uint16_t>(50 + below(250));
  if (asking == Asking::kWide) record.reach = 1'500;
  if (!limited) record.reach = matching::kReachUnbounded;
  record.slope = static_cast<std::uint16_t>(limited ? weights_.travel_max / record.reach : 0);
  record.hours_min = 8;
  record.hours_max = static_cast<std::uint8_t>(limited ? 8 * (2 + below(4)) : 168);
  record.age_low = static_cast<std::uint8_t>(limited ? 16 + below(40) : 0);
  record.age_high = limited ? record.age_low : matching::kAgeUnbounded;
  record.language = static_cast<std::uint8_t>(limited ? 1 + below(4) : 255);
  record.licences_missing = static_cast<std::uint8_t>(limited ? (below(256) | below(256)) : 0);
  for (int left = 30; left > 0; --left) {
    person.competences.push_back({.code = competence(sector), .level = 1 + below(4)});
  }
  std::ranges::sort(person.competences, {}, &CompetenceLevel::code);
  const auto repeats = std::ranges::unique(person.competences, {}, &CompetenceLevel::code);
  person.competences.erase(repeats.begin(), repeats.end());
  return person;
}

matching::Places Crowd::places(std::uint32_t count) {
  matching::Places places;
  std::vector<std::vector<matching::WeighedRequirement>> requirements;
  for (std::uint32_t number = 1; number <= count; ++number) {
    OnePlace one = place();
    places.table.append(number, one.record);
    requirements.push_back(std::move(one.requirements));
  }
  places.table.lay_out();
  for (std::uint32_t lane = 0; lane < places.table.lanes(); ++lane) {
    const std::uint32_t number = places.table.number_at(lane);
    if (number == 0) continue;
    for (const matching::WeighedRequirement& asked : requirements[number - 1]) {
      places.asked.add(asked.code, lane, matching::posted_requirement(asked.weight, asked.level));
    }
  }
  return places;
}

}  // namespace koppel::bench
