#pragma once

#include "engine/market/market.h"
#include "engine/model/id.h"

#include <cstdint>
#include <vector>

namespace koppel::matching {

// A place as it suits one person.
struct Ranked {
  PlacementOrdinal placement;
  std::int32_t score = 0;

  friend bool operator==(const Ranked&, const Ranked&) = default;
};

// Sorts the places of one person: the best score first, then the lowest ticket of this week's
// lottery among that person's places, then the lowest ordinal. A total order, whatever the order
// given.
void sort_ranked(const Market& market, ParticipantOrdinal participant, std::vector<Ranked>& places);

}  // namespace koppel::matching
