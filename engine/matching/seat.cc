#include "engine/matching/seat.h"

#include "engine/matching/gates.h"
#include "engine/matching/lottery.h"
#include "engine/matching/score.h"
#include "engine/matching/shape.h"
#include "engine/model/calendar.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <compare>
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
  return index.own_best(participant.ordinal) &&
         participant.open_proposals.size() < market.rules->limits.open_proposals_participant &&
         has_caseload_room(market, participant);
}

bool fits(const Market& market,
          const Index& index,
          const Participant& participant,
          const Placement& placement) {
  return failed_gates(index.person(participant.ordinal), index.place(placement.ordinal)) == 0 &&
         !is_paused(market, participant, placement) &&
         market.proposal_of(participant.ordinal, placement.ordinal) == nullptr;
}

std::int32_t score_of(const Market& market,
                      const Index& index,
                      ParticipantOrdinal participant,
                      PlacementOrdinal placement) {
  return total(score(weights_in(market), index.person(participant), index.place(placement)));
}

// Open places that fit and of which `wanted` holds, best first.
template <typename Wanted>
std::vector<Ranked> places_to_take(const Market& market,
                                   const Index& index,
                                   const Participant& participant,
                                   const Wanted& wanted) {
  std::vector<Ranked> places;
  for (const Placement& placement : market.placements) {
    if (!is_open(market, placement) || !wanted(placement)) continue;
    if (!fits(market, index, participant, placement)) continue;
    places.push_back({.placement = placement.ordinal,
                      .score = score_of(market, index, participant.ordinal, placement.ordinal)});
  }
  sort_ranked(market, participant.ordinal, places);
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

}  // namespace

std::optional<PlacementOrdinal> seat_for(const Market& market,
                                         const Index& index,
                                         ParticipantOrdinal participant) {
  const Participant& who = market.at(participant);
  if (!market.rules || !may_take(market, index, who)) return std::nullopt;
  const auto with_seat = [&](const Placement& where) { return has_seat(market, where); };
  const std::vector<Ranked> places = places_to_take(market, index, who, with_seat);
  const bool yields = served(who) == Served::kYes && !places.empty();
  const auto first_claims = yields ? unserved(market, index) : std::vector<ParticipantOrdinal>{};
  for (const Ranked& place : places) {
    const bool claimed = std::ranges::any_of(first_claims, [&](ParticipantOrdinal other) {
      return fits(market, index, market.at(other), market.at(place.placement));
    });
    if (!claimed) return place.placement;
  }
  return std::nullopt;
}

std::optional<ProposalNumber> extra_for(const Market& market,
                                        const Index& index,
                                        ParticipantOrdinal participant) {
  const Participant& who = market.at(participant);
  invariant(served(who) == Served::kNo, "an extra gives way to somebody without any proposal");
  if (!market.rules || !may_take(market, index, who)) return std::nullopt;
  // Where more are open than the seats allow, one fewer makes no room.
  const auto full = [&](const Placement& where) {
    return where.open_proposals.size() == proposals_at_most(market, where);
  };
  for (const Ranked& place : places_to_take(market, index, who, full)) {
    const auto extra = extra_at(market, index, market.at(place.placement));
    if (extra) return extra;
  }
  return std::nullopt;
}

std::optional<ParticipantOrdinal> taker_of(const Market& market,
                                           const Index& index,
                                           PlacementOrdinal placement) {
  const Placement& where = market.at(placement);
  if (!market.rules || !has_seat(market, where)) return std::nullopt;
  const LotteryWeek lottery = lottery_now(market);
  std::optional<Claim> lowest;
  for (const Participant& who : market.participants) {
    if (!may_take(market, index, who) || !fits(market, index, who, where)) continue;
    const std::int32_t points = score_of(market, index, who.ordinal, placement);
    const Claim claim{.served = served(who),
                      .regret = regret(index, who.ordinal, points),
                      .waiting_since = local_date(who.waiting_since),
                      .ticket = draw(lottery.seed, lottery.week, who.ordinal),
                      .participant = who.ordinal};
    if (!lowest || claim < *lowest) lowest = claim;
  }
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
