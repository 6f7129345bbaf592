#pragma once

#include "consumers/operator/random.h"
#include "consumers/operator/sectors.h"
#include "engine/model/placement_fact.h"

#include <string>

// What a place at an employer asks and offers.
namespace koppel::simulate {

[[nodiscard]] PlacementKind draw_kind(Random& random);

// Of the sector of the employer; LEARN_WORK needs the recognition of the sector's profile.
struct PlaceBasis {
  PlacementKind kind = PlacementKind::kUnspecified;
  Sector sector = Sector::kUnspecified;
  Location location;
  std::string coach_team;
  Date opens;
};

// Complete and valid: seats 1 to 4, hours_min <= hours_max, an end only after the start.
[[nodiscard]] PlacementDetails draw_place(Random& random, const PlaceBasis& basis);

// The same place some time later: other hours, a seat more or less, more support.
void change_place(Random& random, PlacementDetails& details);

}  // namespace koppel::simulate
