#include "engine/matching/seat.h"

#include "engine/matching/gates.h"
#include "engine/matching/lottery.h"
#include "engine/matching/score.h"
#include "engine/matching/shape.h"
#include "engine/model/calendar.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace koppel::matching {
namespace {

enum class Served : bool {
  kNo,
  kYes
};

// The lowest claim gets the seat.
struct Claim {
  Served served = Served::kNo;
  std::uint32_t regret = 0;
  Date waiting_since;
  std::uint64_t ticket = 0;
  ParticipantOrdinal participant;

  friend auto operator<=>(const Claim&, const Claim&) = default;
};

Served served(const Participant& participant) {
  return participant.open_proposals.empty() ? Served::kNo : Served::kYes;
}

bool has_seat(const Market& market, const Placement& placement) {
  return proposals_to_make(market, placement) > 0 && is_open(market, placement);
}

// Only a candidate has an own best; one without it passes the gates of no open place.
bool may_take(const Market& market, const Index& index, const Participant& participant) {
  return participant.open_proposals.size() < market.rules->limits.open_proposals_participant &&
         !index.kept(participant.ordinal).empty() && has_caseload_room(market, participant);
}

bool is_taken_or_paused(const Market& market,
                        const Participant& participant,
                        const Placement& placement) {
  return is_paused(market, participant, placement) ||
         market.proposal_of(participant.ordinal, placement.ordinal) != nullptr;
}

bool fits(const Market& market,
          const Index& index,
          const Participant& participant,
          const Placement& placement) {
  return failed_gates(index.person(participant.ordinal), index.place(placement.ordinal)) == 0 &&
         !is_taken_or_paused(market, participant, placement);
}

std::int32_t score_of(const Market& market,
                      const Index& index,
                      ParticipantOrdinal participant,
                      PlacementOrdinal placement) {
  return total(score(weights_in(market), index.person(participant), index.place(placement)));
}

// Open places that pass, best first, until `stop` holds: what is kept first, all only when needed.
template <typename Stop>
void each_place(const Market& market,
                const Index& index,
                const Participant& participant,
                const Stop& stop) {
  const std::span<const Ranked> kept = index.kept(participant.ordinal);
  for (const Ranked& place : kept) {
    if (stop(place)) return;
  }
  if (kept.size() < kKept) return;
  const std::vector<Ranked> all = index.top(market, participant.ordinal, UINT32_MAX);
  for (const Ranked& place : std::span(all).subspan(kept.size())) {
    if (stop(place)) return;
  }
}

bool is_kept(const Index& index, ParticipantOrdinal participant, PlacementOrdinal placement) {
  const std::span<const Ranked> kept = index.kept(participant);
  return std::ranges::find(kept, placement, &Ranked::placement) != kept.end();
}

// Kept places in the order in which somebody takes a further seat: what one more seat would bring
// to others is taken off the score.
std::vector<Ranked> kept_by_cost(const Market& market,
                                 const Index& index,
                                 ParticipantOrdinal participant) {
  const std::span<const Ranked> kept = index.kept(participant);
  std::vector<Ranked> places(kept.begin(), kept.end());
  std::ranges::stable_sort(places, std::ranges::greater{}, [&](const Ranked& place) {
    return std::int64_t{place.score} - market.at(place.placement).price;
  });
  return places;
}

// An undecided proposal of somebody who has others, at a place that has no seat left.
std::optional<ProposalNumber> extra_at(const Market& market,
                                       const Index& index,
                                       const Placement& placement) {
  std::optional<std::pair<std::uint32_t, ProposalNumber>> most;
  for (const ProposalNumber number : placement.open_proposals) {
    const Proposal& proposal = *market.find(number);
    if (proposal.accepted || market.at(proposal.participant).open_proposals.size() < 2) continue;
    const std::int32_t points = score_of(market, index, proposal.participant, proposal.placement);
    const std::pair standing{regret(index, proposal.participant, points), number};
    if (!most || standing > *most) most = standing;
  }
  return most ? std::optional{most->second} : std::nullopt;
}

std::vector<ParticipantOrdinal> unserved(const Market& market, const Index& index) {
  std::vector<ParticipantOrdinal> people;
  for (const Participant& participant : market.participants) {
    if (served(participant) == Served::kYes || !may_take(market, index, participant)) continue;
    people.push_back(participant.ordinal);
  }
  return people;
}

std::optional<PlacementOrdinal> further_seat_for(const Market& market,
                                                 const Index& index,
                                                 const Participant& who) {
  std::optional<std::vector<ParticipantOrdinal>> first_claims;  // looked for once it matters
  for (const Ranked& place : kept_by_cost(market, index, who.ordinal)) {
    const Placement& where = market.at(place.placement);
    if (!has_seat(market, where) || is_taken_or_paused(market, who, where)) continue;
    if (!first_claims) first_claims = unserved(market, index);
    const bool is_claimed = std::ranges::any_of(*first_claims, [&](ParticipantOrdinal other) {
      return fits(market, index, market.at(other), where);
    });
    if (!is_claimed) return place.placement;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PlacementOrdinal> seat_for(const Market& market,
                                         const Index& index,
                                         ParticipantOrdinal participant) {
  const Participant& who = market.at(participant);
  if (!market.rules || !may_take(market, index, who)) return std::nullopt;
  if (served(who) == Served::kYes) return further_seat_for(market, index, who);
  std::optional<PlacementOrdinal> seat;
  each_place(market, index, who, [&](const Ranked& place) {
    const Placement& where = market.at(place.placement);
    if (!has_seat(market, where) || is_taken_or_paused(market, who, where)) return false;
    seat = place.placement;
    return true;
  });
  return seat;
}

std::optional<ProposalNumber> extra_for(const Market& market,
                                        const Index& index,
                                        ParticipantOrdinal participant) {
  const Participant& who = market.at(participant);
  invariant(served(who) == Served::kNo, "an extra gives way to somebody without any proposal");
  if (!market.rules || !may_take(market, index, who)) return std::nullopt;
  // Where more are open than the seats allow, one fewer makes no room.
  const auto is_full = [&](const Placement& where) {
    return where.open_proposals.size() == proposals_at_most(market, where);
  };
  std::optional<ProposalNumber> extra;
  each_place(market, index, who, [&](const Ranked& place) {
    const Placement& where = market.at(place.placement);
    if (!is_full(where) || is_taken_or_paused(market, who, where)) return false;
    extra = extra_at(market, index, where);
    return extra.has_value();
  });
  return extra;
}

std::optional<ParticipantOrdinal> taker_of(const Market& market,
                                           const Index& index,
                                           PlacementOrdinal placement) {
  const Placement& where = market.at(placement);
  if (!market.rules || !has_seat(market, where)) return std::nullopt;
  const LotteryWeek lottery = lottery_now(market);
  std::optional<Claim> lowest;
  const auto may = [&](ParticipantOrdinal ordinal) {
    const Participant& who = market.at(ordinal);
    if (served(who) == Served::kYes && !is_kept(index, ordinal, placement)) return false;
    return may_take(market, index, who) && !is_taken_or_paused(market, who, where);
  };
  index.each_suited(market, placement, may, [&](const Suited& suited) {
    const Participant& who = market.at(suited.participant);
    const Claim claim{.served = served(who),
                      .regret = regret(index, who.ordinal, suited.score),
                      .waiting_since = local_date(who.waiting_since),
                      .ticket = draw(lottery.seed, lottery.week, who.ordinal),
                      .participant = who.ordinal};
    if (!lowest || claim < *lowest) lowest = claim;
  });
  return lowest ? std::optional{lowest->participant} : std::nullopt;
}

bool is_paused(const Market& market, const Participant& participant, const Placement& placement) {
  return std::ranges::any_of(participant.pauses, [&](const Pause& pause) {
    if (pause.placement != placement.ordinal) return false;
    if (pause.until.is_set()) return market.head.now < pause.until;
    return pause.participant_revision == participant.revision &&
           pause.placement_revision == placement.revision;
  });
}

bool has_caseload_room(const Market& market, const Participant& participant) {
  if (!participant.consultant.is_set()) return true;
  const Consultant& consultant = market.at(participant.consultant);
  if (!consultant.active) return false;
  return consultant.proposed < consultant.caseload_max ||
         undecided_proposals(market, participant) > 0;
}

Gate blocking_gate(const Market& market,
                   const Index& index,
                   ParticipantOrdinal participant,
                   PlacementOrdinal placement) {
  return lowest_gate(blocking_gates(market, index, participant, placement));
}

std::uint32_t blocking_gates(const Market& market,
                             const Index& index,
                             ParticipantOrdinal participant,
                             PlacementOrdinal placement) {
  const Participant& who = market.at(participant);
  const Placement& where = market.at(placement);
  std::uint32_t gates = failed_gates(index.person(participant), index.place(placement));
  if (proposals_to_make(market, where) == 0) gates |= bit(Gate::kSeats);
  if (is_paused(market, who, where)) gates |= bit(Gate::kPaused);
  if (!has_caseload_room(market, who)) gates |= bit(Gate::kCaseload);
  return gates;
}

std::uint32_t regret(const Index& index, ParticipantOrdinal participant, std::int32_t score) {
  const std::int32_t best = index.own_best(participant).value_or(score);
  return static_cast<std::uint32_t>(std::max(0, best - score));
}

}  // namespace koppel::matching
