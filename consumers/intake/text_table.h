#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Tables of text as others publish them: a first line that names the columns, then the rows.
// Nothing that stands in them is trusted.
namespace koppel::intake {

enum class Dialect : std::uint8_t {
  kComma,  // RFC 4180: a field in quotes may hold commas, line ends, and quotes written twice
  kTab     // nothing is quoted
};

// The fields of one row, of the columns asked for and in that order.
using Row = std::vector<std::string>;

// Uses the row, or answers in a few words why it cannot be used.
using Visit = std::function<std::optional<std::string>(const Row& row)>;

struct Fault {
  std::uint64_t line = 0;  // from 1, where the row begins
  std::string why;
};

// Hands the rows to `visit` in their order and answers those that were passed over: rows with
// fewer or more fields than the first line names, with text behind a closing quote, with bytes that
// are not UTF-8, and those that `visit` cannot use. Empty lines are no rows; a byte order mark and
// the carriage returns before line ends are no text.
// An error when the table as a whole cannot be relied on: it is empty, lacks a column that is asked
// for, or a quote is never closed. Rows may have been visited before the last is found.
[[nodiscard]] std::expected<std::vector<Fault>, Fault> read_table(
    std::string_view bytes,
    Dialect dialect,
    std::span<const std::string_view> columns,
    const Visit& visit);

}  // namespace koppel::intake
