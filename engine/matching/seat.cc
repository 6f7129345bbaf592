#include "engine/matching/seat.h"

#include "engine/market/awaited.h"
#include "engine/matching/gates.h"
#include "engine/matching/kept.h"
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

bool has_seat(const Openings& openings, const Placement& placement) {
  return openings.seats().contains(placement.ordinal);
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

// The first place in the order of sort_ranked() that the person passes and could still be proposed
// at, and that is `wanted`, which holds of none but further(). Those kept come before all others.
template <typename Further, typename Wanted>
std::optional<PlacementOrdinal> first_place(const Market& market,
                                            const Index& index,
                                            const Participant& who,
                                            const Further& further,
                                            const Wanted& wanted) {
  const std::span<const Ranked> kept = index.kept(who.ordinal);
  for (const Ranked& place : kept) {
    const Placement& where = market.at(place.placement);
    if (wanted(where) && !is_taken_or_paused(market, who, where)) return place.placement;
  }
  if (kept.size() < kKept) return std::nullopt;
  const RankOrder order(lottery_now(market), who.ordinal);
  std::optional<Ranked> first;
  for (const PlacementOrdinal place : further()) {
    const Placement& where = market.at(place);
    if (!wanted(where) || !is_open(market, where) || !fits(market, index, who, where)) continue;
    const Ranked here{.placement = where.ordinal,
                      .score = score_of(market, index, who.ordinal, where.ordinal)};
    if (!first || order.is_better(here, *first)) first = here;
  }
  return first ? std::optional{first->placement} : std::nullopt;
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

// The regret of a proposal, and its number.
using Standing = std::pair<std::uint32_t, ProposalNumber>;

// The one at that place that costs its holder least to give back.
std::optional<Standing> extra_at(const Market& market,
                                 const Index& index,
                                 const Placement& placement) {
  std::optional<Standing> most;
  for (const ProposalNumber number : placement.open_proposals) {
    const Proposal& proposal = *market.find(number);
    if (!is_extra(market, proposal)) continue;
    const std::int32_t points = score_of(market, index, proposal.participant, proposal.placement);
    const Standing standing{regret(index, proposal.participant, points), number};
    if (!most || standing > *most) most = standing;
  }
  return most;
}

// Proposals of which one fewer makes room, at the places of one market as it stands.
class Extras {
 public:
  Extras(const Market& market, const Index& index, const Openings& openings)
      : market_(market), index_(index), places_(openings.extras()) {}

  [[nodiscard]] bool none() const { return places_.empty(); }

  // Those with such a proposal, and all that share a team with one of them.
  [[nodiscard]] Ordered<PlacementOrdinal> places() const {
    Ordered<PlacementOrdinal> places = places_;
    for (const PlacementOrdinal place : places_) {
      places.insert_all(places_coached_with(market_, market_.at(place)));
    }
    return places;
  }

  // Where more are open than seats or coaches allow, none does.
  [[nodiscard]] std::optional<ProposalNumber> for_room_at(const Placement& where) const {
    const Coached coached = coached_with(market_, where);
    const std::uint32_t seats = proposals_at_most(market_, where);
    if (coached.people > coached.at_most || where.open_proposals.size() > seats) {
      return std::nullopt;
    }
    std::optional<Standing> most;
    if (where.open_proposals.size() == seats) {
      most = at(where);
    } else if (coached.people == coached.at_most) {
      most = of_team(where);
    }
    return most ? std::optional{most->second} : std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<Standing> at(const Placement& where) const {
    if (!places_.contains(where.ordinal)) return std::nullopt;
    return extra_at(market_, index_, where);
  }

  // At any place of the team that coaches there.
  [[nodiscard]] std::optional<Standing> of_team(const Placement& where) const {
    const std::span<const PlacementOrdinal> team = places_coached_with(market_, where);
    std::optional<Standing> most;
    for (const PlacementOrdinal place : places_) {
      if (!std::ranges::binary_search(team, place)) continue;
      if (market_.at(place).closed) continue;  // nobody stays there
      most = std::max(most, extra_at(market_, index_, market_.at(place)));
    }
    return most;
  }

  const Market& market_;
  const Index& index_;
  const Ordered<PlacementOrdinal>& places_;  // with such a proposal
};

std::vector<ParticipantOrdinal> unserved(const Market& market, const Index& index) {
  std::vector<ParticipantOrdinal> people;
  for (const Participant& participant : market.participants) {
    if (served(participant) == Served::kYes || !may_take(market, index, participant)) continue;
    people.push_back(participant.ordinal);
  }
  return people;
}

bool could_have(const Market& market,
                const Openings& openings,
                const Participant& who,
                const Placement& where) {
  return has_seat(openings, where) && !is_taken_or_paused(market, who, where);
}

// A seat at another place of the team that coaches there. Whoever has few places has all of them
// kept.
bool could_have_coach_of(const Market& market,
                         const Index& index,
                         const Openings& openings,
                         const Participant& who,
                         const Placement& where) {
  const std::span<const PlacementOrdinal> team = places_coached_with(market, where);
  const std::span<const Ranked> kept = index.kept(who.ordinal);
  const bool has_one = std::ranges::any_of(kept, [&](const Ranked& place) {
    return std::ranges::binary_search(team, place.placement) &&
           could_have(market, openings, who, market.at(place.placement));
  });
  if (has_one || kept.size() < kKept) return has_one;
  return std::ranges::any_of(team, [&](PlacementOrdinal other) {
    return has_seat(openings, market.at(other)) && fits(market, index, who, market.at(other));
  });
}

// Somebody of these could have that seat, or the last hours of its coaches at another place.
bool is_claimed(const Market& market,
                const Index& index,
                const Openings& openings,
                std::span<const ParticipantOrdinal> people,
                const Placement& where) {
  const bool is_last = coach_room(market, where) == 1;
  return std::ranges::any_of(people, [&](ParticipantOrdinal ordinal) {
    const Participant& who = market.at(ordinal);
    return fits(market, index, who, where) ||
           (is_last && could_have_coach_of(market, index, openings, who, where));
  });
}

std::optional<PlacementOrdinal> further_seat_for(const Market& market,
                                                 const Index& index,
                                                 const Openings& openings,
                                                 const Participant& who) {
  std::optional<std::vector<ParticipantOrdinal>> first_claims;  // looked for once it matters
  for (const Ranked& place : kept_by_cost(market, index, who.ordinal)) {
    const Placement& where = market.at(place.placement);
    if (!could_have(market, openings, who, where)) continue;
    if (!first_claims) first_claims = unserved(market, index);
    if (!is_claimed(market, index, openings, *first_claims, where)) return place.placement;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PlacementOrdinal> seat_for(const Market& market,
                                         const Index& index,
                                         const Openings& openings,
                                         ParticipantOrdinal participant) {
  const Participant& who = market.at(participant);
  if (!market.rules || !may_take(market, index, who)) return std::nullopt;
  if (served(who) == Served::kYes) return further_seat_for(market, index, openings, who);
  return first_place(
      market,
      index,
      who,
      [&]() -> const auto& { return openings.seats(); },
      [&](const Placement& where) { return has_seat(openings, where); });
}

std::optional<ProposalNumber> extra_for(const Market& market,
                                        const Index& index,
                                        const Openings& openings,
                                        ParticipantOrdinal participant) {
  const Participant& who = market.at(participant);
  invariant(served(who) == Served::kNo, "an extra gives way to somebody without any proposal");
  if (!market.rules || !may_take(market, index, who)) return std::nullopt;
  const Extras extras(market, index, openings);
  if (extras.none()) return std::nullopt;
  const auto has_extra = [&](const Placement& where) {
    return extras.for_room_at(where).has_value();
  };
  const auto places = [&] { return extras.places(); };
  const auto place = first_place(market, index, who, places, has_extra);
  return place ? extras.for_room_at(market.at(*place)) : std::nullopt;
}

std::optional<ParticipantOrdinal> taker_of(const Market& market,
                                           const Index& index,
                                           const Openings& openings,
                                           PlacementOrdinal placement) {
  const Placement& where = market.at(placement);
  if (!market.rules || !has_seat(openings, where)) return std::nullopt;
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
  if (!lowest) return std::nullopt;
  if (lowest->served == Served::kYes && coach_room(market, where) == 1 &&
      is_claimed(market, index, openings, unserved(market, index), where)) {
    return std::nullopt;
  }
  return lowest->participant;
}

bool is_paused(const Market& market, const Participant& participant, const Placement& placement) {
  return std::ranges::any_of(participant.pauses, [&](const Pause& pause) {
    if (pause.placement != placement.ordinal) return false;
    if (has_come(pause, participant, placement)) return false;
    if (pause.until.is_set()) return market.head.now < pause.until;
    if (pause.awaited != DeferCondition::kUnspecified) return true;
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
  return BlockingGates(market, index, participant).at(market.at(placement));
}

BlockingGates::BlockingGates(const Market& market,
                             const Index& index,
                             ParticipantOrdinal participant)
    : market_(market),
      index_(index),
      who_(market.at(participant)),
      person_(index.person(participant)),
      everywhere_(has_caseload_room(market, who_) ? 0 : bit(Gate::kCaseload)) {}

std::uint32_t BlockingGates::at(const Placement& placement) const {
  std::uint32_t gates = failed_gates(person_, index_.place(placement.ordinal)) | everywhere_;
  if (seats_to_propose(market_, placement) == 0) gates |= bit(Gate::kSeats);
  if (is_paused(market_, who_, placement)) gates |= bit(Gate::kPaused);
  if (coach_room(market_, placement) == 0) gates |= bit(Gate::kCoach);
  return gates;
}

std::uint32_t regret(const Index& index, ParticipantOrdinal participant, std::int32_t score) {
  const std::int32_t best = index.own_best(participant).value_or(score);
  return static_cast<std::uint32_t>(std::max(0, best - score));
}

}  // namespace koppel::matching
