#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/model/id.h"
#include "engine/model/values.h"
#include "engine/model/vocabulary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

// Why somebody has no proposal, and the single changes that would unlock places.
namespace koppel::matching {

inline constexpr std::size_t kUnlocksMax = 8;
inline constexpr std::array<std::uint32_t, 4> kTravelSteps = {15, 30, 45, 60};  // minutes more
inline constexpr std::array<std::uint32_t, 3> kHourSteps = {4, 8, 12};      // a week, more or fewer
inline constexpr std::array<std::uint32_t, 2> kLanguageSteps = {1, 2};      // levels more
inline constexpr std::array<std::uint32_t, 4> kDaySteps = {7, 14, 28, 56};  // available earlier

struct NoMatch {
  std::uint32_t open_placements = 0;
  std::vector<GateCount> gates;  // by gate; only those that removed some
  std::vector<Unlock> unlocks;
  Gate leading = Gate::kUnspecified;

  friend bool operator==(const NoMatch&, const NoMatch&) = default;
};

// Every open placement is removed by its first blocking gate (blocking_gate(), all twelve in
// order) or remains, so the counts and what remains add up to `open_placements`. `leading` removed
// most, the lowest number on ties; unspecified when nothing was removed.
//
// An unlock counts the open placements that one change alone would let pass: those that this gate
// and no other removes; a seat more does not help where nobody is left to coach it. Changes with an
// amount are tried in the steps above; a larger step is listed only if it unlocks more than the
// smaller one. The amount is that of UnlockChange; for recognition it is how many employers would
// have to be recognised. Ordered by placements unlocked (most first), change and amount; at most
// kUnlocksMax.
[[nodiscard]] NoMatch explain_no_match(const Market& market,
                                       const Index& index,
                                       ParticipantOrdinal participant);

}  // namespace koppel::matching
