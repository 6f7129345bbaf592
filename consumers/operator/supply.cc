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

// Always the kind of the highest price, or that helps most people whom none before does, until no
// kind helps anybody more.
class InOrder {
 public:
  explicit InOrder(const std::map<KindOfPlace, Offered>& kinds) {
    for (const auto& [kind, offered] : kinds) {
      const std::size_t at = all_.size();
      all_.push_back({.place = kind,
                      .example = offered.placements.back(),
                      .people = offered.people.size(),
                      .added = offered.people.size(),
                      .price = offered.price});
      people_.push_back(&offered.people);
      for (const ParticipantOrdinal who : offered.people) kinds_for_[who].push_back(at);
    }
  }

  [[nodiscard]] std::vector<Acquisition> chosen() {
    const auto worth = [](const Acquisition& one) {
      return std::tuple(one.added > 0, one.price, one.added, one.people);
    };
    std::vector<Acquisition> order;
    while (!all_.empty()) {
      const auto best = std::ranges::max_element(all_, {}, worth);
      if (best->added == 0) break;
      order.push_back(*best);
      for (const ParticipantOrdinal who : *people_[index_of(best)]) help(who);
    }
    return order;
  }

  [[nodiscard]] std::uint64_t helped() const { return helped_.size(); }

 private:
  using Kinds = std::vector<Acquisition>;

  [[nodiscard]] std::size_t index_of(Kinds::const_iterator kind) const {
    return static_cast<std::size_t>(kind - all_.begin());
  }

  void help(ParticipantOrdinal who) {
    if (!helped_.insert(who).second) return;
    for (const std::size_t at : kinds_for_[who]) --all_[at].added;
  }

  Kinds all_;  // in the order of the kinds; `added` goes down to 0
  std::vector<const People*> people_;
  std::map<ParticipantOrdinal, std::vector<std::size_t>> kinds_for_;
  People helped_;
};

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
  InOrder order(kinds);
  Supply result{.unserved = unserved.size(), .places = order.chosen()};
  result.helped = order.helped();
  result.others = advised(market, index, without);
  return result;
}

}  // namespace koppel::report
