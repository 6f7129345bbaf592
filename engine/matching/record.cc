#include "engine/matching/record.h"

#include "engine/matching/score.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <utility>

namespace koppel::matching {
namespace {

constexpr std::int32_t kFirstDay = 10'957;  // 2000-01-01
constexpr std::uint8_t kAgeMost = 254;
constexpr std::uint8_t kLanguageUnknown = 255;

std::uint8_t low_byte(std::uint32_t value) {
  return static_cast<std::uint8_t>(value & 255U);
}

std::uint16_t word_of(std::int32_t value) {
  invariant(value >= 0 && value <= UINT16_MAX, "a value of 16 bits");
  return static_cast<std::uint16_t>(value);
}

std::uint8_t age_code(std::int16_t age) {
  return static_cast<std::uint8_t>(std::clamp<std::int16_t>(age, 0, kAgeMost));
}

Row bytes(unsigned value) {
  Row row;
  row.bytes.fill(low_byte(value));
  return row;
}

Row pairs(unsigned even, unsigned odd) {
  Row row;
  for (std::size_t at = 0; at < row.bytes.size(); at += 2) {
    row.bytes[at] = low_byte(even);
    row.bytes[at + 1] = low_byte(odd);
  }
  return row;
}

Row words(unsigned value) {
  return pairs(value & 255U, value >> 8U);
}

template <std::size_t N, typename Value>
std::array<Row, N> rows_by(const Value& value) {
  std::array<Row, N> rows;
  for (std::size_t at = 0; at < N; ++at) {
    rows[at] =
        pairs(static_cast<unsigned>(value(2 * at)), static_cast<unsigned>(value(2 * at + 1)));
  }
  return rows;
}

template <typename Number, std::size_t N>
std::array<Row, N / 2> rows_from(const std::array<Number, N>& values) {
  return rows_by<N / 2>([&](std::size_t at) { return values[at]; });
}

template <typename Rows>
void put_weights(const Weights& weights, Rows& rows_made) {
  rows_made.support_weights =
      rows_by<kDomains / 2>([&](std::size_t at) { return support_weight(weights, at); });
  rows_made.gap_weights =
      rows_by<kSkillGroups / 2>([&](std::size_t at) { return gap_weight(weights, at); });
}

}  // namespace

std::uint16_t day_code(Date date, std::uint16_t when_not_set) {
  if (!date.is_set()) return when_not_set;
  const std::int64_t day = std::int64_t{date.day} - kFirstDay;
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>(day, 0, kDayUnbounded - 1));
}

PlaceRecord record_of(const Place& place) {
  PlaceRecord record{.x = word_of(place.x),
                     .y = word_of(place.y),
                     .until = day_code(place.until, kDayUnbounded),
                     .hours_min = place.hours_min,
                     .hours_max = place.hours_max,
                     .age_min = age_code(place.age_min),
                     .age_max = age_code(place.age_max),
                     .language = std::to_underlying(place.language),
                     .licences = low_byte(place.licences),
                     .kind = low_byte(bit(place.kind)),
                     .sector = std::to_underlying(place.sector),
                     .capacity = place.capacity};
  if (place.hours_max == 0) {
    record.hours_min = 0;
    record.hours_max = kHoursUnbounded;
  }
  if (place.age_max == 0 || place.age_max >= kAgeMost) record.age_max = kAgeUnbounded;
  for (std::size_t at = 0; at < kDimensions; ++at) {
    record.work[at] = static_cast<std::uint8_t>(place.interests.vector[at]);
  }
  for (std::size_t at = 0; at < kSkillGroups; ++at) {
    record.asked[at] = static_cast<std::uint8_t>(place.skills[at]);
  }
  return record;
}

