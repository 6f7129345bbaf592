// Claim: wherever a process dies, between any two calls of its ports or after a call whose answer
// it never got, every fact ends up recorded once, numbers stay contiguous, no seat is proposed
// twice, and all entries and the digest are those of an undisturbed run. Shown by a seeded
// simulator around the real AreaOwner (KOPPEL_LONG=1 for many more seeds), which is itself shown to
// find four bugs put in on purpose.
#include "tests/simulation/simulation.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace koppel::simulation {
namespace {

constexpr std::uint64_t kSeeds = 300;
constexpr std::uint64_t kSeedsLong = 20'000;
constexpr std::uint64_t kSeedsPerLie = 20;

std::uint64_t seeds() {
  return std::getenv("KOPPEL_LONG") == nullptr ? kSeeds : kSeedsLong;
}

TEST(CrashSimulation, EndsAsIfNothingHadHappened) {
  std::uint64_t crashes = 0;
  std::uint64_t entries = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const History history = history_of(seed);
    World world(seed, Lie::kNone);
    const Found found = world.tell(history);
    ASSERT_FALSE(found.has_value()) << "seed " << seed << ": " << *found;
    crashes += world.crashes();
    entries += history.entries.size();
  }
  std::cout << seeds() << " seeds, " << crashes << " deaths, " << entries << " entries\n";
  EXPECT_GT(crashes, 10 * seeds()) << "too peaceful a world to show anything";
}

class Liar : public ::testing::TestWithParam<Lie> {};

TEST_P(Liar, IsFound) {
  for (std::uint64_t seed = 1; seed <= kSeedsPerLie; ++seed) {
    World world(seed, GetParam());
    EXPECT_TRUE(world.tell(history_of(seed)).has_value()) << "not found with seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(CrashSimulation,
                         Liar,
                         ::testing::Values(Lie::kCommitDropped,
                                           Lie::kFramesDropped,
                                           Lie::kPositionsForgotten,
                                           Lie::kKeysNotSynced));

}  // namespace
}  // namespace koppel::simulation
