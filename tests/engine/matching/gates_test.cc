// Claims that a gate excludes where law, safety or arithmetic demands it, in a fixed order, and
// never for what is unknown or for a barrier. Shown by one passing and one failing pair a gate.

#include "engine/matching/gates.h"

#include "engine/matching/shape.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {
namespace {

// Somebody and a place of whom nothing is known.
Person anybody() {
  Person person;
  person.licences = ~0U;
  person.programme_kinds = ~0U;
  return person;
}

Place anywhere() {
  Place place;
  place.kind = PlacementKind::kJob;
  place.sector = Sector::kTrade;
  place.recognised = true;
  return place;
}

TEST(Gates, PassWhatIsUnknown) {
  Place place = anywhere();
  place.hours_min = 40;
  place.hours_max = 40;
  place.age_min = 18;
  place.licences = bit(Licence::kC);
  place.language = LanguageLevel::kB2;
  place.x = 1'000;
  place.y = 5'000;
  place.until = examples::day("2026-12-31");
  EXPECT_EQ(first_gate(anybody(), place), Gate::kUnspecified);
  EXPECT_EQ(failed_gates(anybody(), place), 0U);
}

TEST(Gates, KeepOutAKindThatTheProgrammeDoesNotUse) {
  Person person = anybody();
  person.programme_kinds = bit(PlacementKind::kInternship);
  EXPECT_EQ(first_gate(person, anywhere()), Gate::kKind);
}

TEST(Gates, KeepOutAPlaceWithoutRecognition) {
  Place place = anywhere();
  place.recognised = false;
  EXPECT_EQ(first_gate(anybody(), place), Gate::kRecognition);
}

TEST(Gates, KeepOutWhoIsTooYoungOrTooOld) {
  Person person = anybody();
  Place place = anywhere();
  place.age_min = 18;
  place.age_max = 26;
  person.age = 17;
  EXPECT_EQ(first_gate(person, place), Gate::kAge);
  person.age = 27;
  EXPECT_EQ(first_gate(person, place), Gate::kAge);
  person.age = 26;
  EXPECT_EQ(first_gate(person, place), Gate::kUnspecified);
}

TEST(Gates, KeepOutWhoLacksALicence) {
  Person person = anybody();
  Place place = anywhere();
  place.licences = bit(Licence::kB) | bit(Licence::kVca);
  person.licences = bit(Licence::kB);
  EXPECT_EQ(first_gate(person, place), Gate::kLicence);
  person.licences |= bit(Licence::kVca);
  EXPECT_EQ(first_gate(person, place), Gate::kUnspecified);
}

TEST(Gates, KeepOutWhoSpeaksLessThanTheLawAsks) {
  Person person = anybody();
  Place place = anywhere();
  place.language = LanguageLevel::kB1;
  person.language = LanguageLevel::kA2;
  EXPECT_EQ(first_gate(person, place), Gate::kLanguage);
  person.language = LanguageLevel::kB1;
  EXPECT_EQ(first_gate(person, place), Gate::kUnspecified);
}

TEST(Gates, KeepOutHoursThatDoNotMeet) {
  Person person = anybody();
  Place place = anywhere();
  place.hours_min = 24;
  place.hours_max = 32;
  person.hours_min = 8;
  person.hours_max = 23;
  EXPECT_EQ(first_gate(person, place), Gate::kHours);
  person.hours_max = 24;
  EXPECT_EQ(first_gate(person, place), Gate::kUnspecified);
  person.hours_min = 33;
  person.hours_max = 40;
  EXPECT_EQ(first_gate(person, place), Gate::kHours);
}

TEST(Gates, KeepOutAPlaceThatEndsBeforeThePersonIsThere) {
  Person person = anybody();
  Place place = anywhere();
  person.available_from = examples::day("2026-12-02");
  place.until = examples::day("2026-12-01");
  EXPECT_EQ(first_gate(person, place), Gate::kStart);
  place.until = examples::day("2026-12-02");
  EXPECT_EQ(first_gate(person, place), Gate::kUnspecified);
}

TEST(Gates, KeepOutWhatIsTooFar) {
  Person person = anybody();
  Place place = anywhere();
  person.x = 1'000;
  person.y = 5'000;
  person.reach = 99;
  place.x = 1'100;
  place.y = 5'000;
  EXPECT_EQ(first_gate(person, place), Gate::kTravel);
  person.reach = 100;
  EXPECT_EQ(first_gate(person, place), Gate::kUnspecified);
}

TEST(Gates, KeepOutExcludedSectorsAndKinds) {
  Person person = anybody();
  person.excluded_sectors = bit(Sector::kTrade);
  EXPECT_EQ(first_gate(person, anywhere()), Gate::kExcludedWish);
  person.excluded_sectors = 0;
  person.excluded_kinds = bit(PlacementKind::kJob);
  EXPECT_EQ(first_gate(person, anywhere()), Gate::kExcludedWish);
}

TEST(Gates, AreNamedInOrderAndAllOfThem) {
  Person person = anybody();
  Place place = anywhere();
  person.programme_kinds = 0;
  person.excluded_sectors = bit(Sector::kTrade);
  place.recognised = false;
  EXPECT_EQ(first_gate(person, place), Gate::kKind);
  EXPECT_EQ(failed_gates(person, place),
            bit(Gate::kKind) | bit(Gate::kRecognition) | bit(Gate::kExcludedWish));
}

TEST(Gates, AreNeverABarrier) {
  Person person = anybody();
  person.severity.fill(kSeverityMax);
  EXPECT_EQ(first_gate(person, anywhere()), Gate::kUnspecified);
}

}  // namespace
}  // namespace koppel::matching
