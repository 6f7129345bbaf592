// Claim: the edge's `now` never runs backwards, follows an honest wall clock, and does not believe
// a jump until an operator confirms it. Shown with a clock set by hand.
#include "consumers/runtime/edge_clock.h"

#include "tests/support/hand_clock.h"

#include <gtest/gtest.h>

namespace koppel {
namespace {

TEST(EdgeClock, FollowsAnHonestWallClock) {
  HandClock clock;
  EdgeClock edge(clock, {});
  clock.pass(10 * kDayMs);
  EXPECT_EQ(edge.now(), clock.wall());
  EXPECT_FALSE(edge.in_doubt());
}

TEST(EdgeClock, NeverRunsBackwards) {
  HandClock clock;
  EdgeClock edge(clock, {});
  const Instant before = edge.now();
  clock.jump(-kDayMs);
  EXPECT_EQ(edge.now(), before);
}

TEST(EdgeClock, StartsNoEarlierThanWhatWasRecorded) {
  HandClock clock;
  const Instant recorded = plus_ms(clock.wall(), kHourMs);
  EdgeClock edge(clock, recorded);
  EXPECT_EQ(edge.now(), recorded);
}

TEST(EdgeClock, GoesOnByTheMonotonicClockWhenTheWallClockJumps) {
  HandClock clock;
  EdgeClock edge(clock, {});
  const Instant before = edge.now();
  clock.jump(180 * kDayMs);
  clock.pass(1'000);
  EXPECT_EQ(edge.now(), plus_ms(before, 1'000));
  EXPECT_TRUE(edge.in_doubt());
}

TEST(EdgeClock, BelievesAJumpOnceItIsConfirmed) {
  HandClock clock;
  EdgeClock edge(clock, {});
  clock.jump(2 * kHourMs);
  edge.confirm(clock.wall());
  EXPECT_EQ(edge.now(), clock.wall());
}

TEST(EdgeClock, BelievesASmallStep) {
  HandClock clock;
  EdgeClock edge(clock, {});
  clock.jump(kClockJumpMs);
  EXPECT_EQ(edge.now(), clock.wall());
}

}  // namespace
}  // namespace koppel
