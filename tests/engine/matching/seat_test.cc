// Claims that a seat goes by service, regret, waiting time and lottery, within every limit. Shown
// on markets of two or three people and places in which one thing at a time differs.

#include "engine/matching/seat.h"

#include "engine/matching/lottery.h"
#include "engine/matching/score.h"
#include "tests/engine/matching/two_places.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

using examples::row;

class SeatTest : public TwoPlaces {
 protected:
  ParticipantOrdinal bob_ = examples::add_candidate(market_);

  void SetUp() override { wish(ada_, Sector::kCare); }

  std::optional<PlacementOrdinal> seat(ParticipantOrdinal who) {
    return seat_for(market_, Index::build(market_), Openings::build(market_), who);
  }

  std::optional<ParticipantOrdinal> taker(PlacementOrdinal where) {
    return taker_of(market_, Index::build(market_), Openings::build(market_), where);
  }

  Gate gate(ParticipantOrdinal who, PlacementOrdinal where) {
    return blocking_gate(market_, Index::build(market_), who, where);
  }
};

TEST_F(SeatTest, IsTheBestPlace) {
  EXPECT_EQ(seat(ada_), ward_);
}

TEST_F(SeatTest, IsTheNextBestWhenTheBestIsFull) {
  row(market_, ward_).engaged = 1;
  EXPECT_EQ(seat(ada_), shop_);
  EXPECT_EQ(gate(ada_, ward_), Gate::kSeats);
}

TEST_F(SeatTest, IsNoneWithoutRules) {
  market_.rules.reset();
  EXPECT_EQ(seat(ada_), std::nullopt);
  EXPECT_EQ(taker(ward_), std::nullopt);
}

TEST_F(SeatTest, IsNoneForWhoIsNoCandidate) {
  row(market_, ada_).intake_at = {};
  EXPECT_EQ(seat(ada_), std::nullopt);
}

TEST_F(SeatTest, IsNoneAtAClosedPlace) {
  row(market_, ward_).closed = true;
  EXPECT_EQ(seat(ada_), shop_);
  EXPECT_EQ(taker(ward_), std::nullopt);
}

TEST_F(SeatTest, IsNotWhereThePairIsPaused) {
  row(market_, ada_).pauses = {{.placement = ward_, .until = plus_ms(market_.head.now, 1)}};
  EXPECT_EQ(seat(ada_), shop_);
  EXPECT_EQ(gate(ada_, ward_), Gate::kPaused);
  market_.head.now = plus_ms(market_.head.now, 1);
  EXPECT_EQ(seat(ada_), ward_);
}

TEST_F(SeatTest, StaysPausedUntilEitherSideChanges) {
  row(market_, ada_).revision = 3;
  row(market_, ward_).revision = 5;
  row(market_, ada_).pauses = {
      {.placement = ward_, .participant_revision = 3, .placement_revision = 5}};
  EXPECT_TRUE(is_paused(market_, row(market_, ada_), row(market_, ward_)));
  EXPECT_FALSE(is_paused(market_, row(market_, ada_), row(market_, shop_)));
  ++row(market_, ward_).revision;
  EXPECT_FALSE(is_paused(market_, row(market_, ada_), row(market_, ward_)));
}

TEST_F(SeatTest, StaysPausedUntilWhatIsAwaitedOrTheMomentWhicheverIsFirst) {
  const auto paused = [&] { return is_paused(market_, row(market_, ada_), row(market_, ward_)); };
  Pause pause{.placement = ward_, .awaited = DeferCondition::kPlacementChanged};
  row(market_, ada_).pauses = {pause};
  ++row(market_, ada_).revision;
  EXPECT_TRUE(paused());
  pause.until = plus_ms(market_.head.now, 1);
  row(market_, ada_).pauses = {pause};
  EXPECT_TRUE(paused());
  ++row(market_, ward_).revision;
  EXPECT_FALSE(paused());
  --row(market_, ward_).revision;
  market_.head.now = pause.until;
  EXPECT_FALSE(paused());
}

TEST_F(SeatTest, IsNotProposedTwice) {
  row(market_, ward_).details.seats = 2;
  examples::add_proposal(market_, ada_, ward_);
  row(market_, bob_).state = ParticipantState::kLeft;
  EXPECT_EQ(seat(ada_), shop_);
}

TEST_F(SeatTest, EndsAtTheLimitOfOpenProposals) {
  row(market_, bob_).state = ParticipantState::kLeft;
  market_.rules->limits.open_proposals_participant = 1;
  EXPECT_EQ(seat(ada_), ward_);
  examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seat(ada_), std::nullopt);
}

