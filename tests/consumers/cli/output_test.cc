// Claim: what went wrong in the world is told by the exit code that the help promises.
// Shown for every kind of failure.

#include "consumers/cli/output.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

TEST(ExitCode, FollowsTheKindOfFailure) {
  EXPECT_EQ(exit_code(PortFailure::kLocked), 5);
  EXPECT_EQ(exit_code(PortFailure::kDamaged), 3);
  EXPECT_EQ(exit_code(PortFailure::kNewerFormat), 3);
  EXPECT_EQ(exit_code(PortFailure::kUnavailable), 1);
  EXPECT_EQ(exit_code(PortFailure::kNoSpace), 1);
  EXPECT_EQ(exit_code(PortFailure::kNoPermission), 1);
  EXPECT_EQ(exit_code(PortFailure::kNotFound), 1);
}

TEST(ExitCode, UsageIsTwo) {
  EXPECT_EQ(complain_usage("what", "remedy"), 2);
}

TEST(ExitCode, ComplainingAnswersIt) {
  EXPECT_EQ(complain({.failure = PortFailure::kLocked, .what = "held", .remedy = "wait"}), 5);
}

TEST(ClosedPipe, EndsQuietly) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        int ends[2];
        if (pipe(ends) != 0) return;
        close(ends[0]);
        dup2(ends[1], STDOUT_FILENO);
        signal(SIGPIPE, SIG_IGN);
        print_line("nobody reads this");
        flush();
      },
      testing::ExitedWithCode(kExitClosedPipe),
      "^$");
}

}  // namespace
}  // namespace koppel::cli
