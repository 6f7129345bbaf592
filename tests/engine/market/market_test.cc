// Claim: questions to a market are answered as the words of its header say.
// Shown on small markets made by hand, at the edges of each word.

#include "engine/market/market.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel {
namespace {

using examples::day;
using examples::row;

TEST(Market, FindsByIdAndByOrdinalTheSameRow) {
  Market market = examples::ruled_market();
  const auto who = examples::add_candidate(market);
  EXPECT_EQ(market.find(market.at(who).id), &market.at(who));
  EXPECT_EQ(market.find(ParticipantId{999'999}), nullptr);
  EXPECT_EQ(market.find(ProposalNumber{1}), nullptr);
  EXPECT_EQ(market.programme("direct")->code, "direct");
  EXPECT_EQ(market.programme("none"), nullptr);
}

TEST(MarketDeathTest, StopsOnAnOrdinalThatItNeverGave) {
  const Market market = examples::ruled_market();
  EXPECT_DEATH((void)market.at(ParticipantOrdinal{1}), "an ordinal of this market");
  EXPECT_DEATH((void)market.at(PlacementOrdinal{}), "an ordinal of this market");
}

TEST(Places, AreOpenUntilTheirLastDayIsOver) {
  Market market = examples::ruled_market();
  const auto where = examples::add_placement(market, examples::add_employer(market, {}), 1);
  row(market, where).details.until = day("2026-11-23");
  EXPECT_TRUE(is_open(market, market.at(where)));
  EXPECT_FALSE(is_past(market, market.at(where)));
  market.head.now = at_local_hour(day("2026-11-24"), 0);
  EXPECT_FALSE(is_open(market, market.at(where)));
  EXPECT_TRUE(is_past(market, market.at(where)));
}

TEST(Places, AreShutWhileTheirEmployerIsSuspended) {
  Market market = examples::ruled_market();
  const auto employer = examples::add_employer(market, {});
  const auto where = examples::add_placement(market, employer, 1);
  row(market, employer).suspended = true;
  EXPECT_FALSE(is_open(market, market.at(where)));
  row(market, employer).suspended_until = day("2026-11-24");
  EXPECT_FALSE(is_open(market, market.at(where)));
  row(market, employer).suspended_until = day("2026-11-23");
  EXPECT_TRUE(is_open(market, market.at(where)));
  row(market, where).closed = true;
  EXPECT_FALSE(is_open(market, market.at(where)));
}

TEST(Seats, AreHeldByProposalsAndByPeopleAtWork) {
  Market market = examples::ruled_market();
  const auto where = examples::add_placement(market, examples::add_employer(market, {}), 2);
  EXPECT_EQ(free_seats(market.at(where)), 2U);
  examples::add_proposal(market, examples::add_candidate(market), where);
  EXPECT_EQ(free_seats(market.at(where)), 1U);
  examples::add_engagement(market, examples::add_candidate(market), where);
  EXPECT_EQ(free_seats(market.at(where)), 0U);
  row(market, where).details.seats = 1;  // fewer than are held
  EXPECT_EQ(free_seats(market.at(where)), 0U);
}

TEST(Proposals, AreUndecidedUntilAccepted) {
  Market market = examples::ruled_market();
  const auto where = examples::add_placement(market, examples::add_employer(market, {}), 2);
  const auto who = examples::add_candidate(market);
  const auto number = examples::add_proposal(market, who, where);
  EXPECT_EQ(undecided_proposals(market, market.at(who)), 1U);
  EXPECT_EQ(market.proposal_of(who, where)->proposal, number);
  market.proposals.at(number).accepted = true;
  EXPECT_EQ(undecided_proposals(market, market.at(who)), 0U);
  EXPECT_NE(market.proposal_of(who, where), nullptr);
  examples::remove_proposal(market, number);
  EXPECT_EQ(market.proposal_of(who, where), nullptr);
}

}  // namespace
}  // namespace koppel
