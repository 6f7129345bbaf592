// Claim: an engine is ready while its loop goes round, silent when it does not, dead when it has
// not for so long that only starting again helps. Shown with a clock set by hand.
#include "consumers/monitor/health.h"

#include "tests/support/hand_clock.h"

#include <gtest/gtest.h>

namespace koppel::monitor {
namespace {

using Standing = Health::Standing;

class TheHealth : public testing::Test {
 protected:
  HandClock clock_;
  Health health_{clock_};
};

TEST_F(TheHealth, IsStartingForAsLongAsItTakes) {
  clock_.pass(10 * kAliveSilenceMs);
  EXPECT_EQ(health_.standing(), Standing::kStarting);
}

TEST_F(TheHealth, IsReadyWhileTheLoopGoesRound) {
  health_.serve();
  for (int round = 0; round < 100; ++round) {
    clock_.pass(kReadySilenceMs);
    EXPECT_EQ(health_.standing(), Standing::kReady);
    health_.turn();
  }
}

TEST_F(TheHealth, IsSilentThenDeadWhenTheLoopStandsAndReadyWhenItGoesOn) {
  health_.serve();
  clock_.pass(kReadySilenceMs + 1);
  EXPECT_EQ(health_.standing(), Standing::kSilent);
  clock_.pass(kAliveSilenceMs - kReadySilenceMs);
  EXPECT_EQ(health_.standing(), Standing::kDead);
  health_.turn();
  EXPECT_EQ(health_.standing(), Standing::kReady);
}

TEST_F(TheHealth, IsStoppingOnceToldAndDeadWhenThatDoesNotEnd) {
  health_.serve();
  clock_.pass(kReadySilenceMs + 1);
  health_.stop();
  EXPECT_EQ(health_.standing(), Standing::kStopping);
  clock_.pass(kAliveSilenceMs + 1);
  EXPECT_EQ(health_.standing(), Standing::kDead);
}

TEST_F(TheHealth, DoesNotFollowTheWallClock) {
  health_.serve();
  clock_.jump(kDayMs);
  EXPECT_EQ(health_.standing(), Standing::kReady);
}

}  // namespace
}  // namespace koppel::monitor
