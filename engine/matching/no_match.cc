#include "engine/matching/no_match.h"

#include "engine/matching/change.h"
#include "engine/matching/gates.h"
#include "engine/matching/seat.h"
#include "engine/matching/shape.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace koppel::matching {
namespace {

std::optional<std::uint32_t> one_licence(const Person& person, const Place& place) {
  const std::uint32_t missing = place.licences & ~person.licences;
  if (!std::has_single_bit(missing)) return std::nullopt;
  return static_cast<std::uint32_t>(std::countr_zero(missing));
}

// What one change alone would unlock.
class Unlocks {
 public:
  // The pair is kept apart by that gate and by no other.
  void add(Gate gate, const Person& person, const Place& place, EmployerOrdinal employer);

  [[nodiscard]] std::vector<Unlock> best() const;

 private:
  void add(UnlockChange change, std::optional<std::uint32_t> amount);
  void add_wish(const Person& person, const Place& place);

  std::map<std::pair<UnlockChange, std::uint32_t>, std::uint32_t> placements_;
  std::set<EmployerOrdinal> to_recognise_;
};

void Unlocks::add(Gate gate, const Person& person, const Place& place, EmployerOrdinal employer) {
  switch (gate) {
    case Gate::kUnspecified:
    case Gate::kKind:
    case Gate::kAge:
    case Gate::kPaused: return;
    case Gate::kRecognition:
      to_recognise_.insert(employer);
      return add(UnlockChange::kRecognition, 0);
    case Gate::kLicence: return add(UnlockChange::kLicence, one_licence(person, place));
    case Gate::kLanguage: return add(UnlockChange::kLanguage, levels_more(person, place));
    case Gate::kHours: return add(UnlockChange::kHours, hours_off(person, place));
    case Gate::kStart: return add(UnlockChange::kAvailableEarlier, days_earlier(person, place));
    case Gate::kTravel: return add(UnlockChange::kTravelMinutes, minutes_more(person, place));
    case Gate::kExcludedWish: return add_wish(person, place);
    case Gate::kSeats: return add(UnlockChange::kSeats, 1);
    case Gate::kCaseload: return add(UnlockChange::kCaseload, 1);
    case Gate::kCoach: return add(UnlockChange::kCoach, 1);
  }
}

void Unlocks::add(UnlockChange change, std::optional<std::uint32_t> amount) {
  if (amount) ++placements_[{change, *amount}];
}

// Accepting both a sector and a kind would be two changes.
void Unlocks::add_wish(const Person& person, const Place& place) {
  const bool sector = (person.excluded_sectors & bit(place.sector)) != 0;
  const bool kind = (person.excluded_kinds & bit(place.kind)) != 0;
  if (sector && !kind) add(UnlockChange::kAcceptSector, std::to_underlying(place.sector));
  if (kind && !sector) add(UnlockChange::kAcceptKind, std::to_underlying(place.kind));
}

std::vector<Unlock> Unlocks::best() const {
  std::vector<Unlock> unlocks;
  for (const auto& [key, placements] : placements_) {
    const auto [change, amount] = key;
    Unlock unlock{.change = change, .amount = amount, .placements = placements};
    if (change == UnlockChange::kRecognition) {
      unlock.amount = static_cast<std::uint32_t>(to_recognise_.size());
    }
    const bool includes = !unlocks.empty() && unlocks.back().change == change && is_stepped(change);
    if (includes) unlock.placements += unlocks.back().placements;
    unlocks.push_back(unlock);
  }
  std::ranges::stable_sort(unlocks, std::ranges::greater{}, &Unlock::placements);
  if (unlocks.size() > kUnlocksMax) unlocks.resize(kUnlocksMax);
  return unlocks;
}

}  // namespace

WhyNone::WhyNone(const Market& market, const Index& index, ParticipantOrdinal participant)
    : market_(market), index_(index), participant_(participant) {
  const BlockingGates blocking(market, index, participant);
  for (const Placement& placement : market.placements) {
    if (!index.is_open(placement.ordinal)) continue;
    ++open_placements_;
    const std::uint32_t gates = blocking.at(placement);
    if (gates == 0) continue;
    const Gate first = lowest_gate(gates);
    ++removed_[std::to_underlying(first)];
    if (std::has_single_bit(gates)) lone_.push_back({.place = placement.ordinal, .gate = first});
  }
}

Gate WhyNone::leading() const {
  const auto most = std::ranges::max_element(removed_);
  return *most == 0 ? Gate::kUnspecified : static_cast<Gate>(most - removed_.begin());
}

NoMatch WhyNone::explained() const {
  NoMatch result{.open_placements = open_placements_, .leading = leading()};
  for (std::size_t gate = 1; gate < kGates; ++gate) {
    if (removed_[gate] == 0) continue;
    result.gates.push_back({.gate = static_cast<Gate>(gate), .placements = removed_[gate]});
  }
  Unlocks unlocks;
  for (const Lone& lone : lone_) {
    unlocks.add(lone.gate,
                index_.person(participant_),
                index_.place(lone.place),
                market_.at(lone.place).employer);
  }
  result.unlocks = unlocks.best();
  return result;
}

NoMatch explain_no_match(const Market& market, const Index& index, ParticipantOrdinal participant) {
  return WhyNone(market, index, participant).explained();
}

}  // namespace koppel::matching
