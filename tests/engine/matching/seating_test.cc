// Claims who should have which seat, and what is proposed next for it. Shown on markets of two or
// three people and places in which one thing at a time differs.

#include "engine/matching/seating.h"

#include "engine/matching/worth.h"
#include "tests/engine/matching/two_places.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace koppel::matching {
namespace {

using examples::row;

class SeatingTest : public TwoPlaces {
 protected:
  ParticipantOrdinal bob_ = examples::add_candidate(market_);

  void exclude(ParticipantOrdinal who, Sector sector) {
    row(market_, who).interests.excluded_sectors = {sector};
  }

  Seating seating() { return Seating::build(market_, Index::build(market_)); }

  std::optional<SeatStep> next() { return seating().next(market_, Index::build(market_)); }
};

TEST_F(SeatingTest, GivesTheWholeTheLeastRegret) {
  wish(ada_, Sector::kCare);
  EXPECT_EQ(seating().place_of(ada_), ward_);
  EXPECT_EQ(seating().place_of(bob_), shop_);
  wish(bob_, Sector::kCare);
  exclude(ada_, Sector::kTrade);
  EXPECT_EQ(seating().place_of(ada_), ward_);
  EXPECT_EQ(seating().place_of(bob_), shop_);
}

TEST_F(SeatingTest, IsOfNobodyWithoutRules) {
  market_.rules.reset();
  EXPECT_FALSE(seating().place_of(ada_).is_set());
  EXPECT_FALSE(next().has_value());
}

TEST_F(SeatingTest, GoesToTheLongestWaitByLocalDay) {
  row(market_, shop_).closed = true;
  row(market_, bob_).waiting_since = plus_ms(market_.head.now, -kDayMs);
  EXPECT_EQ(seating().place_of(bob_), ward_);
  row(market_, bob_).waiting_since = plus_ms(market_.head.now, kDayMs);
  EXPECT_EQ(seating().place_of(ada_), ward_);
}

TEST_F(SeatingTest, MovesNobodyForABetterPlace) {
  wish(ada_, Sector::kCare);
  wish(bob_, Sector::kTrade);
  examples::add_proposal(market_, ada_, shop_);
  examples::add_proposal(market_, bob_, ward_);
  EXPECT_EQ(seating().place_of(ada_), shop_);
  EXPECT_EQ(seating().place_of(bob_), ward_);
}

TEST_F(SeatingTest, MovesSomebodyForTheSeatOfWhoWouldHaveNone) {
  wish(ada_, Sector::kCare);
  exclude(bob_, Sector::kTrade);
  const ProposalNumber first = examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seating().place_of(ada_), shop_);
  EXPECT_EQ(seating().place_of(bob_), ward_);
  // Ada has the other place before she gives this one up.
  const auto before = next();
  ASSERT_TRUE(before.has_value());
  EXPECT_EQ(before->who, ada_);
  EXPECT_EQ(before->where, shop_);
  EXPECT_FALSE(before->yields.is_set());
  examples::add_proposal(market_, ada_, shop_);
  const auto after = next();
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->who, bob_);
  EXPECT_EQ(after->yields, first);
}

TEST_F(SeatingTest, MovesNobodyAtTheLimitOfOpenProposals) {
  market_.rules->limits.open_proposals_participant = 1;
  exclude(bob_, Sector::kTrade);
  examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seating().place_of(ada_), ward_);
  EXPECT_FALSE(next().has_value());
}

TEST_F(SeatingTest, MovesNobodyWhoseConsultantIsNotAtWork) {
  row(market_, ada_).consultant = examples::add_consultant(market_, 5);
  exclude(bob_, Sector::kTrade);
  examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seating().place_of(ada_), shop_);
  row(market_, row(market_, ada_).consultant).active = false;
  EXPECT_EQ(seating().place_of(ada_), ward_);
}

TEST_F(SeatingTest, LeavesAnAcceptedProposalWhereItIs) {
  exclude(bob_, Sector::kTrade);
  market_.proposals.at(examples::add_proposal(market_, ada_, ward_)).accepted = true;
  EXPECT_FALSE(next().has_value());
}

// Without Ada two others could be served: one at her place, one in the caseload.
TEST_F(SeatingTest, TakesTheLastProposalFromNobody) {
  const ConsultantOrdinal consultant = examples::add_consultant(market_, 1);
  row(market_, ada_).consultant = consultant;
  row(market_, bob_).consultant = consultant;
  const ParticipantOrdinal cas = examples::add_candidate(market_);
  exclude(ada_, Sector::kTrade);
  exclude(bob_, Sector::kCare);
  exclude(cas, Sector::kTrade);
  examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seating().place_of(ada_), ward_);
  EXPECT_FALSE(next().has_value());
}

TEST_F(SeatingTest, IsNotWhereThePairIsPausedUntilEitherSideChanges) {
  exclude(ada_, Sector::kTrade);
  row(market_, bob_).state = ParticipantState::kLeft;
  row(market_, ada_).pauses = {{.placement = ward_, .until = {}}};
  const Index index = Index::build(market_);
  Seating seating = Seating::build(market_, index);
  EXPECT_FALSE(seating.place_of(ada_).is_set());
  ++row(market_, ward_).revision;
  Touched touched;
  touched.placements.insert(ward_);
  seating.update(market_, index, touched);
  EXPECT_EQ(seating.place_of(ada_), ward_);
}

