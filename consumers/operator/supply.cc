#include "consumers/operator/supply.h"

#include "consumers/operator/exclusion_ledger.h"
#include "engine/matching/gates.h"
#include "engine/matching/readiness.h"
#include "engine/matching/seat.h"
#include "engine/matching/shape.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace koppel::report {
namespace {

using People = std::set<ParticipantOrdinal>;

constexpr std::uint32_t kIscoGroup = 100;  // four digits to two
constexpr std::size_t kPostcodeArea = 2;

struct Offered {
  std::vector<PlacementOrdinal> placements;
  std::uint32_t price = 0;
  People people;
};

KindOfPlace kind_of(const PlacementDetails& details) {
  return {.isco_group = details.isco / kIscoGroup,
          .kind = details.kind,
          .postcode_area = details.location.postcode.substr(0, kPostcodeArea)};
}

// A place acquired anew would begin when it is needed.
bool would_pass(const matching::Person& person, const matching::Place& place) {
  return (matching::failed_gates(person, place) & ~matching::bit(Gate::kStart)) == 0;
}

std::map<KindOfPlace, Offered> kinds_of_place(const Market& market) {
  std::map<KindOfPlace, Offered> kinds;
  for (const Placement& placement : market.placements) {
    Offered& offered = kinds[kind_of(placement.details)];
    offered.placements.push_back(placement.ordinal);
    if (is_open(market, placement)) offered.price = std::max(offered.price, placement.price);
  }
  return kinds;
}

void add_people(const Market& market,
                const matching::Index& index,
                const std::vector<ParticipantOrdinal>& unserved,
                Offered& offered) {
  for (const ParticipantOrdinal who : unserved) {
    if (!matching::has_caseload_room(market, market.at(who))) continue;
    const bool passes = std::ranges::any_of(offered.placements, [&](PlacementOrdinal where) {
      return would_pass(index.person(who), index.place(where));
    });
    if (passes) offered.people.insert(who);
  }
}

std::uint64_t added_by(const People& people, const People& helped) {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(people, [&](ParticipantOrdinal who) { return !helped.contains(who); }));
}

// Always the kind of the highest price, or that helps most people whom none before does, until no
// kind helps anybody more.
std::vector<Acquisition> in_order(const std::map<KindOfPlace, Offered>& kinds, People& helped) {
  std::vector<Acquisition> order;
  for (;;) {
    std::optional<Acquisition> best;
    for (const auto& [kind, offered] : kinds) {
      const Acquisition one{.place = kind,
                            .example = offered.placements.back(),
                            .people = offered.people.size(),
                            .added = added_by(offered.people, helped),
                            .price = offered.price};
      const auto worth = [](const Acquisition& of) {
        return std::tuple(of.price, of.added, of.people);
      };
      if (one.added > 0 && (!best || worth(one) > worth(*best))) best = one;
    }
    if (!best) return order;
    const People& people = kinds.at(best->place).people;
    helped.insert(people.begin(), people.end());
    order.push_back(*std::move(best));
  }
}

// Whom an investment helps when seats are asked for may have had a full place within reach before.
std::vector<Advised> advised(const Market& market,
                             const matching::Index& index,
                             std::span<const ParticipantOrdinal> group) {
  using matching::Investment;
  const auto now = matching::investments(market, index, group, matching::Seats::kFree);
  std::vector<Advised> all;
  for (Investment& one : matching::investments(market, index, group, matching::Seats::kAny)) {
    const auto same = std::ranges::find_if(now, [&](const Investment& other) {
      return other.kind == one.kind && other.change == one.change && other.number == one.number &&
             other.gap == one.gap && other.domain == one.domain;
    });
    std::vector<ParticipantOrdinal> both;
    if (same != now.end()) {
      std::ranges::set_intersection(one.people, same->people, std::back_inserter(both));
    }
    all.push_back({.investment = std::move(one), .now = both.size()});
  }
  return all;
}

}  // namespace

Supply supply(const Market& market, const matching::Index& index) {
  std::vector<ParticipantOrdinal> without;
  std::vector<ParticipantOrdinal> unserved;
  for (const Participant& participant : market.participants) {
    if (!is_without(participant)) continue;
    without.push_back(participant.ordinal);
    if (matching::is_candidate(market, participant)) unserved.push_back(participant.ordinal);
  }
  auto kinds = kinds_of_place(market);
  for (auto& [kind, offered] : kinds) add_people(market, index, unserved, offered);
  People helped;
  Supply result{.unserved = unserved.size(), .places = in_order(kinds, helped)};
  result.helped = helped.size();
  result.others = advised(market, index, without);
  return result;
}

}  // namespace koppel::report
