#pragma once

#include "engine/ports/clock.h"
#include "tests/support/market_examples.h"

namespace koppel::simulation {

// Time passes when somebody says so. The wall clock may be set wrong; the monotonic one never is.
class SimulatedClock final : public Clock {
 public:
  [[nodiscard]] Instant wall() override { return plus_ms(honest(), wrong_by_ms_); }

  [[nodiscard]] std::int64_t monotonic_ms() override { return passed_ms_; }

  [[nodiscard]] Instant honest() const { return plus_ms(examples::monday(), passed_ms_); }

  void pass(std::int64_t ms) { passed_ms_ += ms; }

  // How much the wall clock is ahead of the honest one; negative: behind.
  void set_wrong_by(std::int64_t ms) { wrong_by_ms_ = ms; }

 private:
  std::int64_t passed_ms_ = 0;
  std::int64_t wrong_by_ms_ = 0;
};

}  // namespace koppel::simulation
