#pragma once

#include "engine/model/area.h"
#include "engine/model/values.h"

#include <cstdint>
#include <span>
#include <string_view>

// Where simulated people live and work: a few real towns of every labour-market region, each with
// one of its four-digit postcodes. Intake proper fills locations from a whole table.
namespace koppel::simulate {

struct Town {
  std::uint8_t area = 0;  // the number of the AreaId
  std::string_view name;
  std::string_view postcode;
  std::uint32_t x = 0;  // Rijksdriehoek, units of 100 m
  std::uint32_t y = 0;
};

// Six towns, of Flevoland eleven rows with Almere and Lelystad more than once, so that they are
// drawn as often as they are large. None for an area that is not in deploy/areas.json.
[[nodiscard]] std::span<const Town> towns_of(AreaId area);

[[nodiscard]] Location location_of(const Town& town);

}  // namespace koppel::simulate
