// Claims that every open place is accounted for by one gate, and that an unlock counts the places
// that one change alone opens. Shown by one place a gate and by applying the change.

#include "engine/matching/no_match.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

using examples::row;

class NoMatchTest : public ::testing::Test {
 protected:
  Market market_ = examples::ruled_market();
  EmployerOrdinal employer_ = examples::add_employer(market_, Sector::kCare);
  ParticipantOrdinal ada_ = examples::add_candidate(market_);

  PlacementOrdinal place() { return examples::add_placement(market_, employer_, 1); }

  PlacementDetails& details(PlacementOrdinal where) { return row(market_, where).details; }

  Availability& availability() { return row(market_, ada_).availability; }

  NoMatch explained() { return explain_no_match(market_, Index::build(market_), ada_); }

  // What one place, kept out by one gate, is unlocked by.
  void expect_only(Gate gate, const std::vector<Unlock>& unlocks) {
    const NoMatch result = explained();
    EXPECT_EQ(result.leading, gate);
    EXPECT_EQ(result.open_placements, 1U);
    EXPECT_EQ(result.unlocks, unlocks);
  }
};

TEST_F(NoMatchTest, WithoutOpenPlacesNamesNoGate) {
  row(market_, place()).closed = true;
  EXPECT_EQ(explained(), NoMatch{});
}

TEST_F(NoMatchTest, CountsAnOpenPlaceThatRemains) {
  place();
  const NoMatch result = explained();
  EXPECT_EQ(result.open_placements, 1U);
  EXPECT_TRUE(result.gates.empty());
  EXPECT_EQ(result.leading, Gate::kUnspecified);
}

TEST_F(NoMatchTest, RemovesEveryPlaceByItsFirstGate) {
  row(market_, ada_).birth_date = examples::day("2010-01-01");
  availability().language = LanguageLevel::kA1;
  const PlacementOrdinal both = place();
  details(both).age_min = 18;
  details(both).language_legal = LanguageLevel::kB1;
  details(place()).language_legal = LanguageLevel::kB1;
  details(place()).language_legal = LanguageLevel::kB1;
  place();
  const NoMatch result = explained();
  const std::vector<GateCount> expected = {{.gate = Gate::kAge, .placements = 1},
                                           {.gate = Gate::kLanguage, .placements = 2}};
  EXPECT_EQ(result.open_placements, 4U);
  EXPECT_EQ(result.gates, expected);
  EXPECT_EQ(result.leading, Gate::kLanguage);
}

TEST_F(NoMatchTest, LeadsWithTheLowestGateOnATie) {
  row(market_, ada_).birth_date = examples::day("2010-01-01");
  details(place()).age_min = 18;
  row(market_, place()).engaged = 1;
  EXPECT_EQ(explained().leading, Gate::kAge);
}

TEST_F(NoMatchTest, UnlocksByTravellingLonger) {
  availability().travel_means = TravelMeans::kBike;  // 25 · 100 m in 10 minutes
  availability().travel_minutes_max = 20;            // reach 50
  row(market_, ada_).location = {.x = 1'000, .y = 5'000};
  details(place()).location = {.x = 1'085, .y = 5'000};  // 34 minutes
  details(place()).location = {.x = 1'087, .y = 5'000};  // 35 minutes
  details(place()).location = {.x = 1'100, .y = 5'000};  // 40 minutes
  details(place()).location = {.x = 1'900, .y = 5'000};
  const std::vector<Unlock> expected = {{UnlockChange::kTravelMinutes, 30, 3},
                                        {UnlockChange::kTravelMinutes, 15, 2}};
  EXPECT_EQ(explained().unlocks, expected);

  availability().travel_minutes_max += 15;
  EXPECT_EQ(explained().gates.front().placements, 2U);
}

TEST_F(NoMatchTest, UnlocksByMoreHours) {
  availability().hours_max = 16;
  details(place()).hours_min = 22;
  expect_only(Gate::kHours, {{UnlockChange::kHours, 8, 1}});
}

TEST_F(NoMatchTest, UnlocksByFewerHours) {
  availability().hours_min = 20;
  details(place()).hours_max = 16;
  expect_only(Gate::kHours, {{UnlockChange::kHours, 4, 1}});
}

