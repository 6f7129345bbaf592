#include "consumers/cli/forms.h"

#include <algorithm>

namespace koppel::cli {
namespace {

bool is_number(std::string_view cell) {
  if (cell.starts_with('+') || cell.starts_with('-')) cell.remove_prefix(1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !cell.empty() && is_digit(cell.front()) && is_digit(cell.back()) &&
         std::ranges::all_of(cell, [&](char c) { return is_digit(c) || c == '.' || c == ','; });
}

bool is_formula(std::string_view cell) {
  constexpr std::string_view kBegins = "=+-@\t\r";
  return !cell.empty() && kBegins.find(cell.front()) != std::string_view::npos && !is_number(cell);
}

std::string csv_cell(std::string_view cell) {
  std::string text = is_formula(cell) ? "'" : "";
  text += cell;
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char each : text) quoted += each == '"' ? "\"\"" : std::string(1, each);
  return quoted + '"';
}

}  // namespace

std::string csv_line(const Cells& cells) {
  std::string line;
  for (std::size_t at = 0; at < cells.size(); ++at)
    line += (at == 0 ? "" : ",") + csv_cell(cells[at]);
  return line + "\r\n";
}

std::string tsv_line(const Cells& cells) {
  std::string line;
  for (std::size_t at = 0; at < cells.size(); ++at) line += (at == 0 ? "" : "\t") + cells[at];
  return line + "\n";
}

std::string markdown_line(const Cells& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + markdown_words(cell) + " |";
  return line + "\n";
}

std::string markdown_words(std::string_view words) {
  constexpr std::string_view kMarks = "\\`*_[]<>|#";
  std::string text;
  for (const char each : words) {
    if (kMarks.find(each) != std::string_view::npos) text += '\\';
    text += each;
  }
  return text;
}

}  // namespace koppel::cli
