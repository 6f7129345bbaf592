#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/model/id.h"
#include "engine/model/values.h"
#include "engine/model/vocabulary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

// Why somebody has no proposal, and the single changes that would unlock places.
namespace koppel::matching {

inline constexpr std::size_t kUnlocksMax = 8;
inline constexpr std::size_t kGates = std::to_underlying(Gate::kCoach) + 1;

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
// and no other removes. Changes with an amount are tried in the steps of change.h; a larger step is
// listed only if it unlocks more than the smaller one. The amount is that of UnlockChange; for
// recognition it is how many employers would have to be recognised. Ordered by placements unlocked
// (most first), change and amount; at most kUnlocksMax.
[[nodiscard]] NoMatch explain_no_match(const Market& market,
                                       const Index& index,
                                       ParticipantOrdinal participant);

// The same in two steps, for who asks for the unlocks only when another gate leads than before.
// While market and index stand.
class WhyNone {
 public:
  WhyNone(const Market& market, const Index& index, ParticipantOrdinal participant);

  [[nodiscard]] Gate leading() const;
  [[nodiscard]] NoMatch explained() const;

 private:
  // A place that one gate alone keeps away.
  struct Lone {
    PlacementOrdinal place;
    Gate gate = Gate::kUnspecified;
  };

  const Market& market_;
  const Index& index_;
  ParticipantOrdinal participant_;
  std::uint32_t open_placements_ = 0;
  std::array<std::uint32_t, kGates> removed_{};  // by the number of the gate
  std::vector<Lone> lone_;
};

}  // namespace koppel::matching
