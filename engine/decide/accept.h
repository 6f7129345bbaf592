#pragma once

#include "engine/market/market.h"
#include "engine/model/entry.h"

#include <optional>

namespace koppel {

inline constexpr std::size_t kWaitingPerPartyMax = 1'000;
inline constexpr std::size_t kWaitingPerAreaMax = 100'000;

// What the edge says about time: `now` becomes the entry's recorded_at; a fact that says it
// happened after `not_after` is refused.
struct Stamp {
  Instant now;
  Instant not_after;
  Sequence last = {};  // of the journal so far; the engine's to fill in
};

// The fact's own entry: the fact taken, FactWaiting for a party not known yet, or FactRefused with
// a reason; empty for a repeat, which leaves no entry. Pure, and called only when follow() answers
// nothing. A FactRefused leaves original_hash to the edge, which has the original.
[[nodiscard]] std::optional<EntryBody> accept(const Market& market,
                                              const Fact& fact,
                                              const Stamp& stamp);

// The refusal of a fact for the moment it names, whatever the market holds: after `not_after`, or
// outside the years of kEarliest and kLatest. Such a fact says nothing about time: an edge that
// stamps a history with its own moments leaves the market's time where it is.
[[nodiscard]] std::optional<FactRefused> refused_for_its_time(const Fact& fact, Instant not_after);

// Judges a waiting fact anew when its party has arrived: WaitingFactTaken, FactWaiting{again} for
// the next missing party, or FactRefused.
[[nodiscard]] EntryBody accept_waiting(const Market& market, const WaitingFact& waiting);

}  // namespace koppel
