// Claims that the explanation names every product of the score with what was asked and offered, and
// adds up to it. Shown on one pair that has a line of every part.

#include "engine/matching/contribution.h"

#include "engine/matching/score.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <numeric>

namespace koppel::matching {
namespace {

Person somebody() {
  Person person;
  person.skills.fill(kLevelUnknown);
  person.interests.vector[1] = -20;
  person.competences_known = true;
  person.competences = {{.code = 7, .level = 1}};
  person.severity[0] = 3;
  person.arranged[0] = 1;
  person.severity[11] = 2;
  person.skills[2] = 1;
  person.x = 1'000;
  person.y = 5'000;
  person.reach = 300;
  person.slope = 2;
  return person;
}

Place somewhere() {
  Place place;
  place.interests.vector[1] = 100;
  place.requirements = {{.code = 7, .level = 2, .importance = 2, .weight = 400},
                        {.code = 8, .level = 1, .importance = 3, .weight = 200},
                        {.code = 9, .level = 1, .importance = 1, .weight = 82}};
  place.capacity[11] = 4;
  place.skills[2] = 3;
  place.x = 1'050;
  place.y = 5'000;
  return place;
}

Weights tens() {
  return examples::ruled_market().rules->weights;
}

TEST(Contributions, NameEveryProductWithWhatWasAskedAndOffered) {
  const std::vector<Contribution> expected = {
      {ScorePart::kInterests, 2, -2'000, 100, 20},
      {ScorePart::kCompetences, 7, 2'400, 2, 1},
      {ScorePart::kCompetences, 8, 0, 1, 0},
      {ScorePart::kOpenSupport, 1, -20, 3, 1},
      {ScorePart::kTrainableGap, 3, -20, 3, 1},
      {ScorePart::kTravel, 0, -100, 50, 300},
  };
  EXPECT_EQ(contributions(tens(), somebody(), somewhere()), expected);
}

TEST(Contributions, AddUpToTheScore) {
  const auto lines = contributions(tens(), somebody(), somewhere());
  const std::int32_t sum = std::accumulate(
      lines.begin(), lines.end(), 0, [](std::int32_t so_far, const Contribution& line) {
        return so_far + line.points;
      });
  EXPECT_EQ(sum, total(score(tens(), somebody(), somewhere())));
}

TEST(Contributions, SayNothingOfCompetencesThatWereNotAssessed) {
  Person person;
  person.skills.fill(kLevelUnknown);
  EXPECT_TRUE(contributions(tens(), person, somewhere()).empty());
}

TEST(OpenSupport, IsWhatNobodyCarriesYet) {
  const std::vector<Support> expected = {{.domain = BarrierDomain::kFinances, .capacity = 2}};
  EXPECT_EQ(open_support(somebody(), somewhere()), expected);
}

}  // namespace
}  // namespace koppel::matching
