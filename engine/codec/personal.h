#pragma once

#include <cstdint>

namespace koppel::codec {

enum class Personal : std::uint8_t {
  kMasked,
  kShown
};

}  // namespace koppel::codec
