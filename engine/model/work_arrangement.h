#pragma once

#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/vocabulary.h"

#include <cstdint>
#include <vector>

namespace koppel {

// All an employer may see of somebody who comes to work: what is arranged, never why. Ordinary
// types only: a Special or Criminal value does not convert to anything that fits here.
struct WorkArrangement {
  PlacementId placement;
  EngagementId engagement;
  Date starts;
  std::uint32_t hours = 0;
  std::vector<Arrangement> arrangements;
  std::uint32_t coach_hours = 0;  // a week

  friend bool operator==(const WorkArrangement&, const WorkArrangement&) = default;
};

}  // namespace koppel
