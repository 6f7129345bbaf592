// Claim: ids and areas are written in one way and read in every way a person may write them.
// Shown by round trips over edges and random numbers, and by what must not be read.

#include "engine/model/id_text.h"

#include "engine/model/area.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace koppel {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

TEST(Ids, AreALetterAndThirteenDigits) {
  EXPECT_EQ(to_text(ParticipantId{1}), "D0000000000001");
  EXPECT_EQ(to_text(EmployerId{31}), "E000000000000Z");
  EXPECT_EQ(to_text(PlacementId{32}), "P0000000000010");
  EXPECT_EQ(to_text(EngagementId{kMost}), "GFZZZZZZZZZZZZ");
  EXPECT_EQ(to_text(ConsultantId{0x123456789ABCDEF}), "C" + std::string("028T5CY4TQKFF"));
}

TEST(Ids, AreReadBackWhateverTheirNumber) {
  std::mt19937_64 random(1);
  for (int left = 10'000; left > 0; --left) {
    const ParticipantId id{random() >> (random() % 64)};
    if (!id.is_set()) continue;
    ASSERT_EQ(parse_id<ParticipantId>(to_text(id)), id);
    ASSERT_EQ(parse_id<ParticipantId>(std::to_string(id.value())), id);
  }
  EXPECT_EQ(parse_id<PlacementId>(to_text(PlacementId{kMost})), PlacementId{kMost});
}

TEST(Ids, AreReadWithoutRegardToCaseAndWithTheLettersPeopleConfuse) {
  const ParticipantId id{0x20};  // …10
  EXPECT_EQ(parse_id<ParticipantId>("D0000000000010"), id);
  EXPECT_EQ(parse_id<ParticipantId>("d0000000000010"), id);
  EXPECT_EQ(parse_id<ParticipantId>("DOOOOOOOOOOOIO"), id);
  EXPECT_EQ(parse_id<ParticipantId>("doooooooooooLo"), id);
}

TEST(Ids, OfAnotherKindOrNoneAreNotRead) {
  for (const char* text : {"",
                           "0",
                           "D",
                           "D0000000000000",
                           "E0000000000001",
                           "D000000000001",
                           "D00000000000001",
                           "D000000000000U",
                           "D000000000000-",
                           "-1",
                           "+1",
                           " 1",
                           "1 ",
                           "1x",
                           "18446744073709551616",
                           "DG000000000000",
                           "DZZZZZZZZZZZZZ"}) {
    EXPECT_FALSE(parse_id<ParticipantId>(text).has_value()) << text;
  }
}

TEST(Numbers, AreTheAreaAndACount) {
  EXPECT_EQ(to_text(AreaId{11}, ProposalNumber{123}), "AM11-P123");
  EXPECT_EQ(to_text(AreaId{1}, ReminderNumber{45}), "AM01-R45");
  const auto proposal = parse_proposal("AM11-P123");
  ASSERT_TRUE(proposal.has_value());
  EXPECT_EQ(proposal->area, AreaId{11});
  EXPECT_EQ(proposal->number, ProposalNumber{123});
  EXPECT_TRUE(parse_reminder("AM01-R45").has_value());
  for (const char* text : {"AM11-R123",
                           "AM11-P0",
                           "AM00-P1",
                           "AM11P1",
                           "AM11-P",
                           "AM11-P-1",
                           "AM11-P4294967296",
                           "P123",
                           ""}) {
    EXPECT_FALSE(parse_proposal(text).has_value()) << text;
  }
}

TEST(Areas, AreAM01ToAM99) {
  for (int number = 1; number <= 99; ++number) {
    const AreaId area{static_cast<std::uint8_t>(number)};
    ASSERT_EQ(parse_area(to_text(area)), area);
  }
  for (const char* text : {"AM00", "AM1", "AM100", "am11", "BM11", "AM1x", "AM-1", "", " AM11"}) {
    EXPECT_FALSE(parse_area(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace koppel
