#include "consumers/runtime/edge_clock.h"

#include <algorithm>

namespace koppel {

EdgeClock::EdgeClock(Clock& clock, Instant last)
    : clock_(&clock),
      last_(std::max(last, clock.wall())),
      last_monotonic_ms_(clock.monotonic_ms()) {}

Instant EdgeClock::now() {
  const std::int64_t monotonic_ms = clock_->monotonic_ms();
  const Instant passed = plus_ms(last_, monotonic_ms - last_monotonic_ms_);
  const Instant wall = clock_->wall();
  in_doubt_ = wall > plus_ms(passed, kClockJumpMs) && wall > confirmed_until_;
  last_ = std::max(last_, in_doubt_ ? passed : wall);
  last_monotonic_ms_ = monotonic_ms;
  return last_;
}

void EdgeClock::confirm(Instant until) {
  confirmed_until_ = std::max(confirmed_until_, until);
}

}  // namespace koppel
