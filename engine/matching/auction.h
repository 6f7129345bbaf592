#pragma once

#include "engine/matching/assignment.h"

#include <cstdint>
#include <vector>

namespace koppel::matching {

// What seats go for when everybody bids for the best place, in points of benefit, by the ordinal of
// the place: near to prices of the optimum under seats alone, and hardly a place that is not full
// has one. Of a place without seats it means nothing. Groups, days and lottery do not count here.
// Forward auctions with smaller and smaller steps (Bertsekas and Castañón, Annals of Operations
// Research 20, 1989).
[[nodiscard]] std::vector<std::int32_t> auctioned(const AssignmentMarket& market);

}  // namespace koppel::matching
