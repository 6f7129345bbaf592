#pragma once

#include "engine/codec/hash.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace koppel::intake {

// The first 64 bits of BLAKE2b of the text that identifies something: the same number wherever and
// whenever that is read.
[[nodiscard]] inline std::uint64_t number_of(std::string_view text) {
  const auto hash = blake2b_128(text);
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < sizeof(number); ++at) number = (number << 8U) | hash[at];
  return number;
}

}  // namespace koppel::intake
