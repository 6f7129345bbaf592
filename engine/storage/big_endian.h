#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace koppel::storage {

// Eight bytes whose order as bytes is the order of the numbers.
[[nodiscard]] inline std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (auto at = bytes.rbegin(); at != bytes.rend(); ++at, number >>= 8)
    *at = static_cast<char>(number & 0xff);
  return bytes;
}

[[nodiscard]] inline std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace koppel::storage