TEST_F(SeatingTest, PricesWhatOneMoreSeatWouldBring) {
  exclude(ada_, Sector::kTrade);
  exclude(bob_, Sector::kTrade);
  const std::vector<PlacementPrice> prices = seating().new_prices(market_);
  ASSERT_EQ(prices.size(), 1U);
  EXPECT_EQ(prices.front().placement, row(market_, ward_).id);
  EXPECT_EQ(prices.front().price, kSeatBenefit);
  row(market_, ward_).price = kSeatBenefit;
  EXPECT_TRUE(seating().new_prices(market_).empty());
}

TEST_F(SeatingTest, IsOfNobodyWhomNobodyCanCoach) {
  wish(ada_, Sector::kCare);
  row(market_, bob_).waiting_since = plus_ms(market_.head.now, kDayMs);
  examples::ask_coach(market_, ward_, "north", 2);
  examples::ask_coach(market_, shop_, "north", 1);
  examples::publish_coaches(market_, "north", 3);  // one person, as one may take two hours
  EXPECT_EQ(seating().place_of(ada_), ward_);
  EXPECT_FALSE(seating().place_of(bob_).is_set());
  examples::publish_coaches(market_, "north", 4);
  EXPECT_EQ(seating().place_of(bob_), shop_);
}

TEST_F(SeatingTest, IsLimitedOnlyByCoachesOfWhomSomethingIsKnown) {
  examples::ask_coach(market_, ward_, "north", 2);
  examples::ask_coach(market_, shop_, "north", 0);
  const Seating unknown = seating();
  EXPECT_TRUE(unknown.place_of(ada_).is_set());
  EXPECT_TRUE(unknown.place_of(bob_).is_set());
  examples::publish_coaches(market_, "north", 0);
  const Seating none = seating();
  EXPECT_TRUE(none.place_of(ada_) == shop_ || none.place_of(bob_) == shop_);
  EXPECT_FALSE(none.place_of(ada_) == ward_ || none.place_of(bob_) == ward_);
}

TEST_F(SeatingTest, CountsWhoIsThereAlreadyAsCoached) {
  const ParticipantOrdinal cas = examples::add_candidate(market_);
  row(market_, ward_).details.seats = 2;
  examples::add_engagement(market_, cas, ward_);
  examples::ask_coach(market_, ward_, "north", 2);
  examples::publish_coaches(market_, "north", 2);
  const Seating seats = seating();
  EXPECT_FALSE(seats.place_of(ada_) == ward_ || seats.place_of(bob_) == ward_);
}

// A seat is free, and only the hours are with somebody who has two proposals.
TEST_F(SeatingTest, TakesCoachesFromWhoKeepsAnotherProposal) {
  const PlacementOrdinal yard = examples::add_placement(market_, care_, 1);
  for (const PlacementOrdinal place : {ward_, shop_, yard}) {
    examples::ask_coach(market_, place, "north", 1);
  }
  examples::publish_coaches(market_, "north", 2);
  exclude(bob_, Sector::kTrade);
  wish(ada_, Sector::kTrade);
  const ProposalNumber extra = examples::add_proposal(market_, ada_, ward_);
  examples::add_proposal(market_, ada_, shop_);
  row(market_, bob_).pauses = {{.placement = ward_, .until = plus_ms(market_.head.now, kDayMs)}};
  EXPECT_EQ(seating().place_of(ada_), shop_);
  EXPECT_EQ(seating().place_of(bob_), yard);
  const auto step = next();
  ASSERT_TRUE(step.has_value());
  EXPECT_EQ(step->who, bob_);
  EXPECT_EQ(step->yields, extra);
}

TEST_F(SeatingTest, FollowsWhatIsPublishedOfATeam) {
  examples::ask_coach(market_, ward_, "north", 1);
  const Index index = Index::build(market_);
  Seating kept = Seating::build(market_, index);
  for (const std::uint32_t hours : {0U, 1U, 5U}) {
    examples::publish_coaches(market_, "north", hours);
    Touched touched;
    touched.rows.push_back({.kind = RowKind::kCoachCapacity, .code = "north"});
    kept.update(market_, index, touched);
    EXPECT_EQ(kept, Seating::build(market_, index)) << hours;
  }
}

// One more coach is what the place lacks, so that is what it costs.
TEST_F(SeatingTest, PricesACoachWithTheSeat) {
  row(market_, ward_).details.seats = 3;
  exclude(ada_, Sector::kTrade);
  exclude(bob_, Sector::kTrade);
  examples::ask_coach(market_, ward_, "north", 1);
  examples::publish_coaches(market_, "north", 1);
  const std::vector<PlacementPrice> prices = seating().new_prices(market_);
  ASSERT_EQ(prices.size(), 1U);
  EXPECT_EQ(prices.front().price, kSeatBenefit);
}

}  // namespace
}  // namespace koppel::matching
