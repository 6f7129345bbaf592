#pragma once

#include "engine/market/market.h"
#include "engine/model/calendar.h"
#include "engine/model/id.h"

#include <cstdint>

// The published lottery that settles what nothing else does. A ticket depends on the seed of the
// rules, the week and ordinals alone, so anybody can draw it again; no id is lucky, and next week
// is another draw. Between people there is one ticket a person for all places (single tie-breaking:
// Ashlagi, Nikzad and Romm, Games and Economic Behavior 115, 2019). The mixing function is
// splitmix64's (Steele, Lea and Flood, OOPSLA 2014). The lowest ticket wins.
namespace koppel::matching {

struct LotteryWeek {
  std::uint64_t seed = 0;
  std::int32_t week = 0;  // week_of(the local date)

  friend bool operator==(const LotteryWeek&, const LotteryWeek&) = default;
};

[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

// The person's ticket of the week.
[[nodiscard]] constexpr std::uint64_t draw(std::uint64_t seed,
                                           std::int32_t week,
                                           ParticipantOrdinal participant) {
  return mixed(mixed(mixed(seed) ^ static_cast<std::uint32_t>(week)) ^ participant.value());
}

// Among the places of one person.
[[nodiscard]] constexpr std::uint64_t draw(std::uint64_t seed,
                                           std::int32_t week,
                                           ParticipantOrdinal participant,
                                           PlacementOrdinal placement) {
  return mixed(draw(seed, week, participant) ^ placement.value());
}

// Seed 0 in a market without rules. Weeks count from the one in which the journal began, so that a
// history moved by whole weeks decides the same.
[[nodiscard]] inline LotteryWeek lottery_now(const Market& market) {
  return {
      .seed = market.rules ? market.rules->lottery_seed : 0,
      .week = week_of(local_date(market.head.now)) - week_of(local_date(market.head.founded_at))};
}

}  // namespace koppel::matching
