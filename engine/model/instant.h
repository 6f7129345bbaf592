#pragma once

#include <compare>
#include <cstdint>

namespace koppel {

// A moment: milliseconds since 1970-01-01T00:00:00Z. 0 means "no moment".
struct Instant {
  std::int64_t ms = 0;

  [[nodiscard]] constexpr bool is_set() const { return ms != 0; }

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t kHourMs = 3'600'000;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

[[nodiscard]] constexpr Instant plus_ms(Instant at, std::int64_t ms) {
  return Instant{.ms = at.ms + ms};
}

// Instants outside these years are refused where they enter: 2000-01-01 to 2199-12-31.
inline constexpr Instant kEarliest{.ms = 946'684'800'000};
inline constexpr Instant kLatest{.ms = 7'258'118'399'999};

}  // namespace koppel
