#pragma once

#include "engine/model/instant.h"
#include "engine/ports/clock.h"

namespace koppel {

inline constexpr std::int64_t kClockJumpMs = kHourMs;    // ahead of this is not believed
inline constexpr std::int64_t kSilenceMs = 31 * kDayMs;  // longer needs --confirm-clock at start

// Stamps `now` for live facts: the wall clock, never backwards. A wall clock that ran more than
// kClockJumpMs ahead of the last stamp plus the time that passed on the monotonic clock is not
// believed: `now` then goes on by the monotonic clock until the jump is confirmed.
class EdgeClock {
 public:
  // `last` is the latest time recorded so far; the wall clock is believed once, now.
  EdgeClock(Clock& clock, Instant last);

  [[nodiscard]] Instant now();
  // An operator vouches for the wall clock up to that moment.
  void confirm(Instant until);

  // Whether the last now() did not believe the wall clock.
  [[nodiscard]] bool in_doubt() const { return in_doubt_; }

 private:
  Clock* clock_;
  Instant last_;
  std::int64_t last_monotonic_ms_;
  Instant confirmed_until_;
  bool in_doubt_ = false;
};

}  // namespace koppel
