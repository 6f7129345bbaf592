#pragma once

#include "engine/model/instant.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Local dates of Europe/Amsterdam by the EU summer-time rule (last Sunday of March 01:00 UTC to
// last Sunday of October 01:00 UTC), in integers: GCC 12 has no time-zone database. Day numbers
// follow H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil,
// civil_from_days).
namespace koppel {

// A calendar day, as days since 1970-01-01. The default is "no date".
struct Date {
  static constexpr std::int32_t kNone = INT32_MIN;
  std::int32_t day = kNone;

  [[nodiscard]] constexpr bool is_set() const { return day != kNone; }

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

// Empty unless year is 1900..2199 and the day exists.
[[nodiscard]] std::optional<Date> make_date(int year, int month, int day);
// Exactly "YYYY-MM-DD".
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_text(Date date);
// "2026-11-22T10:15:00.000Z", and its inverse (fraction optional, only Z).
[[nodiscard]] std::string to_text(Instant at);
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

[[nodiscard]] Date local_date(Instant at);
// The moment at which the wall clock in Amsterdam shows that hour of that day.
[[nodiscard]] Instant at_local_hour(Date date, int hour);

[[nodiscard]] constexpr Date plus_days(Date date, std::int32_t days) {
  return Date{.day = date.day + days};
}

// Monday to Friday; public holidays count as working days (a published list may come as data).
[[nodiscard]] Date plus_working_days(Date date, std::uint32_t days);
// Whole years between two dates, as on a birthday; 29 February has its birthday on 1 March.
[[nodiscard]] int whole_years(Date from, Date to);
// Monday-based week count since 1970: the lottery's epoch.
[[nodiscard]] std::int32_t week_of(Date date);

}  // namespace koppel
