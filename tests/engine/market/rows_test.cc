// Claim: a market is its rows: put back in any order they make the same market, and rows that
// contradict each other are told. Shown on random markets, shuffled, and on rows left out.

#include "engine/market/rows.h"

#include "engine/market/evolve.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_market.h"

#include <gtest/gtest.h>

#include <algorithm>
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

// A random market moves people between consultants and leaves the counts as they were.
void count_proposed(Market& market) {
  for (Consultant& consultant : market.consultants) {
    consultant.proposed =
        static_cast<std::uint32_t>(std::ranges::count_if(market.participants, [&](const auto& one) {
          return one.consultant == consultant.ordinal && undecided_proposals(market, one) > 0;
        }));
  }
}

TEST(Rows, PutBackMakeTheSameMarket) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    examples::RandomMarket random(seed);
    for (int left = 10; left > 0; --left) random.change();
    count_proposed(random.market);
    Market again;
    for (RowBody& one : rows_of(random.market)) {
      ASSERT_EQ(restore(again, std::move(one)), std::nullopt);
    }
    ASSERT_EQ(complete(again), std::nullopt);
    ASSERT_EQ(rows_of(again), rows_of(random.market));
    ASSERT_TRUE(same_rows(again, random.market));
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
  for (RowBody& one : rows_of(market)) ASSERT_EQ(restore(again, std::move(one)), std::nullopt);
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

std::optional<std::string> wrong_with(std::vector<RowBody> rows) {
  Market again;
  for (RowBody& one : rows) {
    if (auto wrong = restore(again, std::move(one))) return wrong;
  }
  return complete(again);
}

template <typename Row>
std::optional<std::string> wrong_without(const Market& market) {
  std::vector<RowBody> rows = rows_of(market);
  rows.erase(std::ranges::find_if(
      rows, [](const RowBody& one) { return std::holds_alternative<Row>(one); }));
  return wrong_with(std::move(rows));
}

// The first row of that kind is another.
template <typename Row, typename Change>
std::optional<std::string> wrong_after(const Market& market, const Change& change) {
  std::vector<RowBody> rows = rows_of(market);
  change(std::get<Row>(*std::ranges::find_if(
      rows, [](const RowBody& one) { return std::holds_alternative<Row>(one); })));
  return wrong_with(std::move(rows));
}

TEST(Rows, ThatContradictEachOtherAreTold) {
  Market market = examples::ruled_market();
  const auto employer = examples::add_employer(market, {});
  const auto where = examples::add_placement(market, employer, 2);
  const auto who = examples::add_candidate(market);
  examples::row(market, who).consultant = examples::add_consultant(market, 3);
  examples::add_proposal(market, who, where);
  examples::add_engagement(market, examples::add_candidate(market), where);
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
  EXPECT_TRUE(wrong_with(rows_of(market)).has_value());
}

TEST(Rows, ThatAreNotWhatTheyWereAreTold) {
  Market market = examples::ruled_market();
  const auto where = examples::add_placement(market, examples::add_employer(market, {}), 2);
  const auto consultant = examples::add_consultant(market, 3);
  const auto who = examples::add_candidate(market);
  examples::row(market, who).consultant = consultant;
  examples::add_proposal(market, who, where);
  market.head.agenda = {{.kind = AgendaKind::kParticipant, .key = who.value()}};
  ASSERT_EQ(wrong_with(rows_of(market)), std::nullopt);
  for (const std::uint32_t ordinal : {0U, 2U, UINT32_MAX}) {
    SCOPED_TRACE(ordinal);
    EXPECT_TRUE(wrong_after<Consultant>(
        market, [&](Consultant& one) { one.ordinal = ConsultantOrdinal{ordinal}; }));
    EXPECT_TRUE(wrong_after<Placement>(
        market, [&](Placement& one) { one.ordinal = PlacementOrdinal{ordinal}; }));
    EXPECT_TRUE(wrong_after<Proposal>(
        market, [&](Proposal& one) { one.proposal = ProposalNumber{ordinal}; }));
    EXPECT_TRUE(wrong_after<Head>(market, [&](Head& one) { one.agenda.front().key = ordinal; }));
  }
  EXPECT_TRUE(wrong_after<Consultant>(market, [](Consultant& one) { one.proposed = 0; }));
  EXPECT_TRUE(wrong_after<Placement>(market, [](Placement& one) { one.engaged = 1; }));
  EXPECT_TRUE(wrong_after<Placement>(market, [](Placement& one) { one.open_proposals.clear(); }));
  EXPECT_TRUE(
      wrong_after<Participant>(market, [](Participant& one) { one.open_proposals.clear(); }));
  EXPECT_TRUE(wrong_after<RulesPublished>(
      market, [](RulesPublished& one) { one.weights.support.front() = kSupportWeightMax + 1; }));
}

}  // namespace
}  // namespace koppel
