#include "engine/matching/unlock.h"

#include "engine/matching/readiness.h"
#include "engine/matching/seat.h"
#include "engine/matching/shape.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace koppel::matching {
namespace {

using Changes = std::vector<Change>;

// For each smallest set, how many open places need exactly that.
using Wanted = std::map<Changes, std::uint32_t>;

template <typename Visitor>
void each_open_place(const Market& market, const Visitor& visitor) {
  for (const Placement& placement : market.placements) {
    if (is_open(market, placement)) visitor(placement);
  }
}

Wanted wanted_by(const Market& market,
                 const Index& index,
                 ParticipantOrdinal participant,
                 std::size_t changes_max,
                 Seats seats) {
  Wanted wanted;
  each_open_place(market, [&](const Placement& placement) {
    auto needed = changes_needed(market, index, participant, placement.ordinal, seats);
    if (needed && !needed->empty() && needed->size() <= changes_max) ++wanted[*std::move(needed)];
  });
  return wanted;
}

bool meets(const Change& change, const Change& needed) {
  return change.change == needed.change &&
         (is_stepped(change.change) ? change.amount >= needed.amount
                                    : change.amount == needed.amount);
}

bool meets_all(const Changes& changes, const Changes& needed) {
  return std::ranges::all_of(needed, [&](const Change& one) {
    return std::ranges::any_of(changes, [&](const Change& change) { return meets(change, one); });
  });
}

std::uint32_t opened_by(const Changes& changes, const Wanted& wanted) {
  std::uint32_t placements = 0;
  for (const auto& [needed, count] : wanted) {
    if (meets_all(changes, needed)) placements += count;
  }
  return placements;
}

void keep_best_of_each_size(std::vector<ChangeSet>& sets) {
  std::ranges::sort(sets, [](const ChangeSet& a, const ChangeSet& b) {
    const auto apart =
        std::tuple(a.changes.size(), b.placements) <=> std::tuple(b.changes.size(), a.placements);
    return apart == 0 ? a.changes < b.changes : apart < 0;
  });
  std::map<std::size_t, std::size_t> kept;
  std::erase_if(sets, [&](const ChangeSet& set) { return ++kept[set.changes.size()] > kSetsMax; });
}

// What makes one investment another, apart from whom it helps.
using InvestmentKey =
    std::tuple<InvestmentKind, Change, std::uint32_t, ReadinessGap, BarrierDomain>;
using Helped = std::map<InvestmentKey, std::vector<ParticipantOrdinal>>;

std::uint32_t number_of_team(const Market& market, const Placement& where) {
  const auto team = market.coach_teams.find(where.details.coach_team);
  invariant(team != market.coach_teams.end(), "only a team that is known lacks hours");
  return static_cast<std::uint32_t>(std::distance(market.coach_teams.begin(), team)) + 1;
}

// The single investment that is this change at this place.
InvestmentKey investment_for(const Market& market,
                             const Participant& who,
                             const Placement& where,
                             const Change& change) {
  constexpr auto kNoGap = ReadinessGap::kUnspecified;
  constexpr auto kNoDomain = BarrierDomain::kUnspecified;
  switch (change.change) {
    case UnlockChange::kRecognition:
      return {InvestmentKind::kRecognition,
              {},
              market.at(where.employer).ordinal.value(),
              kNoGap,
              kNoDomain};
    case UnlockChange::kSeats:
      return {InvestmentKind::kSeat, {}, where.ordinal.value(), kNoGap, kNoDomain};
    case UnlockChange::kCaseload:
      return {InvestmentKind::kCaseload, {}, who.consultant.value(), kNoGap, kNoDomain};
    case UnlockChange::kCoach:
      return {InvestmentKind::kCoach, {}, number_of_team(market, where), kNoGap, kNoDomain};
    case UnlockChange::kUnspecified:
    case UnlockChange::kTravelMinutes:
    case UnlockChange::kHours:
    case UnlockChange::kLicence:
    case UnlockChange::kLanguage:
    case UnlockChange::kAcceptSector:
    case UnlockChange::kAcceptKind:
    case UnlockChange::kAvailableEarlier: break;
  }
  return {InvestmentKind::kChange, change, 0, kNoGap, kNoDomain};
}

std::span<const std::uint32_t> steps_of(UnlockChange change) {
  switch (change) {
    case UnlockChange::kTravelMinutes: return kTravelSteps;
    case UnlockChange::kHours: return kHourSteps;
    case UnlockChange::kLanguage: return kLanguageSteps;
    case UnlockChange::kAvailableEarlier: return kDaySteps;
    case UnlockChange::kUnspecified:
    case UnlockChange::kLicence:
    case UnlockChange::kAcceptSector:
    case UnlockChange::kAcceptKind:
    case UnlockChange::kRecognition:
    case UnlockChange::kSeats:
    case UnlockChange::kCaseload:
    case UnlockChange::kCoach: break;
  }
  return {};
}

// A larger step helps whom the smaller one helps.
void add_larger_steps(const Change& change, std::set<InvestmentKey>& keys) {
  for (const std::uint32_t step : steps_of(change.change)) {
    if (step <= change.amount) continue;
    keys.insert({InvestmentKind::kChange,
                 {.change = change.change, .amount = step},
                 0,
                 ReadinessGap::kUnspecified,
                 BarrierDomain::kUnspecified});
  }
}

std::set<InvestmentKey> investments_for_ready(const Market& market,
                                              const Index& index,
                                              const Participant& who,
                                              Seats seats) {
  std::set<InvestmentKey> keys;
  each_open_place(market, [&](const Placement& where) {
    const auto needed = changes_needed(market, index, who.ordinal, where.ordinal, seats);
    if (!needed || needed->size() != 1) return;
    keys.insert(investment_for(market, who, where, needed->front()));
    add_larger_steps(needed->front(), keys);
  });
  return keys;
}

// Of somebody for whom matching cannot begin: the one thing that it waits for, if it is one.
std::set<InvestmentKey> investments_for_unready(const Market& market,
                                                const Participant& who,
                                                std::span<const ReadinessGap> gaps) {
  if (gaps.size() != 1) return {};
  if (gaps.front() != ReadinessGap::kSupportFirst) {
    return {{InvestmentKind::kGap, {}, 0, gaps.front(), BarrierDomain::kUnspecified}};
  }
  const auto domains = uncarried(market, who);
  if (domains.size() != 1) return {};
  return {{InvestmentKind::kSupport, {}, 0, ReadinessGap::kUnspecified, domains.front()}};
}

std::set<InvestmentKey> investments_for(const Market& market,
                                        const Index& index,
                                        const Participant& who,
                                        Seats seats) {
  const bool possible = possible_places(market, index, who.ordinal, seats) > 0;
  const auto gaps = all_gaps(market, who);
  if (!gaps.empty()) {
    return possible ? investments_for_unready(market, who, gaps) : std::set<InvestmentKey>{};
  }
  return possible ? std::set<InvestmentKey>{} : investments_for_ready(market, index, who, seats);
}

}  // namespace

