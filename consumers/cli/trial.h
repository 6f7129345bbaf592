#pragma once

#include "consumers/cli/command.h"

namespace koppel::cli {

// Behind what --dry-run told, on stderr: that nothing was written, whether a koppel run is in the
// way, and the command that does it for good.
void tell_trial(const Globals& globals);
// The same for what a koppel run is not in the way of.
void tell_trial_beside_a_run(const Globals& globals);

}  // namespace koppel::cli
