#pragma once

#include "consumers/cli/command.h"
#include "engine/ports/error.h"

#include <string>
#include <string_view>

// stdout has data, stderr has messages.
namespace koppel::cli {

// Writes to stdout. A reader that went away ends the process quietly with kExitClosedPipe; a full
// disk is told and ends it with kExitNothing. flush() does the same for what is still buffered.
void print(std::string_view text);
void print_line(std::string_view text);
void flush();

// "koppel: <what>\n  what to do: <remedy>" on stderr; answers exit_code(error.failure).
int complain(const PortError& error);
// The same for wrong usage found after parsing; answers kExitUsage.
int complain_usage(std::string_view what, std::string_view remedy);
// The same for what Ctrl-C ended at a safe point: where, and how to go on; answers kExitStopped.
int tell_stopped(std::string_view where, std::string_view go_on);
// "<text>" on stderr, unless quiet.
void remark(const Globals& globals, std::string_view text);

[[nodiscard]] int exit_code(PortFailure failure);

}  // namespace koppel::cli
