// Claim: a progress line says how far, how many and how fast.
// Shown on its text, with and without a total.

#include "consumers/cli/progress.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

using std::chrono::seconds;

TEST(Progress, ShowsABarWhenTheTotalIsKnown) {
  EXPECT_EQ(progress_text("Replaying", "entries", 5'000, 10'000, seconds(2)),
            "Replaying ██████████░░░░░░░░░░  50%  5,000 entries  2,500/s");
}

TEST(Progress, NeverPassesTheEnd) {
  EXPECT_EQ(progress_text("Replaying", "entries", 12, 10, seconds(1)),
            "Replaying ████████████████████ 100%  12 entries  12/s");
}

TEST(Progress, HasNoBarWithoutATotal) {
  EXPECT_EQ(progress_text("Replaying", "entries", 12, 0, seconds(0)), "Replaying 12 entries");
}

}  // namespace
}  // namespace koppel::cli