std::vector<ChangeSet> smallest_changes(const Market& market,
                                        const Index& index,
                                        ParticipantOrdinal participant,
                                        std::size_t changes_max,
                                        Seats seats) {
  const Wanted wanted = wanted_by(market, index, participant, changes_max, seats);
  std::vector<ChangeSet> sets;
  for (const auto& [changes, count] : wanted) {
    sets.push_back({.changes = changes, .placements = opened_by(changes, wanted)});
  }
  keep_best_of_each_size(sets);
  return sets;
}

std::uint32_t opened_by(const Market& market,
                        const Index& index,
                        ParticipantOrdinal participant,
                        const std::vector<Change>& changes,
                        Seats seats) {
  return opened_by(changes, wanted_by(market, index, participant, changes.size(), seats));
}

std::uint32_t possible_places(const Market& market,
                              const Index& index,
                              ParticipantOrdinal participant,
                              Seats seats) {
  const std::uint32_t unasked = seats == Seats::kAny ? bit(Gate::kSeats) : 0;
  std::uint32_t places = 0;
  each_open_place(market, [&](const Placement& placement) {
    const std::uint32_t gates = blocking_gates(market, index, participant, placement.ordinal);
    places += (gates & ~unasked) == 0 ? 1 : 0;
  });
  return places;
}

std::vector<Investment> investments(const Market& market,
                                    const Index& index,
                                    std::span<const ParticipantOrdinal> group,
                                    Seats seats) {
  Helped helped;
  for (const ParticipantOrdinal ordinal : group) {
    for (const InvestmentKey& key : investments_for(market, index, market.at(ordinal), seats)) {
      helped[key].push_back(ordinal);
    }
  }
  std::vector<Investment> all;
  for (auto& [key, people] : helped) {
    std::ranges::sort(people);
    const auto& [kind, change, number, gap, domain] = key;
    all.push_back({.kind = kind,
                   .change = change,
                   .number = number,
                   .gap = gap,
                   .domain = domain,
                   .people = std::move(people)});
  }
  std::ranges::stable_sort(
      all, std::ranges::greater{}, [](const Investment& one) { return one.people.size(); });
  return all;
}

}  // namespace koppel::matching
