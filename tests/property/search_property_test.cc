// Claim: whatever the kernel, the way of searching and the physical order, a search finds exactly
// the pairs that gates.h lets pass, with the score of score.h, bit for bit. Shown against a look at
// every pair, on people and places whose every field goes to its ends.

#include "engine/matching/gates.h"
#include "engine/matching/search.h"
#include "tests/property/avx512_by_hand.h"
#include "tests/property/random_sides.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace koppel::matching {
namespace {

constexpr std::uint64_t kWorlds = 12;
constexpr auto kEnough = static_cast<std::int16_t>(kScoreMin);

using Scores = std::map<std::uint32_t, std::int32_t>;  // by number

// People and places, and the tables of them in some order of arrival.
struct World {
  RandomSides random;
  Weights weights;
  std::vector<std::int32_t> least;  // of each person
  std::vector<Person> people;
  std::vector<Place> places;
  People people_table;
  Places place_table;

  World(std::uint64_t seed, std::uint32_t count_people, std::uint32_t count_places)
      : random(seed), weights(random.weights()) {
    for (std::uint32_t left = count_people; left > 0; --left) {
      people.push_back(random.person(weights));
      least.push_back(static_cast<std::int16_t>(random.below(20'000)) - 8'000);
    }
    for (std::uint32_t left = count_places; left > 0; --left) places.push_back(random.place());
  }

  void insert_person(std::uint32_t number) {
    PersonRecord record = record_of(people[number - 1]);
    record.least = static_cast<std::int16_t>(least[number - 1]);
    const std::uint32_t lane = people_table.table.insert(number, record);
    for (const CompetenceLevel& held : people[number - 1].competences) {
      if (held.level == 0) continue;
      people_table.held.add(
          held.code, lane, static_cast<std::uint8_t>(std::min(held.level, 4U) - 1));
    }
  }

  void insert_place(std::uint32_t number) {
    const Place& place = places[number - 1];
    const std::uint32_t lane = place_table.table.insert(number, record_of(place));
    for (const WeighedRequirement& asked : place.requirements) {
      place_table.asked.add(asked.code, lane, posted_requirement(asked.weight, asked.level));
    }
  }

  void remove_place(std::uint32_t number) {
    const std::uint32_t lane = *place_table.table.lane_of(number);
    for (const WeighedRequirement& asked : places[number - 1].requirements) {
      place_table.asked.remove(asked.code, lane);
    }
    place_table.table.remove(number);
  }

  // As the index does it: the postings speak of lanes.
  void lay_out() {
    place_table.table.lay_out();
    place_table.asked.clear();
    for (std::uint32_t number = 1; number <= places.size(); ++number) {
      const auto lane = place_table.table.lane_of(number);
      if (!lane) continue;
      for (const WeighedRequirement& asked : places[number - 1].requirements) {
        place_table.asked.add(asked.code, *lane, posted_requirement(asked.weight, asked.level));
      }
    }
    people_table.table.lay_out();
    people_table.held.clear();
    for (std::uint32_t number = 1; number <= people.size(); ++number) {
      const auto lane = people_table.table.lane_of(number);
      if (!lane) continue;
      for (const CompetenceLevel& held : people[number - 1].competences) {
        if (held.level == 0) continue;
        people_table.held.add(
            held.code, *lane, static_cast<std::uint8_t>(std::min(held.level, 4U) - 1));
      }
    }
  }

  void insert_all() {
    std::vector<std::uint32_t> order(std::max(people.size(), places.size()));
    std::iota(order.begin(), order.end(), 1U);
    for (std::size_t at = order.size(); at > 1; --at) {
      std::swap(order[at - 1], order[random.below(static_cast<std::uint32_t>(at))]);
    }
    for (const std::uint32_t number : order) {
      if (number <= places.size()) insert_place(number);
      if (number <= people.size()) insert_person(number);
    }
  }

  [[nodiscard]] bool passes(std::uint32_t person, std::uint32_t place) const {
    return failed_gates(people[person - 1], places[place - 1]) == 0;
  }

  [[nodiscard]] std::int32_t points(std::uint32_t person, std::uint32_t place) const {
    return total(score(weights, people[person - 1], places[place - 1]));
  }
};

Scores found_places(const World& world, const Means& means, std::uint32_t person) {
  Scores scores;
  const Person& who = world.people[person - 1];
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    if (world.passes(person, number)) scores.emplace(number, score);
    return kEnough;
  };
  find_places(
      means, world.place_table, world.weights, record_of(who), terms_of(who.competences), take);
  return scores;
}

// The greatest scores, by a threshold that rises: what the bounds have to be right for.
std::vector<std::int32_t> greatest(const World& world,
                                   const Means& means,
                                   std::uint32_t person,
                                   std::size_t k) {
  std::vector<std::int32_t> best;
  const Person& who = world.people[person - 1];
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    if (world.passes(person, number)) best.push_back(score);
    std::ranges::sort(best, std::ranges::greater{});
    if (best.size() > k) best.resize(k);
    return best.size() < k ? kEnough : static_cast<std::int16_t>(best.back());
  };
  find_places(
      means, world.place_table, world.weights, record_of(who), terms_of(who.competences), take);
  return best;
}

Scores found_people(const World& world,
                    const Means& means,
                    std::uint32_t place,
                    std::int16_t enough) {
  Scores scores;
  const Place& where = world.places[place - 1];
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    if (world.passes(number, place)) scores.emplace(number, score);
  };
  find_people(means,
              world.people_table,
              world.weights,
              record_of(where),
              terms_of(where.requirements),
              enough,
              take);
  return scores;
}

