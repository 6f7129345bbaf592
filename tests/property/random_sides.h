#pragma once

#include "engine/matching/interest.h"
#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/matching/score.h"
#include "engine/matching/shape.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

// People and places as derived, without a market: every field over its whole range, the ends of it
// and the unknown more often than not, from values so few that ties are common.
namespace koppel::matching {

class RandomSides {
 public:
  explicit RandomSides(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::uint32_t below(std::uint32_t limit) {
    return static_cast<std::uint32_t>(random_() % limit);
  }

  template <typename Number>
  [[nodiscard]] Number one_of(std::initializer_list<Number> numbers) {
    return numbers.begin()[below(static_cast<std::uint32_t>(numbers.size()))];
  }

  [[nodiscard]] Weights weights() {
    Weights weights{.travel_max = one_of({0U, 1'000U, kTravelWeightMax})};
    for (std::size_t at = 0; at < kDomains; ++at) weights.support.push_back(below(100));
    for (std::size_t at = 0; at < kSkillGroups; ++at) weights.gap.push_back(below(40));
    if (below(4) == 0) weights.support.assign(kDomains, 99);
    if (below(4) == 0) weights.gap.assign(kSkillGroups, 39);
    return weights;
  }

  [[nodiscard]] Person person(const Weights& weights) {
    Person person{.interests = interests_of_person(profile()),
                  .x = coordinate(),
                  .y = coordinate(),
                  .hours_min = one_of<std::uint8_t>({0, 0, 8, 16, 32, kHoursMax}),
                  .hours_max = one_of<std::uint8_t>({0, 16, 32, 40, kHoursMax}),
                  .age = one_of<std::int16_t>({-1, 0, 17, 18, 27, 66, 253, 254, 255, 299, 32'767}),
                  .licences = below(3) == 0 ? ~0U : below(256) & ~1U,
                  .language = static_cast<LanguageLevel>(below(7)),
                  .excluded_sectors = below(3) == 0 ? below(2'048) & ~1U : 0,
                  .excluded_kinds = below(3) == 0 ? below(256) & ~1U : 0,
                  .programme_kinds = below(2) == 0 ? ~0U : below(256) & ~1U,
                  .available_from = date()};
    if (below(4) > 0) {
      person.reach = one_of<std::int32_t>({1, 50, 300, 3'000, 40'000, 65'535});
      person.slope = static_cast<std::int32_t>(weights.travel_max) / person.reach;
    }
    for (std::uint8_t& severity : person.severity) {
      severity = static_cast<std::uint8_t>(below(2) == 0 ? 0 : below(5));
    }
    for (std::uint8_t& arranged : person.arranged) {
      arranged = static_cast<std::uint8_t>(below(2) == 0 ? 0 : below(6));
    }
    for (std::int8_t& skill : person.skills) {
      skill = static_cast<std::int8_t>(static_cast<int>(below(6)) - 1);
    }
    person.competences_known = below(4) > 0;
    if (person.competences_known) {
      for (std::uint32_t code = 1 + below(4); code <= kCodes; code += 1 + below(5)) {
        person.competences.push_back({.code = code, .level = below(6)});
      }
    }
    return person;
  }

  [[nodiscard]] Place place() {
    Place place{.interests = interests_of_place(profile(), static_cast<Sector>(below(11))),
                .x = coordinate(),
                .y = coordinate(),
                .hours_min = one_of<std::uint8_t>({0, 8, 24, 36, kHoursMax}),
                .hours_max = one_of<std::uint8_t>({0, 8, 24, 40, kHoursMax}),
                .age_min = one_of<std::int16_t>({0, 0, 16, 18, 254, 255, 298, 32'767}),
                .age_max = one_of<std::int16_t>({0, 0, 0, 27, 67, 253, 254, 255, 298, 32'767}),
                .licences = below(3) == 0 ? below(256) & ~1U : 0,
                .language = static_cast<LanguageLevel>(below(3) == 0 ? below(7) : 0),
                .sector = static_cast<Sector>(below(11)),
                .kind = static_cast<PlacementKind>(below(8)),
                .until = date(),
                .recognised = true};
    for (std::uint8_t& capacity : place.capacity) {
      capacity = static_cast<std::uint8_t>(below(2) == 0 ? 0 : below(6));
    }
    for (std::int8_t& skill : place.skills) skill = static_cast<std::int8_t>(below(5));
    std::vector<Requirement> requirements;
    for (std::uint32_t left = below(40); left > 0; --left) {
      requirements.push_back(
          {.code = 1 + below(kCodes + 10), .level = below(6), .importance = 1 + below(3)});
    }
    place.requirements = weigh(Rarity{}, requirements);
    return place;
  }

 private:
  static constexpr std::uint32_t kCodes = 60;

  [[nodiscard]] std::int32_t coordinate() {
    if (below(3) == 0) return one_of<std::int32_t>({0, 0, 1, kCoordinateMax});
    return static_cast<std::int32_t>(1'400 + below(below(2) == 0 ? 60 : 1'000));
  }

  [[nodiscard]] Date date() {
    return one_of<Date>(
        {Date{}, Date{}, {20'000}, {20'001}, {-25'567}, {10'956}, {10'957}, {76'490}, {84'006}});
  }

  [[nodiscard]] InterestProfile profile() {
    InterestProfile profile;
    if (below(4) > 0) {
      profile.instrument = InterestInstrument::kShortForm;
      const bool extreme = below(3) == 0;
      for (int left = 6; left > 0; --left) {
        profile.riasec.push_back(extreme ? 40 * below(2) : below(41));
      }
    }
    for (std::uint32_t left = below(4); left > 0; --left) {
      profile.sectors.push_back(
          {.sector = static_cast<Sector>(1 + below(10)), .strength = below(5)});
    }
    return profile;
  }

  std::mt19937_64 random_;
};

}  // namespace koppel::matching
