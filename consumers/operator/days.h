#pragma once

#include "engine/model/calendar.h"
#include "engine/model/instant.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace koppel::simulate {

// Seconds of working time since the first day began: only Monday to Friday, 08:30 to 17:00 in
// Amsterdam, is counted. Later in working time is later in real time.
struct WorkTime {
  std::int64_t seconds = 0;

  friend constexpr auto operator<=>(const WorkTime&, const WorkTime&) = default;
};

inline constexpr std::int64_t kWorkMinute = 60;
inline constexpr std::int64_t kWorkHour = 60 * kWorkMinute;
inline constexpr std::int64_t kWorkDay = (8 * kWorkHour) + (30 * kWorkMinute);
// Later than every day there is.
inline constexpr WorkTime kNever{.seconds = INT64_MAX};

// Nothing is later than never.
[[nodiscard]] constexpr WorkTime later(WorkTime at, std::int64_t seconds) {
  return at == kNever ? kNever : WorkTime{.seconds = at.seconds + seconds};
}

// The days of a simulation: from `first`, `count` calendar days.
class Days {
 public:
  Days(Date first, std::uint32_t count);

  // The moment at which nothing happens any more.
  [[nodiscard]] WorkTime end() const;
  // These two hold for every time before end().
  [[nodiscard]] Date date(WorkTime at) const;
  [[nodiscard]] Instant instant(WorkTime at) const;

  // The first working time at or after that moment, or of that day; end() when there is none.
  [[nodiscard]] WorkTime from(Instant at) const;
  [[nodiscard]] WorkTime opening(Date date) const;

 private:
  std::vector<Date> working_;
};

}  // namespace koppel::simulate
