#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace koppel::intake {

// A decimal number in units of its `digits`-th digit behind the point: "4.62" with 2 digits is 462,
// "4.6" is 460. Exact, without floating point; further digits are cut off. Empty for anything else
// than an optional minus, up to 9 digits, and a point with digits.
[[nodiscard]] std::optional<std::int64_t> fixed_point(std::string_view text, std::uint32_t digits);

inline constexpr std::uint32_t kFixedPointDigitsMax = 9;

}  // namespace koppel::intake