// Those of this processor, and AVX-512 wherever it runs.
std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> all(usable_kernels().begin(), usable_kernels().end());
  if (avx512_by_hand() != nullptr) all.push_back(avx512_by_hand());
  return all;
}

template <typename Check>
void each_means(const Check& check) {
  for (const Kernels* kernels : all_kernels()) {
    for (const Way way : {Way::kScan, Way::kPrune}) {
      SCOPED_TRACE(::testing::Message() << kernels->name << ", way " << static_cast<int>(way));
      check(Means{.kernels = *kernels, .way = way});
    }
  }
}

void check_places(const World& world, std::uint32_t person) {
  Scores all;
  std::vector<std::int32_t> best;
  for (std::uint32_t place = 1; place <= world.places.size(); ++place) {
    if (!world.place_table.table.lane_of(place) || !world.passes(person, place)) continue;
    all.emplace(place, world.points(person, place));
    best.push_back(world.points(person, place));
  }
  std::ranges::sort(best, std::ranges::greater{});
  best.resize(std::min<std::size_t>(best.size(), 5));
  each_means([&](const Means& means) {
    ASSERT_EQ(found_places(world, means, person), all);
    ASSERT_EQ(greatest(world, means, person, 5), best);
  });
}

void check_people(const World& world, std::uint32_t place) {
  Scores all;
  Scores wanted;
  for (std::uint32_t person = 1; person <= world.people.size(); ++person) {
    if (!world.passes(person, place)) continue;
    const std::int32_t points = world.points(person, place);
    all.emplace(person, points);
    if (points >= world.least[person - 1]) wanted.emplace(person, points);
  }
  each_means([&](const Means& means) {
    ASSERT_EQ(found_people(world, means, place, kEnough), all);
    ASSERT_EQ(found_people(world, means, place, INT16_MAX), wanted);
  });
}

TEST(SearchProperty, EveryKernelAndWayFindsWhatALookAtEveryPairFinds) {
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    World world(seed, 300, 300);
    world.insert_all();
    for (std::uint32_t number = 1; number <= 40; ++number) check_places(world, number);
    for (std::uint32_t number = 1; number <= 40; ++number) check_people(world, number);
    world.lay_out();
    for (std::uint32_t number = 41; number <= 80; ++number) check_places(world, number);
    for (std::uint32_t number = 41; number <= 80; ++number) check_people(world, number);
  }
}

TEST(SearchProperty, ALaneThatIsLeftIsFoundNoMoreAndIsTakenAgain) {
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    World world(seed, 10, 400);
    world.insert_all();
    for (int left = 300; left > 0; --left) {
      const std::uint32_t number = 1 + world.random.below(400);
      if (world.place_table.table.lane_of(number)) {
        world.remove_place(number);
      } else {
        world.insert_place(number);
      }
      if (left % 100 == 0) world.lay_out();
      if (left % 20 == 0) check_places(world, 1 + world.random.below(10));
    }
  }
}

// More than one bounds block and more than one above it: 40,000 places are over 1,400 blocks.
TEST(SearchProperty, ManyBlocksAreFoundThroughTheirBounds) {
  World world(7, 10, 40'000);
  for (std::uint32_t number = 1; number <= world.places.size(); ++number) {
    world.place_table.table.append(number, record_of(world.places[number - 1]));
  }
  world.lay_out();
  ASSERT_GT(world.place_table.table.bounds_above().size(), 1U);
  for (std::uint32_t number = 1; number <= 10; ++number) check_places(world, number);
}

TEST(SearchProperty, EveryKernelSaysTheSameOfEveryBlock) {
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    World world(seed, 64, 64);
    world.insert_all();
    for (std::uint32_t person = 1; person <= world.people.size(); ++person) {
      const PersonRows rows = rows_of(world.weights, record_of(world.people[person - 1]));
      for (std::size_t block = 0; block < world.place_table.table.blocks().size(); ++block) {
        alignas(64) std::array<std::int16_t, kLanes> expected{};
        const auto next = [&](const Kernels& kernels, std::int16_t* scores) {
          return kernels.next_place(rows,
                                    world.place_table.table.blocks().data(),
                                    block,
                                    block + 1,
                                    nullptr,
                                    kEnough,
                                    scores);
        };
        const std::size_t at = next(scalar_kernels(), expected.data());
        for (const Kernels* kernels : all_kernels()) {
          alignas(64) std::array<std::int16_t, kLanes> scores{};
          ASSERT_EQ(next(*kernels, scores.data()), at) << kernels->name;
          ASSERT_EQ(scores, expected) << kernels->name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace koppel::matching
