#include "consumers/operator/days.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>

namespace koppel::simulate {
namespace {

constexpr int kOpeningHour = 8;
constexpr std::int64_t kOpeningMinutes = 30;

bool is_working(Date date) {
  return plus_working_days(plus_days(date, -1), 1) == date;
}

}  // namespace

Days::Days(Date first, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const Date date = plus_days(first, static_cast<std::int32_t>(i));
    if (is_working(date)) working_.push_back(date);
  }
}

WorkTime Days::end() const {
  return {.seconds = static_cast<std::int64_t>(working_.size()) * kWorkDay};
}

Date Days::date(WorkTime at) const {
  invariant(at.seconds >= 0 && at < end(), "a working time lies within the days");
  return working_[static_cast<std::size_t>(at.seconds / kWorkDay)];
}

Instant Days::instant(WorkTime at) const {
  const Instant opening = at_local_hour(date(at), kOpeningHour);
  const std::int64_t seconds = (kOpeningMinutes * kWorkMinute) + (at.seconds % kWorkDay);
  return plus_ms(opening, seconds * 1'000);
}

WorkTime Days::opening(Date date) const {
  const auto found = std::ranges::lower_bound(working_, date);
  return {.seconds = (found - working_.begin()) * kWorkDay};
}

WorkTime Days::from(Instant at) const {
  const WorkTime opens = opening(local_date(at));
  if (opens >= end()) return end();
  const std::int64_t late = at.ms - instant(opens).ms;
  if (late <= 0) return opens;  // before opening, or on a day off
  const std::int64_t seconds = (late + 999) / 1'000;
  return later(opens, std::min(seconds, kWorkDay));
}

}  // namespace koppel::simulate
