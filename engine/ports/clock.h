#pragma once

#include "engine/model/instant.h"

#include <cstdint>

namespace koppel {

// Time as the machine tells it. Only the edge reads it; the core gets instants as input.
class Clock {
 public:
  virtual ~Clock() = default;

  [[nodiscard]] virtual Instant wall() = 0;
  // Never steps; the difference of two readings is the time that passed.
  [[nodiscard]] virtual std::int64_t monotonic_ms() = 0;
};

}  // namespace koppel
