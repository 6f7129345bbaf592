#pragma once

#include <cstdint>
#include <optional>

namespace koppel::intake {

// Rijksdriehoek coordinates in units of 100 m.
struct GridPoint {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

// Of latitude and longitude (ETRS89) in billionths of a degree, by the polynomial of Schreutelkamp
// and Strang van Hees (Geodesia 2001), good to less than a metre. Integers only, so that every
// machine finds the same point. Empty outside the European Netherlands.
[[nodiscard]] std::optional<GridPoint> grid_point(std::int64_t latitude, std::int64_t longitude);

}  // namespace koppel::intake
