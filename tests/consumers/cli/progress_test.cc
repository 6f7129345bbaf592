// Claim: a progress line says how far, how many, how fast and how long still.
// Shown on its text, with and without a total.

#include "consumers/cli/progress.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

using std::chrono::seconds;

TEST(Progress, ShowsABarWhenTheTotalIsKnown) {
  EXPECT_EQ(progress_text("Replaying", "entries", 5'000, 10'000, seconds(2)),
            "Replaying ██████████░░░░░░░░░░  50%  5,000 entries  2,500/s  0:02 left");
}

TEST(Progress, NeverPassesTheEnd) {
  EXPECT_EQ(progress_text("Replaying", "entries", 12, 10, seconds(1)),
            "Replaying ████████████████████ 100%  12 entries  12/s  0:00 left");
}

TEST(Progress, SaysHowLongTheRestTakes) {
  EXPECT_EQ(progress_text("Simulating", "days", 10, 70, seconds(11)),
            "Simulating ██░░░░░░░░░░░░░░░░░░  14%  10 days  0/s  1:06 left");
  EXPECT_EQ(progress_text("Simulating", "days", 0, 70, seconds(11)),
            "Simulating ░░░░░░░░░░░░░░░░░░░░   0%  0 days  0/s");
}

TEST(Progress, SaysShortTimesToTheHundredth) {
  using std::chrono::milliseconds;
  EXPECT_EQ(seconds_text(milliseconds(45)), "0.04 s");
  EXPECT_EQ(seconds_text(milliseconds(3'090)), "3.09 s");
  EXPECT_EQ(seconds_text(seconds(1'200)), "1,200 s");
}

TEST(Progress, HasNoBarWithoutATotal) {
  EXPECT_EQ(progress_text("Replaying", "entries", 12, 0, seconds(0)), "Replaying 12 entries");
}

}  // namespace
}  // namespace koppel::cli
