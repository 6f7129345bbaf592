#pragma once

#include <cstdint>

namespace koppel::codec {

// Which fields of a struct: those in clear, those that are sealed, or both.
enum class Layer : std::uint8_t {
  kAll,
  kClear,
  kPersonal
};

}  // namespace koppel::codec
