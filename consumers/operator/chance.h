#pragma once

#include "consumers/operator/behaviour.h"
#include "consumers/operator/days.h"
#include "consumers/operator/random.h"

#include <cstdint>

namespace koppel::simulate {

// What is drawn for. Each has its own draws about the same person and place.
enum class Occasion : std::uint8_t {
  kReachable,
  kLook,
  kReply,
  kMeet,
  kMeeting,
  kBegin,
  kSpell,
  kWeek,
  kOutcome,
  kLetDown,
  kFollowUp,
  kFollowUpAnswer,
  kUnreached,
  kSupport,
  kSuccession
};

// The draws of one occasion: they follow from the seed and from whom or what it is about, so that
// nothing that happens elsewhere changes them. On another day they are others; without a day they
// are the same for good.
struct About {
  std::uint64_t one = 0;
  std::uint64_t other = 0;
  std::uint64_t day = 0;
};

[[nodiscard]] inline Random draws(std::uint64_t seed, Occasion occasion, const About& about) {
  std::uint64_t mixed = seed;
  const auto mix = [&](std::uint64_t more) { mixed = SeedStream(mixed ^ more).next(); };
  mix(static_cast<std::uint64_t>(occasion));
  mix(about.one);
  mix(about.other);
  mix(about.day);
  return Random(mixed);
}

// Some time of that working day.
[[nodiscard]] inline WorkTime on_day(Random& random, WorkTime from, std::uint32_t days) {
  const std::int64_t day = (from.seconds / kWorkDay) + days;
  return {.seconds = (day * kWorkDay) + random.below(static_cast<std::uint32_t>(kWorkDay))};
}

// None: soon after, within working time.
[[nodiscard]] inline WorkTime after(Random& random, WorkTime from, const DelayWeights& weights) {
  const auto days = static_cast<std::uint32_t>(random.weighted(weights));
  if (days > 0) return on_day(random, from, days);
  return later(from, random.between(20 * kWorkMinute, 3 * kWorkHour));
}

[[nodiscard]] inline WorkTime after(Random& random, WorkTime from, const DaysBetween& days) {
  return on_day(random, from, random.between(days.fewest, days.most));
}

}  // namespace koppel::simulate
