#include "engine/matching/gates.h"

#include "engine/matching/score.h"
#include "engine/matching/shape.h"

#include <bit>

namespace koppel::matching {
namespace {

bool fails_kind(const Person& person, const Place& place) {
  return place.kind != PlacementKind::kUnspecified &&
         (person.programme_kinds & bit(place.kind)) == 0;
}

bool fails_age(const Person& person, const Place& place) {
  if (person.age < 0) return false;
  return person.age < place.age_min || (place.age_max > 0 && person.age > place.age_max);
}

bool fails_licence(const Person& person, const Place& place) {
  return (place.licences & ~person.licences) != 0;
}

bool fails_language(const Person& person, const Place& place) {
  return person.language != LanguageLevel::kUnspecified && person.language < place.language;
}

bool fails_hours(const Person& person, const Place& place) {
  if (person.hours_max == 0 || place.hours_max == 0) return false;
  return person.hours_max < place.hours_min || place.hours_max < person.hours_min;
}

bool fails_start(const Person& person, const Place& place) {
  return place.until.is_set() && person.available_from.is_set() &&
         place.until < person.available_from;
}

bool fails_travel(const Person& person, const Place& place) {
  return person.reach > 0 && distance(person, place) > person.reach;
}

bool fails_wish(const Person& person, const Place& place) {
  return (person.excluded_sectors & bit(place.sector)) != 0 ||
         (person.excluded_kinds & bit(place.kind)) != 0;
}

// Bit `gate` when it fails.
std::uint32_t failed(Gate gate, bool fails) {
  return fails ? bit(gate) : 0;
}

}  // namespace

std::uint32_t failed_gates(const Person& person, const Place& place) {
  return failed(Gate::kKind, fails_kind(person, place)) |
         failed(Gate::kRecognition, !place.recognised) |
         failed(Gate::kAge, fails_age(person, place)) |
         failed(Gate::kLicence, fails_licence(person, place)) |
         failed(Gate::kLanguage, fails_language(person, place)) |
         failed(Gate::kHours, fails_hours(person, place)) |
         failed(Gate::kStart, fails_start(person, place)) |
         failed(Gate::kTravel, fails_travel(person, place)) |
         failed(Gate::kExcludedWish, fails_wish(person, place));
}

Gate first_gate(const Person& person, const Place& place) {
  return lowest_gate(failed_gates(person, place));
}

Gate lowest_gate(std::uint32_t gates) {
  return gates == 0 ? Gate::kUnspecified : static_cast<Gate>(std::countr_zero(gates));
}

}  // namespace koppel::matching
