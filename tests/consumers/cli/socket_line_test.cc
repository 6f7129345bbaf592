#include "consumers/cli/socket_line.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel::cli {
namespace {

TEST(SocketLines, ReadBackAsTheyWereWritten) {
  const Answered answered{.disposition = "refused",
                          .reason = "NO_FREE_SEAT",
                          .field = "seats",
                          .area = "AM11",
                          .sequence = 7,
                          .results = 2};
  const auto read = read_answered(write_answered(answered));
  ASSERT_TRUE(read);
  EXPECT_EQ(write_answered(*read), write_answered(answered));
  const auto positions = read_positions(write_positions({{"AM11", 5}}));
  ASSERT_TRUE(positions);
  EXPECT_EQ(positions->at("AM11"), 5U);
}

TEST(SocketLines, AnAnswerThatIsNoneOfOursIsAnErrorThatSaysSo) {
  for (const std::string line :
       {"", "[]", R"({"error":7})", R"({"reason":7})", R"({"sequence":"x"})"}) {
    const auto read = read_answered(line);
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().what, "the running koppel gave an answer that is none of ours") << line;
  }
}

TEST(SocketLines, AnErrorSaysWhatTheOtherSideSaid) {
  const auto read = read_positions(write_error(
      {.failure = PortFailure::kUnavailable, .what = "no room", .remedy = "make room"}));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, "no room");
  EXPECT_EQ(read.error().remedy, "make room");
}

TEST(SocketLines, AQuestionThatIsNoneOfOursIsNotUnderstood) {
  for (const std::string line : {"", "{}", R"({"fact":7})", R"({"fact":"{}","timing":"never"})"}) {
    EXPECT_FALSE(read_asked(line)) << line;
  }
}

}  // namespace
}  // namespace koppel::cli
