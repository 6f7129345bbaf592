// Claims that a person is derived faithfully, and that what is missing stays unknown. Shown field
// by field on hand-made participants.

#include "engine/matching/person.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

using examples::row;

class PersonTest : public ::testing::Test {
 protected:
  Market market_ = examples::ruled_market();
  ParticipantOrdinal who_ = examples::add_candidate(market_);

  Participant& participant() { return row(market_, who_); }

  Person derived() { return derive_person(market_, participant()); }
};

TEST_F(PersonTest, OfWhomNothingIsKnownHasNoLimits) {
  participant().availability = {};
  const Person person = derived();
  EXPECT_EQ(person.age, -1);
  EXPECT_EQ(person.reach, 0);
  EXPECT_EQ(person.licences, ~0U);
  EXPECT_EQ(person.programme_kinds, ~0U);
  EXPECT_EQ(person.skills[0], kLevelUnknown);
  EXPECT_FALSE(person.competences_known);
  EXPECT_FALSE(person.available_from.is_set());
}

TEST_F(PersonTest, ReachesAsFarAsTheMeansGoInTheTime) {
  participant().availability.travel_means = TravelMeans::kCar;
  participant().availability.travel_minutes_max = 30;
  const Person person = derived();
  EXPECT_EQ(person.reach, 300);  // 30 min at 100 · 100 m in 10 min
  EXPECT_EQ(person.slope, 4000 / 300);
}

TEST_F(PersonTest, ReachesAnUnknownDistanceWithoutRules) {
  market_.rules.reset();
  participant().availability.travel_means = TravelMeans::kCar;
  participant().availability.travel_minutes_max = 30;
  EXPECT_EQ(derived().reach, 0);
}

TEST_F(PersonTest, ReachesAtLeastTheNextSquare) {
  EXPECT_EQ(reach_of(1, 8), 1);
  EXPECT_EQ(reach_of(0, 8), 0);
  EXPECT_EQ(reach_of(8, 0), 0);
}

TEST_F(PersonTest, IsAYearOlderOnTheBirthday) {
  participant().birth_date = examples::day("2008-11-24");
  EXPECT_EQ(derived().age, 17);
  participant().birth_date = examples::day("2008-11-23");
  EXPECT_EQ(derived().age, 18);
}

TEST_F(PersonTest, BearsBarriersAndArrangedSupportByDomain) {
  examples::add_barrier(market_, who_, BarrierDomain::kFinances, 3);
  examples::arrange_support(market_, who_, BarrierDomain::kFinances, 2);
  examples::arrange_support(market_, who_, BarrierDomain::kFinances, 4);
  const Person person = derived();
  EXPECT_EQ(person.severity[0], 3);
  EXPECT_EQ(person.arranged[0], kCapacityMax);
  EXPECT_EQ(person.severity[1], 0);
}

TEST_F(PersonTest, HoldsCompetencesByCode) {
  participant().competences = {.taxonomy = "esco",
                               .competences = {{.code = 9, .level = 2}, {.code = 3, .level = 4}},
                               .skills = {{.group = SkillGroup::kPace, .level = 3}}};
  const Person person = derived();
  ASSERT_EQ(person.competences.size(), 2U);
  EXPECT_EQ(person.competences[0].code, 3U);
  EXPECT_TRUE(person.competences_known);
  EXPECT_EQ(person.skills[slot(SkillGroup::kPace)], 3);
  EXPECT_EQ(person.skills[slot(SkillGroup::kPrecision)], kLevelUnknown);
}

TEST_F(PersonTest, MayUseTheKindsThatTheProgrammeNames) {
  market_.programmes["direct"].placement_kinds = {PlacementKind::kInternship};
  EXPECT_EQ(derived().programme_kinds, bit(PlacementKind::kInternship));
}

TEST_F(PersonTest, WithALeastButNoMostHoursHasNoUpperEnd) {
  participant().availability.hours_min = 12;
  EXPECT_EQ(derived().hours_max, kHoursMax);
}

}  // namespace
}  // namespace koppel::matching
