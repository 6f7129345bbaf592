#pragma once

#include "consumers/runtime/area_owner.h"
#include "tests/simulation/dice.h"

#include <expected>

namespace koppel::simulation {

// Records a random first part of what taking that fact leads to, and no more: what an owner leaves
// that dies between two commits of one step. While nobody owns the area. A fact that leads to one
// entry or to none leaves nothing.
[[nodiscard]] std::expected<void, PortError> record_half_step(const AreaPorts& ports,
                                                              const Incoming& incoming,
                                                              Dice& dice);

}  // namespace koppel::simulation