PersonRecord record_of(const Person& person) {
  PersonRecord record{
      .x = word_of(person.x),
      .y = word_of(person.y),
      .reach = word_of(person.reach),
      .slope = word_of(person.slope),
      .from = day_code(person.available_from, 0),
      .sectors_blocked = word_of(static_cast<std::int32_t>(person.excluded_sectors & UINT16_MAX)),
      .hours_min = person.hours_min,
      .hours_max = person.hours_max,
      .age_low = age_code(person.age),
      .age_high = age_code(person.age),
      .language = std::to_underlying(person.language),
      .licences_missing = low_byte(~person.licences),
      .kinds_blocked = low_byte(person.excluded_kinds |
                                (~person.programme_kinds & ~bit(PlacementKind::kUnspecified))),
      .wishes = person.interests.vector};
  if (person.reach == 0 || (person.x == 0 && person.y == 0)) {
    record.reach = kReachUnbounded;
    record.slope = 0;
  }
  if (person.hours_max == 0) {
    record.hours_min = 0;
    record.hours_max = kNoHours;
  }
  if (person.age < 0) {
    record.age_low = 0;
    record.age_high = kAgeUnbounded;
  }
  if (person.language == LanguageLevel::kUnspecified) record.language = kLanguageUnknown;
  for (std::size_t at = 0; at < kDomains; ++at) {
    const std::uint8_t severity = person.severity[at];
    record.uncarried[at] =
        static_cast<std::uint8_t>(severity - std::min(severity, person.arranged[at]));
  }
  for (std::size_t at = 0; at < kSkillGroups; ++at) {
    const std::int8_t held = person.skills[at];
    record.held[at] = held == kLevelUnknown ? kSkillUnknown : static_cast<std::uint8_t>(held);
  }
  return record;
}

PersonRows rows_of(const Weights& weights, const PersonRecord& person) {
  PersonRows rows{
      .x = words(person.x),
      .y = words(person.y),
      .reach = words(person.reach),
      .slope = words(person.slope),
      .from = words(person.from),
      .sectors_allowed = words(static_cast<std::uint16_t>(~unsigned{person.sectors_blocked})),
      .hours_min = bytes(person.hours_min),
      .hours_max = bytes(person.hours_max),
      .age_low = bytes(person.age_low),
      .age_high = bytes(person.age_high),
      .language = bytes(person.language),
      .licences_missing = bytes(person.licences_missing),
      .kinds_blocked = bytes(person.kinds_blocked),
      .kinds_allowed = bytes(~unsigned{person.kinds_blocked}),
      .wishes = rows_from(person.wishes),
      .uncarried = rows_from(person.uncarried),
      .held = rows_from(person.held)};
  for (std::size_t at = 0; at < rows.sectors_blocked.bytes.size(); ++at) {
    const unsigned blocked = (unsigned{person.sectors_blocked} >> (at % 16)) & 1U;
    rows.sectors_blocked.bytes[at] = low_byte(blocked);
  }
  rows.wishes_for =
      rows_by<kDimensions / 2>([&](std::size_t at) { return std::max<int>(person.wishes[at], 0); });
  rows.wishes_against =
      rows_by<kDimensions / 2>([&](std::size_t at) { return std::min<int>(person.wishes[at], 0); });
  put_weights(weights, rows);
  return rows;
}

PlaceRows rows_of(const Weights& weights, const PlaceRecord& place, std::int16_t enough) {
  const bool located = place.x != 0 || place.y != 0;
  PlaceRows rows{.x = words(place.x),
                 .y = words(place.y),
                 .located = bytes(located ? 255 : 0),
                 .until = words(place.until),
                 .sector = words(static_cast<std::uint16_t>(1U << place.sector)),
                 .enough = words(static_cast<std::uint16_t>(enough)),
                 .hours_min = bytes(place.hours_min),
                 .hours_max = bytes(std::min(place.hours_max, kNoHours)),
                 .age_min = bytes(place.age_min),
                 .age_max = bytes(place.age_max),
                 .language = bytes(place.language),
                 .licences = bytes(place.licences),
                 .kind = bytes(place.kind),
                 .work = rows_from(place.work),
                 .capacity = rows_from(place.capacity),
                 .asked = rows_from(place.asked)};
  put_weights(weights, rows);
  return rows;
}

}  // namespace koppel::matching
