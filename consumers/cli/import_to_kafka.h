#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/import_history.h"
#include "consumers/cli/import_lines.h"

#include <string>

namespace koppel::cli {

// Sends every line that is a fact to its input topic, to the partition of its area, as a source
// does: live, so that the engine stamps it when it takes it. What is no fact goes to the reject
// file. What the engine refuses stands in its journal. Sending the same file again changes nothing.
// Of the options it takes the reject file, the stop, looked at after each line, and the command to
// go on with. Answers the exit code.
[[nodiscard]] int import_to_kafka(const Globals& globals,
                                  const InputLines& input,
                                  const std::string& brokers,
                                  const HistoryOptions& options);

}  // namespace koppel::cli
