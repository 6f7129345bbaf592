#pragma once

#include "consumers/cli/command.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::cli {

enum class Align : std::uint8_t {
  kLeft,
  kRight
};

struct Column {
  std::string_view title;
  Align align = Align::kLeft;
  std::string_view name = {};  // what programs call it, where people see no title
};

// Rows under titles, each column as wide as its widest cell, two spaces between. The last column is
// not padded; nothing is cut off, so that an id can always be copied. One character is one column;
// control characters are written out.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  // As many cells as columns.
  void add(std::vector<std::string> cells);

  // For programs alone: a first column with the same in every row, which people read above it.
  void mark(std::string name, std::string value);

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

  // With colour the titles are bold. A table without titles has no head.
  [[nodiscard]] std::string text(Colour colour) const;

  // As programs get it; a column that has neither title nor name is for the eye and left out.
  [[nodiscard]] std::vector<std::string> head() const;
  [[nodiscard]] std::vector<Align> aligned() const;
  [[nodiscard]] std::vector<std::vector<std::string>> lines() const;

 private:
  struct Mark {
    std::string name;
    std::string value;
  };

  [[nodiscard]] std::string line(const std::vector<std::string>& cells) const;

  std::vector<Column> columns_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
  std::optional<Mark> mark_;
};

// Columns that a text takes on a terminal: its code points.
[[nodiscard]] std::size_t width_of(std::string_view text);

enum class Paint : std::uint8_t {
  kBold,
  kDim,
  kGood,  // green
  kHeed   // yellow: somebody has to look
};

// Control characters of the text are written out.
[[nodiscard]] std::string painted(Colour colour, Paint paint, std::string_view text);

// "1 entry", "2 entries"
[[nodiscard]] std::string counted(std::uint64_t number,
                                  std::string_view one,
                                  std::string_view more);
// Numbers as the language writes them: 48213 as "48,213" in English and "48.213" in Dutch.
[[nodiscard]] std::string grouped(std::uint64_t number, Lang lang = Lang::kEn);
// A sign only when negative; the minus is U+2212.
[[nodiscard]] std::string grouped_signed(std::int64_t number, Lang lang);
// With its sign, also when it is positive.
[[nodiscard]] std::string with_sign(std::int64_t number, Lang lang);
// 55 tenths as "5.5" and "5,5".
[[nodiscard]] std::string tenths(std::uint64_t number, Lang lang);

}  // namespace koppel::cli