TEST_F(NoMatchTest, UnlocksByOneLicenceButNotByTwo) {
  details(place()).licences = {Licence::kForklift};
  expect_only(Gate::kLicence, {{UnlockChange::kLicence, 4, 1}});
  details(PlacementOrdinal{1}).licences = {Licence::kForklift, Licence::kVca};
  expect_only(Gate::kLicence, {});
}

TEST_F(NoMatchTest, UnlocksByMoreLanguage) {
  availability().language = LanguageLevel::kA2;
  details(place()).language_legal = LanguageLevel::kB2;
  expect_only(Gate::kLanguage, {{UnlockChange::kLanguage, 2, 1}});
  details(PlacementOrdinal{1}).language_legal = LanguageLevel::kC1;
  expect_only(Gate::kLanguage, {});
}

TEST_F(NoMatchTest, UnlocksByAcceptingASectorOrAKind) {
  row(market_, ada_).interests.excluded_sectors = {Sector::kCare};
  place();
  expect_only(Gate::kExcludedWish, {{UnlockChange::kAcceptSector, 9, 1}});
  availability().excluded_kinds = {PlacementKind::kJob};
  expect_only(Gate::kExcludedWish, {});
  row(market_, ada_).interests.excluded_sectors = {};
  expect_only(Gate::kExcludedWish, {{UnlockChange::kAcceptKind, 1, 1}});
}

TEST_F(NoMatchTest, UnlocksByRecognisingEmployers) {
  const EmployerOrdinal other = examples::add_employer(market_, Sector::kTrade);
  details(place()).crebo = 25'001;
  details(place()).crebo = 25'001;
  details(examples::add_placement(market_, other, 1)).crebo = 25'001;
  const std::vector<Unlock> expected = {{UnlockChange::kRecognition, 2, 3}};
  EXPECT_EQ(explained().unlocks, expected);
}

TEST_F(NoMatchTest, UnlocksByOneMoreSeat) {
  row(market_, place()).engaged = 1;
  expect_only(Gate::kSeats, {{UnlockChange::kSeats, 1, 1}});
}

TEST_F(NoMatchTest, UnlocksByRoomInTheCaseload) {
  row(market_, ada_).consultant = examples::add_consultant(market_, 0);
  place();
  expect_only(Gate::kCaseload, {{UnlockChange::kCaseload, 1, 1}});
}

TEST_F(NoMatchTest, UnlocksByHoursOfTheCoaches) {
  examples::ask_coach(market_, place(), "north", 2);
  examples::publish_coaches(market_, "north", 1);
  expect_only(Gate::kCoach, {{UnlockChange::kCoach, 1, 1}});
}

TEST_F(NoMatchTest, UnlocksByBeingAvailableEarlier) {
  availability().available_from = examples::day("2026-12-20");
  details(place()).until = examples::day("2026-12-10");
  expect_only(Gate::kStart, {{UnlockChange::kAvailableEarlier, 14, 1}});
}

TEST_F(NoMatchTest, UnlocksNothingThatNobodyCanChange) {
  row(market_, ada_).birth_date = examples::day("2010-01-01");
  details(place()).age_min = 18;
  expect_only(Gate::kAge, {});
}

TEST_F(NoMatchTest, ListsTheUnlocksOfMostPlacesFirstAndNotTooMany) {
  for (std::uint32_t licence = 1; licence <= 7; ++licence) {
    details(place()).licences = {static_cast<Licence>(licence)};
  }
  row(market_, place()).engaged = 1;
  row(market_, place()).engaged = 1;
  row(market_, ada_).interests.excluded_sectors = {Sector::kTrade};
  examples::add_placement(market_, examples::add_employer(market_, Sector::kTrade), 1);
  const NoMatch result = explained();
  ASSERT_EQ(result.unlocks.size(), kUnlocksMax);
  EXPECT_EQ(result.unlocks.front(), (Unlock{UnlockChange::kSeats, 1, 2}));
  EXPECT_EQ(result.unlocks.back(), (Unlock{UnlockChange::kLicence, 7, 1}));
}

}  // namespace
}  // namespace koppel::matching
