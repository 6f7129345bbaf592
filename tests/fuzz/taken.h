#pragma once

#include "engine/model/fact.h"

namespace koppel::fuzzing {

// Takes the fact in a market that has people, places and open proposals, as an engine does, and
// folds what was recorded into the same market once more. Ends the process when the two differ or
// an invariant does not hold.
void take(const Fact& fact);

}  // namespace koppel::fuzzing
