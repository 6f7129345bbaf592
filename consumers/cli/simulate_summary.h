#pragma once

#include "consumers/cli/closed_loop.h"
#include "consumers/cli/command.h"
#include "consumers/operator/simulate.h"

#include <string>

namespace koppel::cli {

// What came of a simulation, for comparing two of them: as tables, or as one JSON object on one
// line. Ends with a line break.
[[nodiscard]] std::string summary_text(const Globals& globals,
                                       const simulate::Options& options,
                                       const Played& played);

}  // namespace koppel::cli
