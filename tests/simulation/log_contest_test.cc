// Claim: whatever befalls two processes that contend for an area on a shared log, every fact is
// taken once, every message told once under its id, sequence and chain are whole, rows come to what
// the journal comes to, and that is what an embedded owner comes to; and bugs put in on purpose are
// found. Shown by seeded runs over a log in memory with a broker's transactions and their faults;
// each failure names its seed (KOPPEL_SEED runs it alone).
#include "tests/simulation/log_contest.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace koppel::simulation {
namespace {

std::uint64_t seeds_of(std::uint64_t usual) {
  return std::getenv("KOPPEL_LONG") != nullptr ? 20 * usual : usual;
}

struct Series {
  std::string name;
  LogFaults faults;
  Mutation mutation = Mutation::kNone;
};

struct Sum {
  std::uint64_t runs = 0;
  std::uint64_t wrong = 0;
  std::string first;  // what was found first, and by which seed
  LogOutcome of_all;
};

void add(const LogOutcome& one, LogOutcome& all) {
  all.acquired += one.acquired;
  all.lost += one.lost;
  all.crashes += one.crashes;
  all.voids += one.voids;
  all.told_again += one.told_again;
  all.strays += one.strays;
  all.entries += one.entries;
  all.told += one.told;
}

enum class Until : std::uint8_t {
  kTheEnd,
  kFound
};

Sum run_all(const Series& series, std::uint64_t seeds, Until until) {
  Sum sum;
  const char* alone = std::getenv("KOPPEL_SEED");
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const std::uint64_t number = alone != nullptr ? std::stoull(alone) : seed;
    const LogOutcome outcome =
        run({.seed = number, .faults = series.faults, .mutation = series.mutation});
    ++sum.runs;
    add(outcome, sum.of_all);
    if (outcome.found && ++sum.wrong == 1) {
      sum.first = "seed " + std::to_string(number) + ": " + *outcome.found;
    }
    if (alone != nullptr || (until == Until::kFound && sum.wrong > 0)) break;
  }
  const LogOutcome& all = sum.of_all;
  std::cout << series.name << ": seeds 1 to " << sum.runs << ", wrong " << sum.wrong
            << ", acquired " << all.acquired << ", lost " << all.lost << ", crashes " << all.crashes
            << ", void frames " << all.voids << ", told again " << all.told_again << ", strays "
            << all.strays << ", entries " << all.entries << ", told " << all.told
            << (sum.first.empty() ? "" : "\n  " + sum.first) << '\n';
  return sum;
}

constexpr LogFaults kNothing{};
constexpr LogFaults kCrashes{.crash = 60};
constexpr LogFaults kEnds{.crash = 100, .end = 15};
constexpr LogFaults kMarkers{.crash = 100, .end = 30, .markers = 10};
constexpr LogFaults kStaleEnds{.crash = 60, .stale_end = 20};
constexpr LogFaults kStragglers{.crash = 40, .straggler = 15};
constexpr LogFaults kLostTails{.crash = 100, .lost_tail = 60};
constexpr LogFaults kLostTailsOften{.crash = 60, .lost_tail = 20};
constexpr LogFaults kEndsOften{.crash = 100, .end = 6};
constexpr LogFaults kAll{.crash = 60, .end = 20, .markers = 15, .stale_end = 30};

void PrintTo(const Series& series, std::ostream* out) {
  *out << series.name;
}

class Befalls : public testing::TestWithParam<Series> {};

TEST_P(Befalls, AndAllIsWhole) {
  const Sum sum = run_all(GetParam(), seeds_of(30), Until::kTheEnd);
  EXPECT_EQ(sum.wrong, 0U) << sum.first;
}

INSTANTIATE_TEST_SUITE_P(TwoProcesses,
                         Befalls,
                         testing::Values(Series{"nothing", kNothing},
                                         Series{"crashes", kCrashes},
                                         Series{"ends", kEnds},
                                         Series{"markers", kMarkers},
                                         Series{"stale_ends", kStaleEnds},
                                         Series{"stragglers", kStragglers},
                                         Series{"lost_tails", kLostTails},
                                         Series{"all", kAll}),
                         [](const auto& series) { return series.param.name; });

class Bug : public testing::TestWithParam<Series> {};

TEST_P(Bug, IsFound) {
  EXPECT_GT(run_all(GetParam(), 500, Until::kFound).wrong, 0U);
}

INSTANTIATE_TEST_SUITE_P(
    PutInOnPurpose,
    Bug,
    testing::Values(
        Series{"second_initialised_first", kCrashes, Mutation::kSecondInitialisedFirst},
        Series{"first_transaction_on_second", kCrashes, Mutation::kFirstTransactionOnSecond},
        Series{"claim_not_read_back", kStaleEnds, Mutation::kClaimNotReadBack},
        Series{"nothing_read_back", kLostTails, Mutation::kNothingReadBack},
        Series{"positions_of_void_frames", kLostTailsOften, Mutation::kPositionsOfVoidFrames},
        Series{"one_producer_with_offsets", kLostTailsOften, Mutation::kOneProducerWithOffsets},
        Series{"dirty_taken_for_clean", kEndsOften, Mutation::kDirtyTakenForClean}),
    [](const auto& series) { return series.param.name; });

}  // namespace
}  // namespace koppel::simulation
