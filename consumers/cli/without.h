#pragma once

#include "consumers/cli/command.h"

namespace koppel::cli {

// `proposals --without`: who is active and has neither a proposal nor a place, the longest waiting
// on top; what is still needed or where it stops, and the change that would help most.
int list_without(const Globals& globals);

}  // namespace koppel::cli
