#pragma once

#include "engine/market/market.h"
#include "engine/matching/gates.h"
#include "engine/matching/lottery.h"
#include "engine/matching/readiness.h"
#include "engine/matching/score.h"
#include "engine/matching/seat.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

// The slow obvious twins of index and seats: no index and no order of evaluation; everything is
// derived again for each question.
namespace koppel::matching {

inline std::int32_t score_in(const Market& market, const Participant& who, const Placement& where) {
  return total(score(weights_in(market), derive_person(market, who), derive_place(market, where)));
}

inline bool passes(const Market& market, const Participant& who, const Placement& where) {
  return first_gate(derive_person(market, who), derive_place(market, where)) == Gate::kUnspecified;
}

inline std::vector<Ranked> slow_top(const Market& market, const Participant& who) {
  const LotteryWeek lottery = lottery_now(market);
  std::vector<std::tuple<std::int32_t, std::uint64_t, PlacementOrdinal>> keys;
  for (const Placement& where : market.placements) {
    if (!is_open(market, where) || !passes(market, who, where)) continue;
    keys.emplace_back(-score_in(market, who, where),
                      draw(lottery.seed, lottery.week, who.ordinal, where.ordinal),
                      where.ordinal);
  }
  std::ranges::sort(keys);
  std::vector<Ranked> places;
  for (const auto& [worse, ticket, ordinal] : keys) places.push_back({ordinal, -worse});
  return places;
}

inline std::optional<std::int32_t> slow_own_best(const Market& market, const Participant& who) {
  if (!is_candidate(market, who)) return std::nullopt;
  const std::vector<Ranked> places = slow_top(market, who);
  return places.empty() ? std::nullopt : std::optional{places.front().score};
}

inline bool slow_is_kept(const Market& market, const Participant& who, const Placement& where) {
  std::vector<Ranked> best = slow_top(market, who);
  best.resize(std::min(best.size(), kKept));
  return std::ranges::count(best, where.ordinal, &Ranked::placement) > 0;
}

inline bool slow_could_take(const Market& market, const Participant& who, const Placement& where) {
  const bool has_limit =
      who.open_proposals.size() < market.rules->limits.open_proposals_participant;
  return is_candidate(market, who) && is_open(market, where) &&
         proposals_to_make(market, where) > 0 && passes(market, who, where) &&
         !is_paused(market, who, where) &&
         market.proposal_of(who.ordinal, where.ordinal) == nullptr && has_limit &&
         has_caseload_room(market, who);
}

inline bool slow_shares_coach(const Market& market, const Placement& a, const Placement& b) {
  return a.ordinal == b.ordinal || (needs_coach(market, a) && needs_coach(market, b) &&
                                    a.details.coach_team == b.details.coach_team);
}

// Somebody without a proposal could have that seat, or another with the last hours of its coaches.
inline bool slow_is_claimed(const Market& market, const Placement& where) {
  for (const Participant& other : market.participants) {
    if (!other.open_proposals.empty()) continue;
    for (const Placement& place : market.placements) {
      const bool shares = coach_room(market, where) == 1 ? slow_shares_coach(market, where, place)
                                                         : place.ordinal == where.ordinal;
      if (shares && slow_could_take(market, other, place)) return true;
    }
  }
  return false;
}

inline std::optional<ParticipantOrdinal> slow_taker(const Market& market, const Placement& where) {
  const LotteryWeek lottery = lottery_now(market);
  std::vector<std::tuple<bool, std::int32_t, Date, std::uint64_t, ParticipantOrdinal>> claims;
  for (const Participant& who : market.participants) {
    if (!slow_could_take(market, who, where)) continue;
    const bool further = !who.open_proposals.empty();
    if (further && (!slow_is_kept(market, who, where) || slow_is_claimed(market, where))) continue;
    claims.emplace_back(!who.open_proposals.empty(),
                        *slow_own_best(market, who) - score_in(market, who, where),
                        local_date(who.waiting_since),
                        draw(lottery.seed, lottery.week, who.ordinal),
                        who.ordinal);
  }
  const auto lowest = std::ranges::min_element(claims);
  return lowest == claims.end() ? std::nullopt : std::optional{std::get<4>(*lowest)};
}

inline std::optional<PlacementOrdinal> slow_seat(const Market& market, const Participant& who) {
  std::vector<Ranked> places = slow_top(market, who);
  if (!who.open_proposals.empty()) {
    places.resize(std::min(places.size(), kKept));
    std::ranges::stable_sort(places, {}, [&market](const Ranked& place) {
      return std::int64_t{market.at(place.placement).price} - place.score;
    });
  }
  for (const Ranked& place : places) {
    const Placement& where = market.at(place.placement);
    if (!slow_could_take(market, who, where)) continue;
    if (who.open_proposals.empty() || !slow_is_claimed(market, where)) return place.placement;
  }
  return std::nullopt;
}

// As if the one proposal were not there: would the person then find a seat at that place? Where a
// seat is left there, proposals that share its coach are tried, else its own.
inline std::optional<ProposalNumber> slow_extra(const Market& market, const Participant& who) {
  using Standing = std::tuple<std::int32_t, ProposalNumber>;
  for (const Ranked& place : slow_top(market, who)) {
    const Placement& where = market.at(place.placement);
    if (slow_could_take(market, who, where)) continue;
    std::vector<Standing> extras;
    for (const auto& [number, proposal] : market.proposals) {
      const Placement& taken = market.at(proposal.placement);
      const bool seat_left = seats_to_propose(market, where) > 0;
      if (taken.closed) continue;
      if (!(seat_left ? slow_shares_coach(market, where, taken) : taken.ordinal == where.ordinal)) {
        continue;
      }
      const Participant& holder = market.at(proposal.participant);
      if (proposal.accepted || holder.open_proposals.size() == 1) continue;
      Market without = market;
      std::erase(without.placements.at(taken.ordinal.value() - 1).open_proposals, number);
      count_again(without);
      if (!slow_could_take(without, who, without.at(where.ordinal))) continue;
      const std::int32_t points = score_in(market, holder, taken);
      extras.emplace_back(std::max(0, slow_own_best(market, holder).value_or(points) - points),
                          number);
    }
    if (!extras.empty()) return std::get<1>(*std::ranges::max_element(extras));
  }
  return std::nullopt;
}

}  // namespace koppel::matching
