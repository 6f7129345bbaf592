#include "consumers/operator/exclusion_ledger.h"

#include "engine/matching/no_match.h"
#include "engine/matching/readiness.h"
#include "engine/matching/shape.h"

#include <algorithm>
#include <array>
#include <map>

namespace koppel::report {
namespace {

template <typename Key>
std::vector<Count<Key>> listed(const std::map<Key, std::uint64_t>& counts) {
  std::vector<Count<Key>> list;
  for (const auto& [key, count] : counts) list.push_back({.key = key, .count = count});
  return list;
}

WhyWithout why_of(const matching::NoMatch& no_match) {
  std::uint32_t removed = 0;
  for (const GateCount& gate : no_match.gates) removed += gate.placements;
  if (no_match.open_placements == 0) return {.leading = Leading::kNoPlaces};
  if (removed < no_match.open_placements) return {.leading = Leading::kOthersFirst};
  return {.leading = Leading::kGate, .gate = no_match.leading};
}

class Ledger {
 public:
  Ledger(const Market& market, const matching::Index& index) : market_(market), index_(index) {
    for (const Placement& placement : market.placements) {
      counted_.open_placements += is_open(market, placement) ? 1U : 0U;
    }
  }

  void add(const Participant& participant) {
    ++counted_.participants;
    ++states_[participant.state];
    if (participant.state != ParticipantState::kActive) return;
    ++counted_.active;
    if (participant.engagement.is_set()) {
      ++counted_.at_work;
    } else if (!participant.open_proposals.empty()) {
      ++counted_.proposed;
    } else {
      add_without(participant);
    }
  }

  [[nodiscard]] ExclusionLedger counted() && {
    counted_.states = listed(states_);
    counted_.needed = listed(needed_);
    counted_.reasons = listed(reasons_);
    counted_.removed = listed(removed_);
    for (std::size_t slot = 0; slot < matching::kDomains; ++slot) {
      if (having_[slot] == 0) continue;
      counted_.domains.push_back({.domain = static_cast<BarrierDomain>(slot + 1),
                                  .heaviest = heaviest_[slot],
                                  .having = having_[slot]});
    }
    return std::move(counted_);
  }

 private:
  void add_without(const Participant& participant) {
    ++counted_.without;
    add_barriers(index_.person(participant.ordinal));
    const ReadinessGap gap = matching::first_gap(market_, participant);
    if (gap != ReadinessGap::kUnspecified) {
      ++needed_[gap];
      return;
    }
    ++counted_.ready;
    const auto no_match = matching::explain_no_match(market_, index_, participant.ordinal);
    ++reasons_[why_of(no_match)];
    counted_.passing += no_match.open_placements;
    for (const GateCount& gate : no_match.gates) {
      removed_[gate.gate] += gate.placements;
      counted_.passing -= gate.placements;
    }
  }

  void add_barriers(const matching::Person& person) {
    std::size_t most = matching::kDomains;
    int most_severe = 0;
    for (std::size_t slot = 0; slot < matching::kDomains; ++slot) {
      const int open = person.severity[slot] - person.arranged[slot];
      if (open <= 0) continue;
      ++having_[slot];
      if (open <= most_severe) continue;
      most_severe = open;
      most = slot;
    }
    ++(most < matching::kDomains ? heaviest_[most] : counted_.no_barrier);
  }

  const Market& market_;
  const matching::Index& index_;
  ExclusionLedger counted_;
  std::map<ParticipantState, std::uint64_t> states_;
  std::map<ReadinessGap, std::uint64_t> needed_;
  std::map<WhyWithout, std::uint64_t> reasons_;
  std::map<Gate, std::uint64_t> removed_;
  std::array<std::uint64_t, matching::kDomains> heaviest_{};
  std::array<std::uint64_t, matching::kDomains> having_{};
};

}  // namespace

ExclusionLedger exclusion_ledger(const Market& market, const matching::Index& index) {
  Ledger ledger(market, index);
  for (const Participant& participant : market.participants) ledger.add(participant);
  return std::move(ledger).counted();
}

bool is_without(const Participant& participant) {
  return participant.state == ParticipantState::kActive && participant.open_proposals.empty() &&
         !participant.engagement.is_set();
}

WhyWithout why_without(const Market& market,
                       const matching::Index& index,
                       ParticipantOrdinal participant) {
  return why_of(matching::explain_no_match(market, index, participant));
}

}  // namespace koppel::report
