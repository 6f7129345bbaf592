#include "engine/model/calendar.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace koppel {
namespace {

constexpr std::int32_t kDaysPerEra = 146'097;
constexpr int kYearFirst = 1900;
constexpr int kYearLast = 2199;

struct Civil {
  int year = 0;
  int month = 0;
  int day = 0;
};

constexpr std::int32_t days_from_civil(Civil civil) {
  const int year = civil.year - (civil.month <= 2 ? 1 : 0);
  const int era = year / 400;
  const int year_of_era = year - (era * 400);
  const int month_from_march = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const int day_of_year = (((153 * month_from_march) + 2) / 5) + civil.day - 1;
  const int day_of_era =
      (year_of_era * 365) + (year_of_era / 4) - (year_of_era / 100) + day_of_year;
  return (era * kDaysPerEra) + day_of_era - 719'468;
}

constexpr Civil civil_from_days(std::int32_t day) {
  const std::int32_t shifted = day + 719'468;
  const std::int32_t era = shifted / kDaysPerEra;
  const std::int32_t day_of_era = shifted - (era * kDaysPerEra);
  const std::int32_t year_of_era =
      (day_of_era - (day_of_era / 1'460) + (day_of_era / 36'524) - (day_of_era / 146'096)) / 365;
  const std::int32_t day_of_year =
      day_of_era - ((365 * year_of_era) + (year_of_era / 4) - (year_of_era / 100));
  const std::int32_t month_from_march = ((5 * day_of_year) + 2) / 153;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {.year = year_of_era + (era * 400) + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (((153 * month_from_march) + 2) / 5) + 1};
}

// 0 = Monday; 1970-01-01 was a Thursday.
constexpr int weekday(std::int32_t day) {
  return (((day + 3) % 7) + 7) % 7;
}

constexpr std::int32_t last_sunday(int year, int month) {
  const std::int32_t last = days_from_civil({.year = year, .month = month, .day = 31});
  return last - ((weekday(last) + 1) % 7);
}

constexpr std::int32_t floor_div(std::int64_t value, std::int64_t by) {
  const std::int64_t quotient = value / by;
  return static_cast<std::int32_t>(value % by < 0 ? quotient - 1 : quotient);
}

struct Summer {
  std::int64_t begin_ms = 0;
  std::int64_t end_ms = 0;
};

constexpr int kSummerYears = kYearLast - kYearFirst + 1;

constexpr std::array<Summer, kSummerYears> kSummers = [] {
  std::array<Summer, kSummerYears> summers{};
  for (int year = kYearFirst; year <= kYearLast; ++year) {
    summers[static_cast<std::size_t>(year - kYearFirst)] = {
        .begin_ms = (last_sunday(year, 3) * kDayMs) + kHourMs,
        .end_ms = (last_sunday(year, 10) * kDayMs) + kHourMs};
  }
  return summers;
}();

std::int64_t offset_ms(Instant at) {
  // The mean year of the Gregorian calendar: off by days around New Year, which is in no summer.
  constexpr std::int64_t kYearMs = 31'556'952'000;
  const std::int64_t year = 1970 - kYearFirst + floor_div(at.ms, kYearMs);
  if (year < 0 || year >= kSummerYears) return kHourMs;
  const Summer& summer = kSummers[static_cast<std::size_t>(year)];
  return at.ms >= summer.begin_ms && at.ms < summer.end_ms ? 2 * kHourMs : kHourMs;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (text.front() == '-' || text.front() == '+') return std::nullopt;
  return value;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < kYearFirst || year > kYearLast || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const std::int32_t number_of_day = days_from_civil({.year = year, .month = month, .day = day});
  const Civil back = civil_from_days(number_of_day);
  if (back.month != month || back.day != day) return std::nullopt;
  return Date{.day = number_of_day};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make_date(*year, *month, *day);
}

std::string to_text(Date date) {
  if (!date.is_set()) return "";
  const Civil civil = civil_from_days(date.day);
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string to_text(Instant at) {
  if (!at.is_set()) return "";
  const Date date{.day = floor_div(at.ms, kDayMs)};
  const std::int64_t of_day = at.ms - (date.day * kDayMs);
  return to_text(date) + "T" + padded(of_day / kHourMs, 2) + ":" + padded(of_day / 60'000 % 60, 2) +
         ":" + padded(of_day / 1'000 % 60, 2) + "." + padded(of_day % 1'000, 3) + "Z";
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text.back() != 'Z' || text[10] != 'T') return std::nullopt;
  if (text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto hour = number(text.substr(11, 2));
  const auto minute = number(text.substr(14, 2));
  const auto second = number(text.substr(17, 2));
  if (!date || !hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  int millis = 0;
  if (text.size() > 20) {
    if (text.size() != 24 || text[19] != '.') return std::nullopt;
    const auto fraction = number(text.substr(20, 3));
    if (!fraction) return std::nullopt;
    millis = *fraction;
  }
  return Instant{.ms = (date->day * kDayMs) + (*hour * kHourMs) + (*minute * 60'000) +
                       (*second * 1'000) + millis};
}

Date local_date(Instant at) {
  return Date{.day = floor_div(at.ms + offset_ms(at), kDayMs)};
}

Instant at_local_hour(Date date, int hour) {
  // Try winter time first; where that moment lies in summer time, the wall clock is an hour ahead.
  const Instant winter{.ms = (date.day * kDayMs) + (hour * kHourMs) - kHourMs};
  return offset_ms(winter) == kHourMs ? winter : plus_ms(winter, -kHourMs);
}

Date plus_working_days(Date date, std::uint32_t days) {
  Date result = date;
  for (std::uint32_t left = days; left > 0;) {
    result = plus_days(result, 1);
    if (weekday(result.day) < 5) --left;
  }
  return result;
}

int whole_years(Date from, Date to) {
  const Civil a = civil_from_days(from.day);
  const Civil b = civil_from_days(to.day);
  const bool before_birthday = b.month < a.month || (b.month == a.month && b.day < a.day);
  return b.year - a.year - (before_birthday ? 1 : 0);
}

std::int32_t week_of(Date date) {
  return floor_div(date.day + 3, 7);
}

}  // namespace koppel
