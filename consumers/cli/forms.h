#pragma once

#include "consumers/cli/command.h"

#include <string>
#include <string_view>
#include <vector>

// Tables for other programs than a terminal. Titles and cells are those of the table, as it shows
// them; nothing is cut off.
//
// CSV is RFC 4180: commas, CRLF, a cell in quotes where it must be. Whoever opens it may do so with
// a spreadsheet, which takes a cell that begins with = + - @ for a formula, and titles of places
// come from outside: such a cell gets an apostrophe before it, as OWASP advises, unless it is but a
// number. TSV goes to programs that read no formulas and has the cells as they are; they hold no
// tab.
namespace koppel::cli {

using Cells = std::vector<std::string>;

[[nodiscard]] std::string csv_line(const Cells& cells);
[[nodiscard]] std::string tsv_line(const Cells& cells);
[[nodiscard]] std::string markdown_line(const Cells& cells);

// Words that mean themselves in Markdown.
[[nodiscard]] std::string markdown_words(std::string_view words);

}  // namespace koppel::cli
