#pragma once

#include "engine/market/market.h"
#include "engine/model/entry.h"
#include "engine/model/outward.h"

#include <optional>
#include <vector>

// What others are told of an entry: a function of the market before it, the entry, and the market
// after it, so that folding a journal tells again exactly what was told when it was made.
namespace koppel {

// What an entry is about to end or change, as it stood: folding it leaves no trace of some of that.
struct BeforeEntry {
  std::optional<Fact> fact;  // that the entry takes: its own, or the one that had waited
  std::optional<Proposal> proposal;
  std::optional<Reminder> reminder;
  std::optional<Engagement> engagement;
  std::optional<Placement> placement;
};

// To be asked before `entry` is folded into `market`.
[[nodiscard]] BeforeEntry before_entry(const Market& market, const Entry& entry);

// To be asked after it; in the order in which others should hear it.
[[nodiscard]] std::vector<OutwardEvent> outward_of(const BeforeEntry& before,
                                                   const Entry& entry,
                                                   const Market& after);

}  // namespace koppel
