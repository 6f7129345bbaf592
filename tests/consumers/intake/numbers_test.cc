// Claim: numbers, bytes and coordinates of published tables are read exactly, or not at all. Shown
// by the published examples and by texts that are nearly what is wanted.

#include "consumers/intake/dutch_grid.h"
#include "consumers/intake/fixed_point.h"
#include "engine/codec/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace koppel::intake {
namespace {

TEST(FixedPoint, IsExactAndCutsOffFurtherDigits) {
  EXPECT_EQ(fixed_point("4.62", 2), 462);
  EXPECT_EQ(fixed_point("4.6", 2), 460);
  EXPECT_EQ(fixed_point("7", 2), 700);
  EXPECT_EQ(fixed_point("0.1299999", 2), 12);
  EXPECT_EQ(fixed_point("-5.5", 1), -55);
  EXPECT_EQ(fixed_point("52.3362429", 9), 52'336'242'900);
  EXPECT_EQ(fixed_point("999999999.999999999", 9), 999'999'999'999'999'999);
}

TEST(FixedPoint, IsNothingButADecimalNumber) {
  for (const std::string_view text : {"",
                                      "-",
                                      ".",
                                      "1.",
                                      ".5",
                                      "1,5",
                                      " 1",
                                      "1 ",
                                      "+1",
                                      "1e3",
                                      "0x1",
                                      "--1",
                                      "1.-5",
                                      "nan",
                                      "1000000000",
                                      "n/a"}) {
    EXPECT_FALSE(fixed_point(text, 2)) << "\"" << text << "\"";
  }
}

// Amersfoort is the origin; the second is the example of Schreutelkamp and Strang van Hees: the
// Westertoren in Amsterdam at 120,700.723 and 487,525.502 m.
TEST(DutchGrid, FindsThePublishedPoints) {
  EXPECT_EQ(grid_point(52'155'174'400, 5'387'206'210), (GridPoint{.x = 1550, .y = 4630}));
  EXPECT_EQ(grid_point(52'374'532'530, 4'883'525'590), (GridPoint{.x = 1207, .y = 4875}));
}

TEST(DutchGrid, KnowsNothingOutsideTheNetherlands) {
  EXPECT_FALSE(grid_point(48'850'000'000, 2'350'000'000));
  EXPECT_FALSE(grid_point(0, 0));
  EXPECT_FALSE(grid_point(5'387'206'210, 52'155'174'400));  // the wrong way round
}

TEST(Utf8, IsWhatUnicodeSaysItIs) {
  for (const std::string_view text :
       {"", "abc", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "\x7F"}) {
    EXPECT_TRUE(codec::is_utf8(text)) << text;
  }
}

TEST(Utf8, IsNoOverlongFormSurrogateOrHalfCharacter) {
  for (const std::string_view text : {"\x80",
                                      "\xC3",
                                      "\xC3\x28",
                                      "\xC0\xAF",
                                      "\xE0\x80\xAF",
                                      "\xED\xA0\x80",
                                      "\xF0\x80\x80\xAF",
                                      "\xF4\x90\x80\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "\xE2\x82",
                                      "caf\xE9",
                                      "\xFF\xFE"}) {
    EXPECT_FALSE(codec::is_utf8(text)) << text;
  }
}

}  // namespace
}  // namespace koppel::intake
