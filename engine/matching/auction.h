#pragma once

#include "engine/matching/assignment.h"

#include <cstdint>
#include <vector>

namespace koppel::matching {

// What seats go for when everybody bids for the best place, in points of benefit, by the ordinal of
// the place: near to prices of the optimum under seats alone, and only a place that is full has
// one. Groups and lottery do not count here. Forward auction from zero with one fixed step
// (Bertsekas and Castañón, Annals of Operations Research 20, 1989).
[[nodiscard]] std::vector<std::int64_t> auctioned(const AssignmentMarket& market);

}  // namespace koppel::matching
