// Claims that each term of the score is the published formula. Shown by numbers worked out by hand,
// one term at a time.

#include "engine/matching/score.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

Weights tens() {
  return examples::ruled_market().rules->weights;
}

Person unassessed() {
  Person person;
  person.skills.fill(kLevelUnknown);
  return person;
}

TEST(Score, IsZeroWhenNothingIsKnown) {
  EXPECT_EQ(score(tens(), unassessed(), Place{}), Parts{});
}

TEST(Score, IsInterestsAndCompetencesWithoutTheRest) {
  EXPECT_EQ(
      total(
          {.interests = 50, .competences = 7, .open_support = 3, .trainable_gap = 2, .travel = 1}),
      51);
}

TEST(Score, MultipliesInterests) {
  Person person = unassessed();
  Place place;
  person.interests.vector[0] = 100;
  person.interests.vector[1] = -20;
  place.interests.vector[0] = 90;
  place.interests.vector[1] = 30;
  EXPECT_EQ(score(tens(), person, place).interests, 9'000 - 600);
}

TEST(Score, CountsTheHeldShareOfARequirement) {
  Person person = unassessed();
  Place place;
  place.requirements = {{.code = 1, .level = 3, .importance = 3, .weight = 682}};
  EXPECT_EQ(score(tens(), person, place).competences, 0);
  person.competences = {{.code = 1, .level = 2}};
  EXPECT_EQ(score(tens(), person, place).competences, 682 * 8);
  person.competences = {{.code = 1, .level = 4}};
  EXPECT_EQ(score(tens(), person, place).competences, kCompetencesMax);
}

TEST(Score, TakesOffOnlyWhatNobodyCarries) {
  Person person = unassessed();
  Place place;
  person.severity[2] = 4;
  EXPECT_EQ(score(tens(), person, place).open_support, 40);
  place.capacity[2] = 1;
  EXPECT_EQ(score(tens(), person, place).open_support, 30);
  person.arranged[2] = 2;
  EXPECT_EQ(score(tens(), person, place).open_support, 10);
  place.capacity[2] = 5;
  EXPECT_EQ(score(tens(), person, place).open_support, 0);
}

TEST(Score, CarriesAtMostFive) {
  Person person = unassessed();
  Place place;
  person.arranged[2] = 3;
  place.capacity[2] = 4;
  EXPECT_EQ(carried(person, place, 2), kCapacityMax);
}

TEST(Score, TakesOffLevelsShortInAssessedGroupsOnly) {
  Person person = unassessed();
  Place place;
  place.skills[0] = 3;
  place.skills[1] = 2;
  EXPECT_EQ(score(tens(), person, place).trainable_gap, 0);
  person.skills[0] = 0;
  person.skills[1] = 4;
  EXPECT_EQ(score(tens(), person, place).trainable_gap, 30);
}

TEST(Score, TakesOffTravelByDistance) {
  Person person = unassessed();
  Place place;
  person.x = 1'000;
  person.y = 5'000;
  person.reach = 300;
  person.slope = 13;
  place.x = 1'080;
  place.y = 5'040;
  EXPECT_EQ(distance(person, place), 80 + 15);  // 3 · 40 / 8
  EXPECT_EQ(score(tens(), person, place).travel, 95 * 13);
  place.x = 9'000;
  EXPECT_EQ(score(tens(), person, place).travel, 4'000);
}

TEST(Score, TakesOffNoTravelWhereThePlaceOfEitherIsUnknown) {
  Person person = unassessed();
  Place place;
  person.reach = 300;
  person.slope = 13;
  place.x = 1'080;
  EXPECT_EQ(distance(person, place), -1);
  EXPECT_EQ(score(tens(), person, place).travel, 0);
}

TEST(Score, NeedsNoRules) {
  const Market market = examples::empty_market();
  Person person = unassessed();
  person.severity.fill(kSeverityMax);
  EXPECT_EQ(total(score(weights_in(market), person, Place{})), 0);
}

TEST(ScoreDeathTest, StopsAtAWeightAboveItsLimit) {
  Weights weights = tens();
  weights.support[0] = kSupportWeightMax + 1;
  EXPECT_DEATH((void)score(weights, unassessed(), Place{}), "weight within its limit");
}

}  // namespace
}  // namespace koppel::matching
