#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/matching/seating.h"
#include "engine/model/entry.h"

#include <optional>

namespace koppel {

inline constexpr std::int32_t kNoMatchDays = 7;  // at most one explanation a person in so many days
inline constexpr int kReminderHour = 9;          // local time at which a reminder falls due

// What results from the market as it stands, one entry at a time: the first item of the agenda that
// calls for one, with how many items before it call for nothing. Empty when nothing is left; then
// the next fact may be taken. Pure: the same market (index and seating follow from it) gives the
// same answer, on the machine that took the fact and on one that recovered in the middle of the
// step.
//
// Items are looked at in order, but nobody is given a seat while a proposal is left to be checked:
// all seats that come free are given together.
struct Following {
  EntryBody body;
  std::uint32_t agenda_done = 0;
};

[[nodiscard]] std::optional<Following> follow(const Market& market,
                                              const matching::Index& index,
                                              const matching::Seating& seating);

}  // namespace koppel
