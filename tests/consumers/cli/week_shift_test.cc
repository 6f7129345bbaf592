// Claim: a history moves by whole weeks in every moment and date that lies in it and in nothing
// else, whichever way its lines spell them; and begun with some weeks it goes on with these. Shown
// with lines of each spelling, and with an area into which a part of a moved file was taken.

#include "consumers/cli/week_shift.h"

#include "consumers/cli/submission.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace koppel::cli {
namespace {

std::string consultant(const std::string& id, const std::string& moment) {
  return R"({"source":"test","id":")" + id + R"(","area":"AM11","occurredAt":")" + moment +
         R"(","consultantRegistered":{"consultant":")" + id + R"(","caseloadMax":25}})";
}

Fact fact_at(const InputLines& input, std::size_t line) {
  const auto fact = codec::fact_from_json(input.lines.at(line));
  EXPECT_TRUE(fact) << input.lines.at(line);
  return fact.value_or(Fact{});
}

TEST(WeekShift, MovesTheLastDayIntoTheLastSeven) {
  const InputLines input = input_of({consultant("1", "2026-01-05T08:00:00Z"),
                                     "nonsense",
                                     consultant("2", "2026-01-01T08:00:00Z")});
  const WeekShift shift(input);
  EXPECT_EQ(shift.weeks_until(parse_date("2026-01-11").value()), 0);
  EXPECT_EQ(shift.weeks_until(parse_date("2026-01-12").value()), 1);
  EXPECT_EQ(shift.weeks_until(parse_date("2026-02-10").value()), 5);
  EXPECT_EQ(shift.weeks_until(parse_date("2025-01-01").value()), 0);
}

TEST(WeekShift, MovesEverySpellingOfAMoment) {
  const InputLines input = input_of({consultant("1", "2026-01-05T08:00:00Z"),
                                     consultant("2", "2026-01-05T10:00:00+02:00"),
                                     consultant("3", "2026-01-05T08:00:00.000000001Z"),
                                     consultant("4", "2026-01-05T08:00:00.000Z")});
  const InputLines moved = WeekShift(input).moved_by(3);
  for (std::size_t line = 0; line < input.lines.size(); ++line) {
    EXPECT_EQ(to_text(fact_at(moved, line).occurred_at), "2026-01-26T08:00:00.000Z") << line;
  }
}

TEST(WeekShift, MovesDatesButNoBirthAndNoText) {
  const std::string envelope =
      R"({"source":"test","id":"1","area":"AM11","occurred_at":"2026-01-05T08:00:00Z",)";
  const std::string birth = R"({"participant":"5","programme":"intowork",)";
  const InputLines input = input_of(
      {envelope + R"("participantRegistered":)" + birth +
           R"("birth_date":"2007-03-14","externalRef":"2026-01-05"}})",
       envelope + R"("participant_registered":)" + birth +
           R"("birthDate":"2007-03-14","external_ref":"2026-01-05"}})",
       envelope +
           R"("engagement_agreed":{"engagement":"7","participant":"5","starts":"2026-02-01"}})"});
  const InputLines moved = WeekShift(input).moved_by(3);
  for (const std::size_t line : {0U, 1U}) {
    const auto registered = std::get<ParticipantRegistered>(fact_at(moved, line).body);
    EXPECT_EQ(to_text(registered.birth_date), "2007-03-14");
    EXPECT_EQ(registered.external_ref, "2026-01-05");
  }
  const auto agreed = std::get<EngagementAgreed>(fact_at(moved, 2).body);
  EXPECT_EQ(to_text(agreed.starts), "2026-02-22");
}

TEST(WeekShift, LeavesWhatIsNoFact) {
  const InputLines input = input_of({consultant("1", "2026-01-05T08:00:00Z"), "", "[1"});
  const InputLines moved = WeekShift(input).moved_by(3);
  EXPECT_EQ(moved.lines.at(1), "");
  EXPECT_EQ(moved.lines.at(2), "[1");
}

TEST(WeekShift, BegunWithSomeWeeksGoesOnWithThese) {
  const TemporaryDirectory directory;
  const auto data = directory / "data";
  const InputLines input =
      input_of({consultant("1", "2026-01-05T08:00:00Z"), consultant("2", "2026-01-05T09:00:00Z")});
  const WeekShift shift(input);
  EXPECT_EQ(shift.begun_in(data), std::nullopt);
  const InputLines moved = shift.moved_by(5);
  const Submitted first{
      .line = moved.lines.front(), .input = moved.name, .timing = Timing::kHistory};
  ASSERT_TRUE(open_submission(data).value()->submit({&first, 1}));
  EXPECT_EQ(shift.begun_in(data), 5);
  const InputLines other = input_of({consultant("3", "2026-01-05T08:00:00Z")});
  EXPECT_EQ(WeekShift(other).begun_in(data), std::nullopt);
}

}  // namespace
}  // namespace koppel::cli
