#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/matching/openings.h"
#include "engine/model/id.h"
#include "engine/model/participant.h"
#include "engine/model/placement.h"
#include "engine/model/vocabulary.h"

#include <cstdint>
#include <optional>

// Who could be proposed where, now. Between people a seat goes by regret, waiting time and lottery,
// never by score: what a place carries costs nobody rank, and what no place carries cancels out.
// Who has none is served by the assignment of everybody first (seating.h). That knows the best
// places of each person and one seat a person. So this stays beside it: for who is left over and
// passes at a place further down, where a free seat costs nobody anything, and for further
// proposals, of which the assignment has none.
//
// A candidate can take a free seat when the place is open, the pair passes its gates, is not paused
// and has no open proposal, the person is below the limit of open proposals, and the consultant has
// room. Who has a proposal already takes a further seat only at a kept place, if no candidate
// without one can take it, or the last hours of its coaches elsewhere, and gives an undecided
// further one back when somebody comes who has none and finds no other seat. Without rules nobody
// gets a seat. `openings` are those of the market.
namespace koppel::matching {

// The first place in the order of sort_ranked() of which the person can take a seat. For who has a
// proposal already: of the kept ones, by score less the price that was recorded last.
[[nodiscard]] std::optional<PlacementOrdinal> seat_for(const Market& market,
                                                       const Index& index,
                                                       const Openings& openings,
                                                       ParticipantOrdinal participant);

// The undecided proposal that gives way to somebody without any who finds no seat: at the first
// full place in the order of sort_ranked() whose seat the person could take, of somebody with
// other proposals; of these the one with the greatest regret, then the newest. Where seats are left
// and only coaches have no hours, at any place of that team. Never called for somebody with a
// proposal.
[[nodiscard]] std::optional<ProposalNumber> extra_for(const Market& market,
                                                      const Index& index,
                                                      const Openings& openings,
                                                      ParticipantOrdinal participant);

// The candidate for a free seat of that place: people without an open proposal first, then the
// smallest regret, the longest wait by local day, the lowest ticket of the week, the lowest
// ordinal.
[[nodiscard]] std::optional<ParticipantOrdinal> taker_of(const Market& market,
                                                         const Index& index,
                                                         const Openings& openings,
                                                         PlacementOrdinal placement);

// A pause holds until its moment or until what it awaits has come about (awaited.h); one with
// neither until either side changes.
[[nodiscard]] bool is_paused(const Market& market,
                             const Participant& participant,
                             const Placement& placement);

// Room for an undecided proposal of this person. Who has one already takes no more room; who has no
// consultant needs none; an inactive consultant has none.
[[nodiscard]] bool has_caseload_room(const Market& market, const Participant& participant);

// The first gate that keeps this pair apart now: those of the pair, then seats, pause, caseload and
// coaches. Gate::kUnspecified: none. Whether the place is open is not asked.
[[nodiscard]] Gate blocking_gate(const Market& market,
                                 const Index& index,
                                 ParticipantOrdinal participant,
                                 PlacementOrdinal placement);
// All of them: bit n for the gate with number n.
[[nodiscard]] std::uint32_t blocking_gates(const Market& market,
                                           const Index& index,
                                           ParticipantOrdinal participant,
                                           PlacementOrdinal placement);

// The same of one person at many places, while market and index stand.
class BlockingGates {
 public:
  BlockingGates(const Market& market, const Index& index, ParticipantOrdinal participant);

  [[nodiscard]] std::uint32_t at(const Placement& placement) const;

 private:
  const Market& market_;
  const Index& index_;
  const Participant& who_;
  const Person& person_;
  std::uint32_t everywhere_ = 0;
};

// Own best minus this score, in points; 0 for somebody without an own best.
[[nodiscard]] std::uint32_t regret(const Index& index,
                                   ParticipantOrdinal participant,
                                   std::int32_t score);

}  // namespace koppel::matching
