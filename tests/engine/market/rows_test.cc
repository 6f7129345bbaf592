// Claim: a market is its rows: put back in any order they make the same market, and rows that
// contradict each other are told. Shown on random markets, shuffled, and on rows left out.

#include "engine/market/rows.h"

#include "engine/market/evolve.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_market.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace koppel {
namespace {

RowBody copy_of(const RowView& view) {
  return std::visit([](const auto* one) { return RowBody(*one); }, view);
}

std::vector<RowBody> rows_of(const Market& market) {
  std::vector<RowBody> rows;
  for (const RowRef& ref : all_rows(market)) rows.push_back(copy_of(*find_row(market, ref)));
  return rows;
}

TEST(Rows, PutBackInAnyOrderMakeTheSameMarket) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    examples::RandomMarket random(seed);
    for (int left = 10; left > 0; --left) random.change();
    std::vector<RowBody> rows = rows_of(random.market);
    std::mt19937_64 order(seed);
    std::ranges::shuffle(rows, order);
    Market again;
    for (RowBody& one : rows) restore(again, std::move(one));
    ASSERT_EQ(complete(again), std::nullopt);
    ASSERT_EQ(rows_of(again), rows_of(random.market));
    ASSERT_EQ(again.participant_ordinals, random.market.participant_ordinals);
    ASSERT_EQ(again.placement_ordinals, random.market.placement_ordinals);
  }
}

TEST(Rows, OfAStepThatIsNotFinishedHaveNothingDueThatFired) {
  Market market = examples::ruled_market();
  const auto where = examples::add_placement(market, examples::add_employer(market, {}), 2);
  const auto number = examples::add_proposal(market, examples::add_candidate(market), where);
  const Instant expires_at = market.find(number)->expires_at;
  market.due.insert({.at = expires_at, .kind = AgendaKind::kProposalDue, .key = number.value()});
  (void)evolve(market, {.recorded_at = expires_at, .body = TimeAdvanced{.to = expires_at}});
  ASSERT_TRUE(market.due.empty());
  ASSERT_FALSE(market.head.agenda.empty());
  Market again;
  for (RowBody& one : rows_of(market)) restore(again, std::move(one));
  ASSERT_EQ(complete(again), std::nullopt);
  EXPECT_EQ(again.due, market.due);
}

TEST(Rows, AreNamedOnceAndInOrder) {
  const examples::RandomMarket random(1);
  const auto names = all_rows(random.market);
  EXPECT_TRUE(std::ranges::is_sorted(names));
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
  for (const RowRef& ref : names) EXPECT_TRUE(find_row(random.market, ref).has_value());
  EXPECT_FALSE(find_row(random.market, {.kind = RowKind::kParticipant, .number = 9'999}));
  EXPECT_FALSE(find_row(random.market, {.kind = RowKind::kParticipant, .number = 0}));
  EXPECT_FALSE(find_row(random.market, {.kind = RowKind::kProgramme, .code = "none"}));
}

template <typename Row>
std::optional<std::string> wrong_without(const Market& market) {
  Market again;
  bool dropped = false;
  for (RowBody& one : rows_of(market)) {
    const bool drop = !dropped && std::holds_alternative<Row>(one);
    if (drop) dropped = true;
    if (!drop) restore(again, std::move(one));
  }
  return complete(again);
}

TEST(Rows, ThatContradictEachOtherAreTold) {
  Market market = examples::ruled_market();
  const auto employer = examples::add_employer(market, {});
  const auto where = examples::add_placement(market, employer, 2);
  examples::add_proposal(market, examples::add_candidate(market), where);
  examples::add_engagement(market, examples::add_candidate(market), where);
  const auto consultant = examples::add_consultant(market, 3);
  examples::row(market, ParticipantOrdinal{1}).consultant = consultant;
  EXPECT_TRUE(wrong_without<Employer>(market).has_value());
  EXPECT_TRUE(wrong_without<Placement>(market).has_value());
  EXPECT_TRUE(wrong_without<Participant>(market).has_value());
  EXPECT_TRUE(wrong_without<Proposal>(market).has_value());
  EXPECT_TRUE(wrong_without<Consultant>(market).has_value());
  EXPECT_FALSE(wrong_without<RulesPublished>(market).has_value());
}

TEST(Rows, OfOneIdTwiceAreTold) {
  Market market = examples::ruled_market();
  examples::add_candidate(market);
  examples::add_candidate(market);
  examples::row(market, ParticipantOrdinal{2}).id = market.at(ParticipantOrdinal{1}).id;
  Market again;
  for (RowBody& one : rows_of(market)) restore(again, std::move(one));
  EXPECT_TRUE(complete(again).has_value());
}

}  // namespace
}  // namespace koppel
