#include "engine/model/area.h"

namespace koppel {

std::string to_text(AreaId area) {
  const auto digit = [](int value) { return static_cast<char>('0' + value); };
  return {'A', 'M', digit(area.value() / 10), digit(area.value() % 10)};
}

std::optional<AreaId> parse_area(std::string_view text) {
  if (text.size() != 4 || !text.starts_with("AM")) return std::nullopt;
  const int tens = text[2] - '0';
  const int ones = text[3] - '0';
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || tens + ones == 0) return std::nullopt;
  return AreaId{static_cast<std::uint8_t>((tens * 10) + ones)};
}

}  // namespace koppel
