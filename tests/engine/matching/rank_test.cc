// Claims that the places of a person have one order, whatever order they come in. Shown by sorting
// all permutations of a list with ties.

#include "engine/matching/rank.h"

#include "engine/matching/lottery.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace koppel::matching {
namespace {

TEST(Rank, IsByScoreThenTicketWhateverTheOrderGiven) {
  const Market market = examples::ruled_market();
  constexpr ParticipantOrdinal kAda{1};
  std::vector<Ranked> given = {{PlacementOrdinal{1}, 5},
                               {PlacementOrdinal{2}, 9},
                               {PlacementOrdinal{3}, 5},
                               {PlacementOrdinal{4}, 5}};
  std::vector<Ranked> expected = given;
  sort_ranked(market, kAda, expected);
  EXPECT_EQ(expected.front().placement, PlacementOrdinal{2});

  const LotteryWeek lottery = lottery_now(market);
  const auto ticket = [&](const Ranked& ranked) {
    return draw(lottery.seed, lottery.week, kAda, ranked.placement);
  };
  EXPECT_LT(ticket(expected[1]), ticket(expected[2]));
  EXPECT_LT(ticket(expected[2]), ticket(expected[3]));

  const auto by_ordinal = [](const Ranked& a, const Ranked& b) {
    return a.placement < b.placement;
  };
  do {
    std::vector<Ranked> sorted = given;
    sort_ranked(market, kAda, sorted);
    EXPECT_EQ(sorted, expected);
  } while (std::ranges::next_permutation(given, by_ordinal).found);
}

}  // namespace
}  // namespace koppel::matching
