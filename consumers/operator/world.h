#pragma once

#include "consumers/operator/days.h"
#include "engine/model/area.h"
#include "engine/model/fact.h"
#include "engine/model/id.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel::simulate {

// One simulated area: what everybody in it refers to.
struct Region {
  AreaId area;
  std::vector<ConsultantId> consultants;  // never empty
  std::vector<std::string> coach_teams;   // never empty
  std::uint32_t coach_hours = 0;          // a week, of each team to begin with
};

// What stays the same while people and employers act. It outlives them.
struct World {
  Days days;
  std::vector<Region> regions;
};

// What somebody did. Everybody who acts has next(), the time of the next deed (kNever: no more),
// and act(), which does it and moves next() on: two deeds about the same thing are never at once.
struct Deed {
  AreaId area;
  FactBody body;
};

}  // namespace koppel::simulate
