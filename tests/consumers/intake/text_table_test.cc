// Claim: a table gives the columns that are asked for, whatever their order; rows that cannot be
// trusted are passed over with their line and a reason; a table that cannot be trusted as a whole
// is an error. Shown by tables of a few bytes, well-formed and hostile.

#include "consumers/intake/text_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::intake {
namespace {

struct Read {
  std::vector<Row> rows;
  std::vector<Fault> faults;  // of rows
  std::optional<Fault> fault;
};

Read read(std::string_view bytes,
          Dialect dialect = Dialect::kComma,
          const std::vector<std::string_view>& columns = {"a", "b"}) {
  Read read;
  const auto faults =
      read_table(bytes, dialect, columns, [&read](const Row& row) -> std::optional<std::string> {
        if (row[0] == "bad") return "is bad";
        read.rows.push_back(row);
        return std::nullopt;
      });
  if (faults) {
    read.faults = *faults;
  } else {
    read.fault = faults.error();
  }
  return read;
}

std::vector<Row> rows_of(std::string_view bytes, Dialect dialect = Dialect::kComma) {
  const Read table = read(bytes, dialect);
  EXPECT_FALSE(table.fault);
  EXPECT_TRUE(table.faults.empty());
  return table.rows;
}

TEST(TextTable, GivesTheColumnsAskedForInTheOrderAsked) {
  const Read table = read("b,x,a\n1,2,3\n4,5,6\n");
  EXPECT_EQ(table.rows, (std::vector<Row>{{"3", "1"}, {"6", "4"}}));
}

TEST(TextTable, FieldsInQuotesHoldCommasQuotesAndLineEnds) {
  EXPECT_EQ(rows_of("a,b\n\"1,2\",\"say \"\"yes\"\"\"\n\"two\nlines\",\"\"\n"),
            (std::vector<Row>{{"1,2", "say \"yes\""}, {"two\nlines", ""}}));
}

TEST(TextTable, TabsKeepQuotesAsTheyAre) {
  EXPECT_EQ(rows_of("a\tb\n\"x\t5\" wide, or so\n", Dialect::kTab),
            (std::vector<Row>{{"\"x", "5\" wide, or so"}}));
}

TEST(TextTable, ByteOrderMarkCarriageReturnsAndEmptyLinesAreNoText) {
  EXPECT_EQ(rows_of("\xEF\xBB\xBF\"a\",b\r\n\r\n1,2\r\n\n\"3\",\"4\"\r\n5,6"),
            (std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
}

TEST(TextTable, OnlyNamesOfColumnsAreATableWithoutRows) {
  EXPECT_TRUE(rows_of("a,b").empty());
  EXPECT_TRUE(rows_of("a,b\n").empty());
}

TEST(TextTable, RowsThatCannotBeTrustedArePassedOverWithLineAndReason) {
  const Read table = read(
      "a,b\n"
      "1\n"
      "1,2,3\n"
      "\"1\"x,2\n"
      "\xC3\x28,2\n"
      "\"two\nlines\",\"more\nlines\"\n"
      "bad,2\n"
      "1,2,\n"
      "good,row\n");
  EXPECT_EQ(table.rows, (std::vector<Row>{{"two\nlines", "more\nlines"}, {"good", "row"}}));
  std::vector<std::string> told;
  std::ranges::transform(table.faults, std::back_inserter(told), [](const Fault& fault) {
    return std::to_string(fault.line) + " " + fault.why;
  });
  EXPECT_EQ(told,
            (std::vector<std::string>{"2 has 1 fields instead of 2",
                                      "3 has 3 fields instead of 2",
                                      "4 has text behind a closing quote",
                                      "5 is not UTF-8",
                                      "9 is bad",
                                      "10 has 3 fields instead of 2"}));
}

struct Broken {
  std::string_view bytes;
  std::uint64_t line;
  std::string_view why;
};

TEST(TextTable, ATableThatCannotBeTrustedIsAnError) {
  static constexpr std::array<Broken, 7> kBroken = {{
      {.bytes = "", .line = 1, .why = "is empty"},
      {.bytes = "\n\r\n", .line = 1, .why = "is empty"},
      {.bytes = "a,c\n1,2\n", .line = 1, .why = "has no column \"b\""},
      {.bytes = "a;b\n1;2\n", .line = 1, .why = "has no column \"a\""},
      {.bytes = "a,\"b\n1,2\n", .line = 1, .why = "opens a quote that is never closed"},
      {.bytes = "a,b\n1,2\n3,\"4\n5,6\n", .line = 3, .why = "opens a quote that is never closed"},
      {.bytes = "a,b\n1,\"2\"\"\n", .line = 2, .why = "opens a quote that is never closed"},
  }};
  for (const Broken& broken : kBroken) {
    const Fault fault = read(broken.bytes).fault.value_or(Fault{});
    EXPECT_EQ(fault.line, broken.line) << broken.bytes;
    EXPECT_EQ(fault.why, broken.why) << broken.bytes;
  }
}

// Whatever the bytes are, reading ends, and no row has another width than what was asked for.
TEST(TextTable, CutOffAnywhereItStillEnds) {
  constexpr std::string_view kWhole =
      "\xEF\xBB\xBF\"a\",b\r\n\"1\"\"\",\"2\n\"\r\n3,4\n\xE2\x82\xAC,6\n";
  for (std::size_t size = 0; size < kWhole.size(); ++size) {
    for (const Dialect dialect : {Dialect::kComma, Dialect::kTab}) {
      for (const Row& row : read(kWhole.substr(0, size), dialect).rows) EXPECT_EQ(row.size(), 2);
    }
  }
}

}  // namespace
}  // namespace koppel::intake
