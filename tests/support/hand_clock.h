#pragma once

#include "engine/ports/clock.h"

namespace koppel {

// A clock that is set by hand.
class HandClock final : public Clock {
 public:
  [[nodiscard]] Instant wall() override { return wall_; }

  [[nodiscard]] std::int64_t monotonic_ms() override { return monotonic_ms_; }

  void pass(std::int64_t ms) {
    wall_ = plus_ms(wall_, ms);
    monotonic_ms_ += ms;
  }

  void jump(std::int64_t ms) { wall_ = plus_ms(wall_, ms); }

 private:
  Instant wall_{.ms = 1'800'000'000'000};
  std::int64_t monotonic_ms_ = 5;
};

}  // namespace koppel
