// Claims that a ticket depends on seed, week and ordinals alone, and on each of them. Shown by
// drawing again with one of them changed, and by a fixed value that may never change.

#include "engine/matching/lottery.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <set>

namespace koppel::matching {
namespace {

constexpr ParticipantOrdinal kAda{1};
constexpr ParticipantOrdinal kBob{2};
constexpr PlacementOrdinal kHere{1};
constexpr PlacementOrdinal kThere{2};

TEST(Lottery, MixesAsSplitmix64Does) {
  // The first output of splitmix64 with seed 0.
  static_assert(mixed(0) == 0xE220A8397B1DCDAFU);
}

TEST(Lottery, GivesAPersonOneTicketAWeek) {
  EXPECT_EQ(draw(7, 2'900, kAda), draw(7, 2'900, kAda));
  EXPECT_NE(draw(7, 2'900, kAda), draw(7, 2'901, kAda));
  EXPECT_NE(draw(7, 2'900, kAda), draw(8, 2'900, kAda));
  EXPECT_NE(draw(7, 2'900, kAda), draw(7, 2'900, kBob));
}

TEST(Lottery, GivesAPairItsOwnTicket) {
  EXPECT_NE(draw(7, 2'900, kAda, kHere), draw(7, 2'900, kAda, kThere));
  EXPECT_NE(draw(7, 2'900, kAda, kHere), draw(7, 2'900, kBob, kHere));
}

TEST(Lottery, FavoursNoOrdinal) {
  constexpr std::uint32_t kPeople = 10;
  std::set<std::uint32_t> winners;
  for (std::int32_t week = 0; week < 200; ++week) {
    std::uint32_t winner = 1;
    for (std::uint32_t other = 2; other <= kPeople; ++other) {
      const auto ticket = draw(7, week, ParticipantOrdinal{other});
      if (ticket < draw(7, week, ParticipantOrdinal{winner})) winner = other;
    }
    winners.insert(winner);
  }
  EXPECT_EQ(winners.size(), kPeople);
}

TEST(Lottery, HasTheSeedOfTheRulesAndTheWeekOfTheMarket) {
  Market market = examples::ruled_market();
  EXPECT_EQ(lottery_now(market).seed, 2'026U);
  EXPECT_EQ(lottery_now(market).week, week_of(examples::day("2026-11-23")));
  market.rules.reset();
  EXPECT_EQ(lottery_now(market).seed, 0U);
}

}  // namespace
}  // namespace koppel::matching
