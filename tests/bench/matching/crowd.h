#pragma once

#include "engine/matching/record.h"
#include "engine/matching/requirement.h"
#include "engine/matching/search.h"
#include "engine/model/values.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

// People and places of a made-up country, as the index lays them out: 300 towns of unequal size,
// ten sectors with an interest profile each, 14,336 competences of unequal frequency.
namespace koppel::bench {

enum class Asking : std::uint8_t {
  kAsPeopleDo,  // 5 to 30 km, the hours, age, language and licences of one person
  kWide,        // the same, but 150 km
  kNoLimits     // every gate passes everywhere
};

class Crowd {
 public:
  static constexpr std::uint32_t kCompetences = 14'336;

  explicit Crowd(std::uint64_t seed);

  [[nodiscard]] const Weights& weights() const { return weights_; }

  struct OnePlace {
    matching::PlaceRecord record;
    std::vector<matching::WeighedRequirement> requirements;  // about 12
  };

  struct OnePerson {
    matching::PersonRecord record;
    std::vector<CompetenceLevel> competences;  // about 30
  };

  [[nodiscard]] OnePlace place();
  [[nodiscard]] OnePerson person(Asking asking);

  // Laid out.
  [[nodiscard]] matching::Places places(std::uint32_t count);

 private:
  [[nodiscard]] std::uint32_t below(std::uint32_t limit);
  [[nodiscard]] std::int32_t about(std::int32_t middle, std::int32_t spread);
  [[nodiscard]] std::uint32_t competence(std::uint32_t sector);
  template <typename Record>
  void settle(Record& record);

  std::mt19937_64 random_;
  Weights weights_;
  std::vector<std::array<std::int32_t, 2>> towns_;
  std::vector<std::uint64_t> town_shares_;        // running sums
  std::vector<std::uint64_t> competence_shares_;  // running sums
  std::array<std::array<std::int32_t, matching::kDimensions>, matching::kSectors> profiles_{};
};

}  // namespace koppel::bench
