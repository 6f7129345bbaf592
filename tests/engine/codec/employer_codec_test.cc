// Claim: an employer's message holds the arrangement, every field of it, and nothing else.
// Shown by reading one back with the generated class, and by the table against the descriptor.

#include "engine/codec/employer_codec.h"

#include "engine/codec/leaf.h"
#include "engine/codec/tables/employer_message_table.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel::codec {
namespace {

WorkArrangement arrangement() {
  return {.placement = PlacementId{7},
          .engagement = EngagementId{9},
          .starts = *make_date(2026, 12, 7),
          .hours = 24,
          .arrangements = {Arrangement::kQuietSpot, Arrangement::kTravelTogether},
          .coach_hours = 3};
}

TEST(EmployerMessages, HoldTheArrangement) {
  employer::v1::WorkArrangement message;
  ASSERT_TRUE(message.ParseFromString(employer_message(arrangement())));
  EXPECT_EQ(message.placement(), 7U);
  EXPECT_EQ(message.engagement(), 9U);
  EXPECT_EQ(message.starts(), "2026-12-07");
  EXPECT_EQ(message.hours(), 24U);
  ASSERT_EQ(message.arrangements_size(), 2);
  EXPECT_EQ(message.arrangements(0), employer::v1::ARRANGEMENT_QUIET_SPOT);
  EXPECT_EQ(message.arrangements(1), employer::v1::ARRANGEMENT_TRAVEL_TOGETHER);
  EXPECT_EQ(message.coach_hours(), 3U);
  EXPECT_TRUE(message.GetReflection()->GetUnknownFields(message).empty());
}

TEST(EmployerMessages, HaveALineForEveryFieldInItsOrder) {
  const auto* message = employer::v1::WorkArrangement::descriptor();
  int at = 0;
  const auto check = [&](const auto& line) {
    ASSERT_LT(at, message->field_count());
    EXPECT_EQ(line.name, message->field(at++)->name());
  };
  std::apply([&](const auto&... line) { (check(line), ...); }, TableOf<WorkArrangement>::fields());
  EXPECT_EQ(at, message->field_count());
}

TEST(EmployerMessages, ComeFromASchemaThatKnowsNothingOfPeople) {
  const auto* file = employer::v1::WorkArrangement::descriptor()->file();
  EXPECT_EQ(file->dependency_count(), 0);
  EXPECT_EQ(file->message_type_count(), 1);
}

}  // namespace
}  // namespace koppel::codec
