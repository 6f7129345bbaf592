#include "consumers/intake/fixed_point.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>

namespace koppel::intake {
namespace {

constexpr std::size_t kWholeDigitsMax = 9;

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::int64_t> fixed_point(std::string_view text, std::uint32_t digits) {
  invariant(digits <= kFixedPointDigitsMax, "a fixed point that 64 bits can hold");
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
  if (!is_digits(whole) || whole.size() > kWholeDigitsMax) return std::nullopt;
  if (point < text.size() && !is_digits(fraction)) return std::nullopt;

  std::int64_t value = 0;
  for (const char digit : whole) value = (value * 10) + (digit - '0');
  for (std::size_t at = 0; at < digits; ++at) {
    value = (value * 10) + (at < fraction.size() ? fraction[at] - '0' : 0);
  }
  return negative ? -value : value;
}

}  // namespace koppel::intake
