#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/import_journal.h"
#include "consumers/cli/stop_signals.h"
#include "engine/ports/error.h"

#include <cstdio>
#include <expected>
#include <string>

namespace koppel::cli {

// What would come of that file in an empty area: read to its end and folded, in memory alone.
[[nodiscard]] std::expected<MovedJournal, PortError> try_journal(const Globals& globals,
                                                                 std::FILE* file,
                                                                 const std::string& passphrase,
                                                                 const StopSignals& stop);

}  // namespace koppel::cli
