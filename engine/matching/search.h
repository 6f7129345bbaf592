#pragma once

#include "engine/matching/kernels.h"
#include "engine/matching/lane_table.h"
#include "engine/matching/posting.h"
#include "engine/matching/record.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

// The lanes that pass and score enough, by whichever way costs least; every way finds the same.
namespace koppel::matching {

// What a lane earns for a competence, by the level that is asked there (of places) or held there
// (of people), less one: for places twelfths of the weight, for people the points.
struct CompetenceTerm {
  std::uint32_t code = 0;
  std::array<std::uint16_t, 4> by_level{};
};

// The weight of a requirement and the level that it asks, as posted.
[[nodiscard]] constexpr std::uint16_t posted_requirement(std::uint16_t weight, std::uint8_t level) {
  return static_cast<std::uint16_t>((unsigned{weight} << 2U) | (level - 1U));
}

[[nodiscard]] std::vector<CompetenceTerm> terms_of(const std::vector<CompetenceLevel>& held);
[[nodiscard]] std::vector<CompetenceTerm> terms_of(const std::vector<WeighedRequirement>& asked);

struct Places {
  LaneTable<PlaceLanes> table;
  Postings<std::uint16_t> asked;  // posted_requirement()
};

struct People {
  LaneTable<PersonLanes> table;
  Postings<std::uint8_t> held;  // level less one
};

// How to go about it. kFitting chooses; the others are for who compares them.
enum class Way : std::uint8_t {
  kFitting,
  kScan,
  kPrune
};

struct Means {
  const Kernels& kernels;
  Way way = Way::kFitting;
};

// Called for each lane found, in no order that means anything; says the least score that is still
// of interest.
using TakePlace = std::function<std::int16_t(std::uint32_t number, std::int16_t score)>;
using TakePerson = std::function<void(std::uint32_t number, std::int16_t score)>;

// Every place that may pass and whose score is not below what `take` said last, from kScoreMin on.
void find_places(const Means& means,
                 const Places& places,
                 const Weights& weights,
                 const PersonRecord& person,
                 const std::vector<CompetenceTerm>& held,
                 const TakePlace& take);

// Every person who may pass and whose score there is at least that person's own `least`, or at
// least `enough`.
void find_people(const Means& means,
                 const People& people,
                 const Weights& weights,
                 const PlaceRecord& place,
                 const std::vector<CompetenceTerm>& asked,
                 std::int16_t enough,
                 const TakePerson& take);

}  // namespace koppel::matching
