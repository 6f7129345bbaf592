// Claim: an answer that says too little, or what it cannot say, is found before anything is
// recorded, and what could be said instead is named. Shown on answers of every kind with one thing
// wrong.

#include "consumers/cli/answer_options.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

AnswerOptions declined() {
  return {.id = "AM11-P12",
          .verdict = "decline",
          .side = "participant",
          .reason = "support-missing",
          .missing_support = {"travel", "day_structure"}};
}

// "what / remedy"
std::string told(const AnswerOptions& options) {
  const auto fault = fault_of(options);
  return fault ? fault->what + " / " + fault->remedy : "";
}

TEST(AnswerOptions, AWholeAnswerIsInOrder) {
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "accept"}), "");
  EXPECT_EQ(told(declined()), "");
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "defer", .until = "2026-12-10"}), "");
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "defer", .condition = "placement-changed"}), "");
  EXPECT_EQ(told({.id = "AM11-R4", .verdict = "left", .cause = "no-coach"}), "");
  EXPECT_EQ(told({.id = "AM11-R4", .verdict = "still-there"}), "");
}

TEST(AnswerOptions, AWordThatIsNoneIsToldWithThoseThatAre) {
  AnswerOptions options = declined();
  options.reason = "foo";
  EXPECT_EQ(told(options),
            "--reason cannot be \"foo\" / one of: support-missing, travel, hours, interest, tasks, "
            "employer-chose-other, participant-wish, unreachable, other");
  options = declined();
  options.side = "foo";
  EXPECT_EQ(told(options), "--side cannot be \"foo\" / one of: participant, employer, consultant");
  options = declined();
  options.missing_support = {"travel", "foo"};
  EXPECT_TRUE(told(options).starts_with("--missing-support cannot be \"foo\" / one of: finances"));
  EXPECT_TRUE(told({.id = "AM11-R4", .verdict = "left", .cause = "foo"})
                  .starts_with("--cause cannot be \"foo\" / one of: completed"));
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "defer", .condition = "foo"}),
            "--condition cannot be \"foo\" / one of: support-arranged, participant-changed, "
            "placement-changed");
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "defer", .until = "tomorrow"}),
            "--until: \"tomorrow\" is no day / days look like 2026-12-10");
}

TEST(AnswerOptions, NothingIsFilledInThatNobodySaid) {
  AnswerOptions options = declined();
  options.reason.clear();
  EXPECT_TRUE(told(options).starts_with("decline needs a --reason / one of: support-missing"));
  options = declined();
  options.side.clear();
  EXPECT_TRUE(told(options).starts_with("decline needs the --side that declines / one of:"));
  EXPECT_TRUE(told({.id = "AM11-P12", .verdict = "defer"})
                  .starts_with("defer needs a day or a condition / add --until YYYY-MM-DD"));
}

TEST(AnswerOptions, WhatIsSaidOfAnotherAnswerIsTold) {
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "accept", .reason = "travel"}),
            "--reason says nothing about accept / accept takes no option");
  AnswerOptions options = declined();
  options.until = "2026-12-10";
  EXPECT_EQ(told(options),
            "--until says nothing about decline / decline takes --side, --reason, "
            "--missing-support");
  EXPECT_EQ(told({.id = "AM11-R4", .verdict = "accept"}),
            "\"accept\" is no answer to a reminder / one of: still-there, left, unreachable");
  EXPECT_EQ(told({.id = "AM11-P12", .verdict = "left"}),
            "\"left\" is no answer to a proposal / one of: accept, decline, defer");
  EXPECT_EQ(told({.id = "12", .verdict = "accept"}),
            "\"12\" is no proposal or reminder / ids look like AM11-P12 and AM11-R4");
}

}  // namespace
}  // namespace koppel::cli
