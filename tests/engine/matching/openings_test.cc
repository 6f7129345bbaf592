// Claims where a proposal can be made and where one can give way, and that a look at one place sees
// what it does to the others of its coaches. Shown on two places; equality with a look at
// everything after any history is a property of the seating that keeps it.

#include "engine/matching/openings.h"

#include "tests/engine/matching/two_places.h"

#include <vector>

namespace koppel::matching {
namespace {

using examples::row;

class OpeningsTest : public TwoPlaces {
 protected:
  static std::vector<PlacementOrdinal> listed(const Ordered<PlacementOrdinal>& places) {
    return {places.begin(), places.end()};
  }

  std::vector<PlacementOrdinal> seats() { return listed(Openings::build(market_).seats()); }
};

TEST_F(OpeningsTest, AreAtOpenPlacesWithSeatsLeft) {
  EXPECT_EQ(seats(), std::vector({ward_, shop_}));
  row(market_, ward_).engaged = 1;
  EXPECT_EQ(seats(), std::vector({shop_}));
  row(market_, shop_).closed = true;
  EXPECT_TRUE(seats().empty());
}

TEST_F(OpeningsTest, NeedHoursOfTheCoaches) {
  examples::ask_coach(market_, ward_, "north", 4);
  examples::publish_coaches(market_, "north", 3);
  EXPECT_EQ(seats(), std::vector({shop_}));
  examples::publish_coaches(market_, "north", 4);
  EXPECT_EQ(seats(), std::vector({ward_, shop_}));
}

TEST_F(OpeningsTest, GoAtAllPlacesWithTheLastHoursOfTheirCoaches) {
  examples::ask_coach(market_, ward_, "north", 4);
  examples::ask_coach(market_, shop_, "north", 4);
  examples::publish_coaches(market_, "north", 4);
  Openings openings = Openings::build(market_);
  const ProposalNumber proposal = examples::add_proposal(market_, ada_, ward_);
  openings.look_at(market_, market_.at(ward_));
  EXPECT_TRUE(openings.seats().empty());
  examples::remove_proposal(market_, proposal);
  openings.look_at(market_, market_.at(ward_));
  EXPECT_EQ(listed(openings.seats()), std::vector({ward_, shop_}));
}

TEST_F(OpeningsTest, AreExtraWhereTheHolderHasAnotherProposal) {
  examples::add_proposal(market_, ada_, ward_);
  Openings openings = Openings::build(market_);
  EXPECT_TRUE(openings.extras().empty());
  const ProposalNumber other = examples::add_proposal(market_, ada_, shop_);
  openings.look_at(market_, market_.at(ada_));
  EXPECT_EQ(listed(openings.extras()), std::vector({ward_, shop_}));
  market_.proposals.at(other).accepted = true;
  openings.look_at(market_, market_.at(ada_));
  EXPECT_EQ(listed(openings.extras()), std::vector({ward_}));
}

}  // namespace
}  // namespace koppel::matching
