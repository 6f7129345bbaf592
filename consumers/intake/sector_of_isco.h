#pragma once

#include "engine/model/vocabulary.h"

#include <cstdint>

namespace koppel::intake {

// The sector in which an occupation of ISCO-08 group 4 to 9 is mostly done; our table, by the four
// digits or the first of them.
[[nodiscard]] Sector sector_of_isco(std::uint32_t isco);

}  // namespace koppel::intake
