// Claim: tables line up whatever their cells hold, and numbers are written for people.
// Shown on small tables with accents, signs and a last column of any length.

#include "consumers/cli/table.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

TEST(Table, ColumnsAreAsWideAsTheirWidestCell) {
  Table table({{.title = "ID"}, {.title = "N", .align = Align::kRight}, {.title = "TITLE"}});
  table.add({"a", "1,000", "long title of a place"});
  table.add({"bcd", "−2", ""});
  EXPECT_EQ(table.text(Colour::kOff),
            "ID       N  TITLE\n"
            "a    1,000  long title of a place\n"
            "bcd     −2\n");
}

TEST(Table, WithoutTitlesThereIsNoHead) {
  Table table({{}, {}});
  table.add({"coördinator", "x"});
  table.add({"coach", "y"});
  EXPECT_EQ(table.text(Colour::kOff), "coördinator  x\ncoach        y\n");
}

TEST(Table, OnlyTheHeadIsBold) {
  Table table({{.title = "A"}});
  table.add({"b"});
  EXPECT_EQ(table.text(Colour::kOn), "\x1b[1mA\x1b[0m\nb\n");
}

TEST(Table, ControlCharactersAreWrittenOut) {
  Table table({{}, {}});
  table.add({"Cook\x1b[2J", "x\ny"});
  EXPECT_EQ(table.text(Colour::kOff), "Cook\\x1b[2J  x\\x0ay\n");
  EXPECT_EQ(painted(Colour::kOff, Paint::kBold, "a\x1b]0;b"), "a\\x1b]0;b");
}

TEST(Table, OneIsNotMany) {
  EXPECT_EQ(counted(1, "entry", "entries"), "1 entry");
  EXPECT_EQ(counted(0, "entry", "entries"), "0 entries");
}

TEST(Table, NumbersAreGroupedAndSigned) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(with_sign(0, Lang::kEn), "0");
  EXPECT_EQ(with_sign(1'000, Lang::kEn), "+1,000");
  EXPECT_EQ(with_sign(-1'000, Lang::kEn), "−1,000");
  EXPECT_EQ(grouped_signed(7, Lang::kEn), "7");
}

TEST(Table, NumbersAreWrittenAsTheLanguageWritesThem) {
  EXPECT_EQ(grouped(1'234'567, Lang::kNl), "1.234.567");
  EXPECT_EQ(with_sign(1'800, Lang::kNl), "+1.800");
  EXPECT_EQ(grouped_signed(-3'400, Lang::kNl), "−3.400");
  EXPECT_EQ(tenths(55, Lang::kEn), "5.5");
  EXPECT_EQ(tenths(55, Lang::kNl), "5,5");
  EXPECT_EQ(tenths(12'340, Lang::kNl), "1.234,0");
}

}  // namespace
}  // namespace koppel::cli
