// Claims that interests become vectors whose product is a fit, of bounded length, and 0 where
// nothing is known. Shown on small profiles worked out by hand and on the extremes.

#include "engine/matching/interest.h"

#include <gtest/gtest.h>

#include <numeric>

namespace koppel::matching {
namespace {

constexpr std::size_t kTrade = 6 + 3;  // slot of Sector::kTrade
constexpr std::size_t kCare = 6 + 8;

InterestProfile short_form(std::vector<std::uint32_t> riasec) {
  return {.instrument = InterestInstrument::kShortForm, .riasec = std::move(riasec)};
}

InterestProfile onet(std::vector<std::uint32_t> riasec) {
  return {.instrument = InterestInstrument::kOnet, .riasec = std::move(riasec)};
}

std::int32_t product(const Interests& a, const Interests& b) {
  return std::inner_product(a.vector.begin(), a.vector.end(), b.vector.begin(), 0);
}

TEST(Interests, AreZeroWhenNothingWasAssessed) {
  const Interests nothing = interests_of_person({});
  EXPECT_EQ(nothing, Interests{});
}

TEST(Interests, AreZeroForAFlatProfileButKnown) {
  const Interests flat = interests_of_person(short_form({20, 20, 20, 20, 20, 20}));
  EXPECT_EQ(flat.vector, InterestVector{});
  EXPECT_TRUE(flat.riasec_known);
  EXPECT_FALSE(flat.sectors_known);
}

TEST(Interests, OfOneTypeAreCentredToLength127) {
  // 6 · 40 - 40 = 200 and five times -40: length √48000, rounded up to 220.
  const Interests one = interests_of_person(short_form({40, 0, 0, 0, 0, 0}));
  EXPECT_EQ(one.vector[0], 200 * 127 / 220);
  EXPECT_EQ(one.vector[1], -40 * 127 / 220);
  EXPECT_EQ(one.vector[6], 0);
}

TEST(Interests, OfBothStrandsAreCentredToLength89Each) {
  InterestProfile both = short_form({40, 0, 0, 0, 0, 0});
  both.sectors = {{.sector = Sector::kCare, .strength = 4}};
  const Interests interests = interests_of_person(both);
  // Care 4 and nine times 2: 18 and nine times -2, length √360, rounded up to 19.
  EXPECT_EQ(interests.vector[0], 200 * 89 / 220);
  EXPECT_EQ(interests.vector[kCare], 18 * 89 / 19);
  EXPECT_EQ(interests.vector[kTrade], -2 * 89 / 19);
}

TEST(Interests, AreTheSameOnEitherInstrument) {
  EXPECT_EQ(interests_of_person(short_form({40, 20, 0, 10, 0, 40})).vector,
            interests_of_person(onet({700, 400, 100, 250, 100, 700})).vector);
}

TEST(Interests, OfAPlaceAreNotCentred) {
  const Interests place = interests_of_place(short_form({40, 0, 0, 0, 0, 0}), Sector::kUnspecified);
  EXPECT_EQ(place.vector[0], 127);
  EXPECT_EQ(place.vector[1], 0);
}

TEST(Interests, OfAPlaceWithoutSectorsAreTheEmployersSector) {
  const Interests place = interests_of_place({}, Sector::kTrade);
  EXPECT_EQ(place.vector[kTrade], 127);
  EXPECT_EQ(std::accumulate(place.vector.begin(), place.vector.end(), 0), 127);
}

TEST(Interests, OfAPlaceWithSectorsAreThose) {
  const InterestProfile care{.sectors = {{.sector = Sector::kCare, .strength = 3}}};
  const Interests place = interests_of_place(care, Sector::kTrade);
  EXPECT_EQ(place.vector[kTrade], 0);
  EXPECT_EQ(place.vector[kCare], 127);
}

TEST(Interests, FitBestWhereTheWishIs) {
  const Interests person =
      interests_of_person({.sectors = {{.sector = Sector::kCare, .strength = 4}}});
  const Interests care = interests_of_place({}, Sector::kCare);
  const Interests trade = interests_of_place({}, Sector::kTrade);
  EXPECT_GT(product(person, care), 0);
  EXPECT_LT(product(person, trade), 0);
  EXPECT_LE(product(person, care), kInterestsMax);
}

}  // namespace
}  // namespace koppel::matching
