#pragma once

#include "engine/matching/block.h"
#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/model/calendar.h"
#include "engine/model/control_fact.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace koppel::matching {

[[nodiscard]] PlaceRecord record_of(const Place& place);
// `least` is left as it is by default; the table of people sets it.
[[nodiscard]] PersonRecord record_of(const Person& person);

// Days since 2000-01-01, cut off at both ends; order is kept, though days beyond an end are equal.
[[nodiscard]] std::uint16_t day_code(Date date, std::uint16_t when_not_set);

// One value repeated over 64 bytes, as a kernel lays it beside a column.
struct alignas(64) Row {
  std::array<std::uint8_t, 64> bytes{};
};

// A person as asked of blocks of places.
struct PersonRows {
  // words
  Row x, y, reach, slope, from, sectors_allowed;
  // bytes
  Row hours_min, hours_max, age_low, age_high, language, licences_missing, kinds_blocked,
      kinds_allowed;
  Row sectors_blocked;  // a table of 16 bytes: not 0 where the sector with that number is blocked
  // pairs
  std::array<Row, kDimensions / 2> wishes, wishes_for, wishes_against;
  std::array<Row, kDomains / 2> uncarried, support_weights;
  std::array<Row, kSkillGroups / 2> held, gap_weights;
};

// A place as asked of blocks of people.
struct PlaceRows {
  // words
  Row x, y, located, until, sector;
  Row enough;  // a score that is of interest whatever the person's own least
  // bytes
  Row hours_min, hours_max, age_min, age_max, language, licences, kind;
  // pairs
  std::array<Row, kDimensions / 2> work;
  std::array<Row, kDomains / 2> capacity, support_weights;
  std::array<Row, kSkillGroups / 2> asked, gap_weights;
};

[[nodiscard]] PersonRows rows_of(const Weights& weights, const PersonRecord& person);
[[nodiscard]] PlaceRows rows_of(const Weights& weights,
                                const PlaceRecord& place,
                                std::int16_t enough);

}  // namespace koppel::matching
