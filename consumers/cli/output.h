#pragma once

#include "consumers/cli/command.h"
#include "engine/ports/error.h"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// stdout has data, stderr has messages.
namespace koppel::cli {

class Table;
class LineTemplate;

// Before the first word: what is printed goes to that file ("" and "-": stdout), and an object is
// printed as the template makes it.
[[nodiscard]] std::expected<void, PortError> begin_output(const std::filesystem::path& file,
                                                          std::optional<LineTemplate> lines);
// Behind the last word of a command that ends with `code`: the file gets its name, unless somebody
// complained meanwhile, for then it is not whole. Answers the exit code.
[[nodiscard]] int end_output(int code);

// Writes to stdout. A reader that went away ends the process quietly with kExitClosedPipe; a full
// disk is told and ends it with kExitNothing. flush() does the same for what is still buffered.
void print(std::string_view text);
void print_line(std::string_view text);
// One object in JSON, as a line or as the template makes it.
void print_object(std::string_view json);
// For who prints until somebody stops it: lines are not held back any more until it is known that
// every field of the template occurs.
void hold_nothing_back();
// Whether there will be a file once all of it is printed, and no word of it before.
[[nodiscard]] bool waits_for_the_end();
// In the form that was asked for. CSV and TSV say the titles once where tables have the same, and
// else leave a line empty between two tables.
void print_table(const Globals& globals, const Table& table);
// A line of words around tables, which CSV and TSV have no place for.
void print_words(const Globals& globals, std::string_view text);
void flush();

// "koppel: <what>\n  what to do: <remedy>" on stderr; answers exit_code(error.failure).
int complain(const PortError& error);
// The same for wrong usage found after parsing; answers kExitUsage.
int complain_usage(std::string_view what, std::string_view remedy);
// The same for what Ctrl-C ended at a safe point: where, and how to go on; answers kExitStopped.
int tell_stopped(std::string_view where, std::string_view go_on);
// "<text>" on stderr, unless quiet.
void remark(const Globals& globals, std::string_view text);
// "<text>" on stderr with --verbose alone.
void remark_more(const Globals& globals, std::string_view text);

[[nodiscard]] int exit_code(PortFailure failure);

}  // namespace koppel::cli
