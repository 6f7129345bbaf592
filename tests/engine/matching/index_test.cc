// Claims that the index knows each candidate's best open place, full or not, and keeps knowing it
// as the market moves. Shown on two places whose scores differ by sector.

#include "engine/matching/index.h"

#include "engine/matching/score.h"
#include "tests/engine/matching/two_places.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

using examples::row;

class IndexTest : public TwoPlaces {
 protected:
  Index index_;

  void SetUp() override {
    wish(ada_, Sector::kCare);
    index_ = Index::build(market_);
  }

  std::int32_t score_at(PlacementOrdinal where) const {
    return total(score(weights_in(market_), index_.person(ada_), index_.place(where)));
  }

  void moved(PlacementOrdinal where) {
    Touched touched;
    touched.placements.insert(where);
    index_.update(market_, touched);
    EXPECT_EQ(index_, Index::build(market_));
  }

  void moved(ParticipantOrdinal who) {
    Touched touched;
    touched.participants.insert(who);
    index_.update(market_, touched);
    EXPECT_EQ(index_, Index::build(market_));
  }
};

TEST_F(IndexTest, OfNothingIsEmpty) {
  const Market nobody = examples::empty_market();
  EXPECT_EQ(Index::build(nobody), Index{});
}

TEST_F(IndexTest, KnowsTheBestPlace) {
  EXPECT_GT(score_at(ward_), score_at(shop_));
  EXPECT_EQ(index_.own_best(ada_), score_at(ward_));
}

TEST_F(IndexTest, CountsAFullPlaceToo) {
  row(market_, ward_).engaged = 1;
  moved(ward_);
  EXPECT_EQ(index_.own_best(ada_), score_at(ward_));
}

TEST_F(IndexTest, FallsBackWhenTheBestPlaceCloses) {
  row(market_, ward_).closed = true;
  moved(ward_);
  EXPECT_EQ(index_.own_best(ada_), score_at(shop_));
  row(market_, shop_).closed = true;
  moved(shop_);
  EXPECT_FALSE(index_.own_best(ada_).has_value());
}

TEST_F(IndexTest, SeesABetterPlaceOpen) {
  row(market_, ward_).closed = true;
  moved(ward_);
  row(market_, ward_).closed = false;
  moved(ward_);
  EXPECT_EQ(index_.own_best(ada_), score_at(ward_));
}

TEST_F(IndexTest, PassesOverPlacesBehindAGate) {
  row(market_, ada_).interests.excluded_sectors = {Sector::kCare};
  moved(ada_);
  EXPECT_EQ(index_.own_best(ada_), score_at(shop_));
}

TEST_F(IndexTest, KeepsNoBestOfWhoIsNoCandidate) {
  row(market_, ada_).state = ParticipantState::kLeft;
  moved(ada_);
  EXPECT_FALSE(index_.own_best(ada_).has_value());
  EXPECT_EQ(index_.top(market_, ada_, 10).size(), 2U);
}

TEST_F(IndexTest, SeesASuspendedEmployerWithAllItsPlaces) {
  row(market_, care_).suspended = true;
  index_.update(market_, {.rows = {{.kind = RowKind::kEmployer, .number = care_.value()}}});
  EXPECT_EQ(index_, Index::build(market_));
  EXPECT_EQ(index_.own_best(ada_), score_at(shop_));
}

TEST_F(IndexTest, IsMadeAnewOnANewDayAndByNewRules) {
  row(market_, ward_).details.until = examples::day("2026-11-23");
  moved(ward_);
  market_.head.now = plus_ms(market_.head.now, kDayMs);
  index_.update(market_, {.day_begun = DayBegun::kYes});
  EXPECT_EQ(index_.own_best(ada_), score_at(shop_));

  market_.rules.reset();
  index_.update(market_, {.rules_changed = true});
  EXPECT_EQ(index_, Index::build(market_));
}

TEST_F(IndexTest, ListsTheBestPlacesInOrder) {
  const std::vector<Ranked> both = {{ward_, score_at(ward_)}, {shop_, score_at(shop_)}};
  EXPECT_EQ(index_.top(market_, ada_, 10), both);
  EXPECT_EQ(index_.top(market_, ada_, 1).size(), 1U);
  EXPECT_TRUE(index_.top(market_, ada_, 0).empty());
}

TEST_F(IndexTest, TakesInWhoIsNew) {
  const ParticipantOrdinal bob = examples::add_candidate(market_);
  moved(bob);
  EXPECT_EQ(index_.own_best(bob), 0);
}

}  // namespace
}  // namespace koppel::matching
