// Claims that a place is derived from the placement and its employer. Shown field by field on
// hand-made placements.

#include "engine/matching/place.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

using examples::row;

class PlaceTest : public ::testing::Test {
 protected:
  Market market_ = examples::ruled_market();
  EmployerOrdinal employer_ = examples::add_employer(market_, Sector::kCare);
  PlacementOrdinal where_ = examples::add_placement(market_, employer_, 1);

  PlacementDetails& details() { return row(market_, where_).details; }

  Place derived() { return derive_place(market_, row(market_, where_)); }
};

TEST_F(PlaceTest, HasTheSectorOfItsEmployer) {
  EXPECT_EQ(derived().sector, Sector::kCare);
}

TEST_F(PlaceTest, NeedsNoRecognitionWithoutACrebo) {
  EXPECT_TRUE(derived().recognised);
}

TEST_F(PlaceTest, IsRecognisedForTheCreboThatItsEmployerHolds) {
  details().crebo = 25'001;
  EXPECT_FALSE(derived().recognised);
  row(market_, employer_).crebos = {25'001};
  EXPECT_TRUE(derived().recognised);
}

TEST_F(PlaceTest, OffersTheLargestSupportOfADomain) {
  examples::offer_support(market_, where_, BarrierDomain::kLanguage, 2);
  examples::offer_support(market_, where_, BarrierDomain::kLanguage, 4);
  EXPECT_EQ(derived().capacity[slot(BarrierDomain::kLanguage)], 4);
}

TEST_F(PlaceTest, WeighsRequirementsByPublishedRarity) {
  market_.taxonomies["esco"].competences.push_back({.code = 2, .rarity = 7});
  details().requirements = {{.code = 1, .level = 1, .importance = 3},
                            {.code = 2, .level = 1, .importance = 1}};
  EXPECT_EQ(derived().requirements.front().code, 2U);
}

}  // namespace
}  // namespace koppel::matching
