#pragma once

#include "consumers/operator/exclusion_ledger.h"
#include "engine/market/market.h"
#include "engine/matching/change.h"
#include "engine/matching/index.h"
#include "engine/model/entry.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

// Who has had no proposal for some days, and the one thing that would help most.
namespace koppel::report {

// Since when people have had no proposal: the journal says when their last one ended.
class ProposalEnds {
 public:
  void see(const Entry& entry);

  // Of somebody without one: since the last one ended, or since the wait began.
  [[nodiscard]] Instant without_since(const Participant& participant) const;

 private:
  std::map<ParticipantId, Instant> last_;
};

// What would help most, alone: the only thing that matching waits for, or one change. First what
// opens most places that have a seat, then what opens most, full or not; a seat when nothing else
// would help.
struct BestStep {
  ReadinessGap gap = ReadinessGap::kUnspecified;  // else the change
  matching::Change change;
  std::uint32_t placements = 0;  // that it opens, full or not
  std::uint32_t free = 0;        // of these, with a seat to propose

  friend bool operator==(const BestStep&, const BestStep&) = default;
};

struct PersonWithout {
  ParticipantOrdinal participant;
  Instant since;
  std::vector<ReadinessGap> needed;  // empty: ready
  WhyWithout why;                    // of who is ready
  std::optional<BestStep> best;
};

// Everybody without a proposal or a place since that moment or before, longest first.
[[nodiscard]] std::vector<PersonWithout> people_without(const Market& market,
                                                        const matching::Index& index,
                                                        const ProposalEnds& ends,
                                                        Instant since_at_most);

}  // namespace koppel::report
