// Claim: a table says the same to programs as to people: CSV as RFC 4180 has it and harmless to
// spreadsheets, TSV, and Markdown whose cells mean themselves. Shown on cells of every awkward
// kind.

#include "consumers/cli/forms.h"

#include "consumers/cli/table.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

TEST(Csv, QuotesWhatWouldBeTornApart) {
  EXPECT_EQ(csv_line({"a", "b c", ""}), "a,b c,\r\n");
  EXPECT_EQ(csv_line({"1,204", "say \"yes\"", "é"}), "\"1,204\",\"say \"\"yes\"\"\",é\r\n");
  EXPECT_EQ(csv_line({"", "x"}), ",x\r\n");
}

TEST(Csv, NoCellIsTakenForAFormula) {
  EXPECT_EQ(csv_line({"=1+1", "@SUM(A1)", "-x", "+cmd"}), "'=1+1,'@SUM(A1),'-x,'+cmd\r\n");
  EXPECT_EQ(csv_line({"=HYPERLINK(\"x\",1)"}), "\"'=HYPERLINK(\"\"x\"\",1)\"\r\n");
}

TEST(Csv, ANumberIsNoFormula) {
  EXPECT_EQ(csv_line({"+3", "-4.5", "+1,800"}), "+3,-4.5,\"+1,800\"\r\n");
  EXPECT_EQ(csv_line({"-", "+1+2"}), "'-,'+1+2\r\n");
}

TEST(Tsv, HasTheCellsAsTheyAre) {
  EXPECT_EQ(tsv_line({"=1+1", "a,b", ""}), "=1+1\ta,b\t\n");
}

TEST(Markdown, MarksMeanThemselves) {
  EXPECT_EQ(markdown_line({"a|b", "_x_ <b>"}), "| a\\|b | \\_x\\_ \\<b\\> |\n");
}

TEST(Table, ForProgramsHasNoColumnForTheEye) {
  Table table({{}, {.name = "WHAT"}, {.title = "N", .align = Align::kRight, .name = "unused"}});
  table.mark("AREA", "AM11");
  table.add({"", "seats", "1,000"});
  table.add({"", "a\tb", "2"});
  EXPECT_EQ(table.head(), (Cells{"AREA", "WHAT", "N"}));
  EXPECT_EQ(table.lines(),
            (std::vector<Cells>{{"AM11", "seats", "1,000"}, {"AM11", "a\\x09b", "2"}}));
  EXPECT_EQ(table.aligned(), (std::vector{Align::kLeft, Align::kLeft, Align::kRight}));
}

}  // namespace
}  // namespace koppel::cli
