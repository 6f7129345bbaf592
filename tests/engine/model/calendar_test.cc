// Claim: dates, moments and Amsterdam's wall clock are computed as the calendar has them.
// Shown at its edges: leap years, the two changes of the clock, weekends, birthdays, bad texts.

#include "engine/model/calendar.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel {
namespace {

Date day(std::string_view text) {
  return parse_date(text).value();
}

Instant at(std::string_view text) {
  return parse_instant(text).value();
}

TEST(Dates, AreReadAndWrittenAlike) {
  for (const char* text : {"1900-01-01",
                           "1969-12-31",
                           "1970-01-01",
                           "2000-02-29",
                           "2024-02-29",
                           "2026-11-22",
                           "2100-02-28",
                           "2199-12-31"}) {
    EXPECT_EQ(to_text(day(text)), text);
  }
  EXPECT_EQ(day("1970-01-01").day, 0);
  EXPECT_EQ(day("1969-12-31").day, -1);
  EXPECT_EQ(day("2000-01-01").day, 10'957);
  EXPECT_EQ(to_text(Date{}), "");
}

TEST(Dates, FollowEachOtherWithoutAGap) {
  Date before = day("1900-01-01");
  for (Date date = plus_days(before, 1); date <= day("2199-12-31"); date = plus_days(date, 1)) {
    ASSERT_EQ(parse_date(to_text(date)), date);
    ASSERT_LT(to_text(before), to_text(date));
    before = date;
  }
}

TEST(Dates, ThatDoNotExistAreRefused) {
  for (const char* text : {"2025-02-29",
                           "2100-02-29",
                           "1900-02-29",
                           "2026-04-31",
                           "2026-13-01",
                           "2026-00-10",
                           "2026-01-00",
                           "2026-01-32",
                           "1899-12-31",
                           "2200-01-01",
                           "26-01-01",
                           "2026-1-1",
                           "2026/01/01",
                           "2026-01-01 ",
                           "",
                           "2026-0a-01",
                           "+026-01-01",
                           "2026--1-01"}) {
    EXPECT_FALSE(parse_date(text).has_value()) << text;
  }
}

TEST(Moments, AreReadAndWrittenAlike) {
  EXPECT_EQ(to_text(at("2026-11-22T10:15:00Z")), "2026-11-22T10:15:00.000Z");
  EXPECT_EQ(to_text(at("2026-11-22T23:59:59.999Z")), "2026-11-22T23:59:59.999Z");
  EXPECT_EQ(to_text(at("1969-12-31T23:59:59.999Z")), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(at("1970-01-01T00:00:00.001Z").ms, 1);
}

TEST(Moments, ThatAreNotWrittenAsAskedAreRefused) {
  for (const char* text : {"2026-11-22T24:00:00Z",
                           "2026-11-22T10:60:00Z",
                           "2026-11-22T10:15:60Z",
                           "2026-11-22T10:15:00",
                           "2026-11-22T10:15Z",
                           "2026-11-22 10:15:00Z",
                           "2026-11-22T10:15:00.1Z",
                           "2026-11-22T10:15:00.1234Z",
                           "2026-11-22T10:15:00,123Z",
                           "2026-11-22T10:15:00+01:00",
                           "",
                           "2026-11-22T-1:15:00Z"}) {
    EXPECT_FALSE(parse_instant(text).has_value()) << text;
  }
}

TEST(Amsterdam, ChangesItsClockOnTheLastSundaysOfMarchAndOctober) {
  EXPECT_EQ(to_text(at_local_hour(day("2027-03-27"), 9)), "2027-03-27T08:00:00.000Z");
  EXPECT_EQ(to_text(at_local_hour(day("2027-03-28"), 9)), "2027-03-28T07:00:00.000Z");
  EXPECT_EQ(to_text(at_local_hour(day("2026-10-24"), 9)), "2026-10-24T07:00:00.000Z");
  EXPECT_EQ(to_text(at_local_hour(day("2026-10-25"), 9)), "2026-10-25T08:00:00.000Z");
}

TEST(Amsterdam, HasADayOf23AndOneOf25Hours) {
  const auto hours = [](const char* date) {
    const Instant begin = at_local_hour(day(date), 0);
    const Instant end = at_local_hour(plus_days(day(date), 1), 0);
    return (end.ms - begin.ms) / kHourMs;
  };
  EXPECT_EQ(hours("2026-03-28"), 24);
  EXPECT_EQ(hours("2026-03-29"), 23);
  EXPECT_EQ(hours("2026-10-25"), 25);
  EXPECT_EQ(hours("2026-10-26"), 24);
}

TEST(Amsterdam, BeginsItsDayAtItsOwnMidnight) {
  EXPECT_EQ(to_text(local_date(at("2026-12-31T22:59:59.999Z"))), "2026-12-31");
  EXPECT_EQ(to_text(local_date(at("2026-12-31T23:00:00Z"))), "2027-01-01");
  EXPECT_EQ(to_text(local_date(at("2026-07-01T21:59:59Z"))), "2026-07-01");
  EXPECT_EQ(to_text(local_date(at("2026-07-01T22:00:00Z"))), "2026-07-02");
  // both sides of the change itself
  EXPECT_EQ(to_text(local_date(at("2026-03-29T00:59:59.999Z"))), "2026-03-29");
  EXPECT_EQ(to_text(local_date(at("2026-10-25T22:59:59Z"))), "2026-10-25");
  EXPECT_EQ(to_text(local_date(at("2026-10-25T23:00:00Z"))), "2026-10-26");
}

TEST(Amsterdam, FindsEveryMidnightOnItsOwnDay) {
  for (Date date = day("2026-01-01"); date < day("2030-01-01"); date = plus_days(date, 1)) {
    const Instant midnight = at_local_hour(date, 0);
    ASSERT_EQ(local_date(midnight), date) << to_text(date);
    ASSERT_EQ(local_date(plus_ms(midnight, -1)), plus_days(date, -1)) << to_text(date);
  }
}

// 02:00 to 03:00 does not exist on the day in March and comes twice on the one in October.
TEST(Amsterdam, GivesOneMomentForTheHourThatIsNotThereAndTheOneThatComesTwice) {
  EXPECT_EQ(to_text(at_local_hour(day("2026-03-29"), 2)), "2026-03-29T00:00:00.000Z");
  EXPECT_EQ(to_text(at_local_hour(day("2026-03-29"), 3)), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(to_text(at_local_hour(day("2026-10-25"), 2)), "2026-10-25T01:00:00.000Z");
}

TEST(WorkingDays, PassOverTheWeekend) {
  EXPECT_EQ(to_text(plus_working_days(day("2026-12-01"), 10)), "2026-12-15");
  EXPECT_EQ(to_text(plus_working_days(day("2026-12-04"), 1)), "2026-12-07");
  EXPECT_EQ(to_text(plus_working_days(day("2026-12-05"), 1)), "2026-12-07");
  EXPECT_EQ(to_text(plus_working_days(day("2026-12-06"), 5)), "2026-12-11");
  EXPECT_EQ(to_text(plus_working_days(day("2026-12-05"), 0)), "2026-12-05");
}

TEST(Years, AreWholeOnTheBirthday) {
  EXPECT_EQ(whole_years(day("2000-06-15"), day("2026-06-14")), 25);
  EXPECT_EQ(whole_years(day("2000-06-15"), day("2026-06-15")), 26);
  EXPECT_EQ(whole_years(day("2004-02-29"), day("2022-02-28")), 17);
  EXPECT_EQ(whole_years(day("2004-02-29"), day("2022-03-01")), 18);
  EXPECT_EQ(whole_years(day("2004-02-29"), day("2024-02-29")), 20);
}

TEST(Weeks, BeginOnMonday) {
  EXPECT_EQ(week_of(day("2026-12-06")) + 1, week_of(day("2026-12-07")));
  EXPECT_EQ(week_of(day("2026-12-07")), week_of(day("2026-12-13")));
  EXPECT_EQ(week_of(day("1970-01-01")), 0);
  EXPECT_EQ(week_of(day("1969-12-28")), -1);
}

}  // namespace
}  // namespace koppel
