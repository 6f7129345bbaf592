// Claim: every way in which something sent may not come back is seen, and what came back is
// settled.
#include "consumers/runtime/read_back.h"

#include <gtest/gtest.h>

namespace koppel {
namespace {

using enum ReadBack::Standing;
constexpr LogBounds kOpenEnd{.start = 0, .stable = 9, .high = 9};

class OfOneFrame : public testing::Test {
 protected:
  OfOneFrame() {
    back_.looked(5, {.start = 0, .stable = 5, .high = 5}, 0);
    back_.sent(7, "frame");
  }

  ReadBack back_{100};
};

TEST_F(OfOneFrame, SettledWhenThatVeryFrameCameBackValid) {
  EXPECT_FALSE(back_.settled(7));
  back_.returned(6, "of another", kVoid);
  back_.returned(7, "frame", kValid);
  back_.looked(9, kOpenEnd, 0);
  EXPECT_TRUE(back_.settled(7));
  EXPECT_FALSE(back_.settled(8));
}

TEST_F(OfOneFrame, LostWhenItCameBackVoid) {
  back_.returned(7, "frame", kVoid);
  EXPECT_TRUE(back_.lost());
}

TEST_F(OfOneFrame, LostWhenAnotherStandsAtItsOffset) {
  back_.returned(7, "another", kValid);
  EXPECT_TRUE(back_.lost());
}

TEST_F(OfOneFrame, LostWhenTheReaderPassedIt) {
  back_.looked(8, kOpenEnd, 0);
  EXPECT_TRUE(back_.lost());
}

TEST_F(OfOneFrame, LostWhenTheReaderStandsBeyondTheEnd) {
  back_.looked(7, {.start = 0, .stable = 4, .high = 4}, 0);
  EXPECT_TRUE(back_.lost());
}

TEST_F(OfOneFrame, LostWhenSentBelowWhatWasRead) {
  back_.looked(6, kOpenEnd, 0);
  ReadBack cut(100);
  cut.looked(6, kOpenEnd, 0);
  cut.sent(5, "frame");
  EXPECT_TRUE(cut.lost());
}

TEST_F(OfOneFrame, LostWhenTheStableOffsetStaysForATimeoutAndNotBefore) {
  const LogBounds pinned{.start = 0, .stable = 7, .high = 9};
  back_.looked(7, pinned, 1000);
  back_.looked(7, pinned, 1099);
  EXPECT_FALSE(back_.lost());
  back_.looked(7, pinned, 1100);
  EXPECT_TRUE(back_.lost());
}

}  // namespace
}  // namespace koppel
