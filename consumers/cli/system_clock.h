#pragma once

#include "engine/ports/clock.h"

#include <chrono>

namespace koppel::cli {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant wall() override { return {.ms = since_epoch<std::chrono::system_clock>()}; }

  [[nodiscard]] std::int64_t monotonic_ms() override {
    return since_epoch<std::chrono::steady_clock>();
  }

 private:
  template <typename Source>
  static std::int64_t since_epoch() {
    using std::chrono::milliseconds;
    return std::chrono::duration_cast<milliseconds>(Source::now().time_since_epoch()).count();
  }
};

}  // namespace koppel::cli
