#include "consumers/operator/days.h"

#include "engine/model/invariant.h"

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

}  // namespace koppel::simulate