TEST_F(SeatTest, IsNoFurtherOneWhileSomebodyWithoutCouldTakeIt) {
  examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seat(ada_), std::nullopt);
  row(market_, bob_).interests.excluded_sectors = {Sector::kTrade};
  EXPECT_EQ(seat(ada_), shop_);
}

TEST_F(SeatTest, NeedsRoomInTheCaseload) {
  const ConsultantOrdinal consultant = examples::add_consultant(market_, 1);
  row(market_, ada_).consultant = consultant;
  row(market_, bob_).consultant = consultant;
  EXPECT_TRUE(seat(bob_).has_value());
  examples::add_proposal(market_, ada_, ward_);
  EXPECT_EQ(seat(bob_), std::nullopt);
  EXPECT_EQ(gate(bob_, shop_), Gate::kCaseload);
  // Ada has a proposal already: a further one adds nobody, and Bob cannot take the seat.
  EXPECT_EQ(seat(ada_), shop_);
}

TEST_F(SeatTest, IsNoneWithAnInactiveConsultant) {
  const ConsultantOrdinal consultant = examples::add_consultant(market_, 9);
  row(market_, ada_).consultant = consultant;
  row(market_, consultant).active = false;
  EXPECT_EQ(seat(ada_), std::nullopt);
}

TEST_F(SeatTest, GoesToWhoHasNoProposalYet) {
  examples::add_proposal(market_, bob_, shop_);
  wish(bob_, Sector::kCare);
  wish(ada_, Sector::kTrade);
  EXPECT_EQ(taker(ward_), ada_);
}

TEST_F(SeatTest, GoesToTheSmallestRegret) {
  // Bob scores 0 everywhere and regrets nothing; Ada would rather have the ward.
  EXPECT_EQ(taker(shop_), bob_);
  const Index index = Index::build(market_);
  const std::int32_t at_shop =
      total(score(weights_in(market_), index.person(ada_), index.place(shop_)));
  EXPECT_EQ(regret(index, ada_, at_shop),
            static_cast<std::uint32_t>(*index.own_best(ada_) - at_shop));
}

TEST_F(SeatTest, GoesToTheLongestWaitByLocalDay) {
  row(market_, bob_).waiting_since = plus_ms(market_.head.now, -kDayMs);
  EXPECT_EQ(taker(ward_), bob_);
  row(market_, bob_).waiting_since = plus_ms(market_.head.now, kDayMs);
  EXPECT_EQ(taker(ward_), ada_);
}

TEST_F(SeatTest, GoesByTheLotteryOfTheWeekWhenAllElseIsEqual) {
  row(market_, bob_).waiting_since = plus_ms(market_.head.now, -kHourMs);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    market_.rules->lottery_seed = seed;
    const std::int32_t week = lottery_now(market_).week;
    EXPECT_EQ(taker(ward_), draw(seed, week, ada_) < draw(seed, week, bob_) ? ada_ : bob_);
  }
}

TEST_F(SeatTest, IsNotLostToABarrierThatThePlaceCarries) {
  examples::offer_support(market_, ward_, BarrierDomain::kFinances, 4);
  const std::optional<ParticipantOrdinal> before = taker(ward_);
  ASSERT_TRUE(before.has_value());
  examples::add_barrier(market_, *before, BarrierDomain::kFinances, 4);
  EXPECT_EQ(taker(ward_), before);
}

TEST_F(SeatTest, NamesTheFirstGateInOrder) {
  EXPECT_EQ(gate(ada_, ward_), Gate::kUnspecified);
  row(market_, ward_).engaged = 1;
  row(market_, ada_).interests.excluded_sectors = {Sector::kCare};
  EXPECT_EQ(gate(ada_, ward_), Gate::kExcludedWish);
  EXPECT_EQ(blocking_gates(market_, Index::build(market_), ada_, ward_),
            bit(Gate::kExcludedWish) | bit(Gate::kSeats));
}

TEST_F(SeatTest, IsNoneWhereNobodyHasHoursToCoach) {
  examples::ask_coach(market_, ward_, "north", 2);
  examples::publish_coaches(market_, "north", 1);
  EXPECT_EQ(seat(ada_), shop_);
  EXPECT_EQ(taker(ward_), std::nullopt);
  EXPECT_EQ(gate(ada_, ward_), Gate::kCoach);
}

}  // namespace
}  // namespace koppel::matching
