#include "engine/matching/change.h"

#include "engine/matching/gates.h"
#include "engine/matching/score.h"
#include "engine/matching/seat.h"
#include "engine/matching/shape.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

namespace koppel::matching {
namespace {

constexpr std::uint32_t kUnchangeable = bit(Gate::kKind) | bit(Gate::kAge) | bit(Gate::kPaused);

// The smallest step that is enough; empty when none is.
std::optional<std::uint32_t> step_of(std::span<const std::uint32_t> steps, std::int32_t wanted) {
  for (const std::uint32_t step : steps) {
    if (std::cmp_greater_equal(step, wanted)) return step;
  }
  return std::nullopt;
}

// Where more proposals are open than the seats allow, one seat is not enough.
bool is_one_seat_enough(const Market& market, const Placement& placement) {
  Placement with_one_more = placement;
  ++with_one_more.details.seats;
  return seats_to_propose(market, with_one_more) > 0;
}

// The changes that a pair needs, gate by gate, until one cannot be met.
class Needed {
 public:
  void add(UnlockChange change, std::optional<std::uint32_t> amount) {
    possible_ = possible_ && amount.has_value();
    if (amount) changes_.push_back({.change = change, .amount = *amount});
  }

  void add_licences(std::uint32_t missing) {
    for (; missing != 0; missing &= missing - 1) {
      add(UnlockChange::kLicence, static_cast<std::uint32_t>(std::countr_zero(missing)));
    }
  }

  void add_wishes(const Person& person, const Place& place) {
    if ((person.excluded_sectors & bit(place.sector)) != 0) {
      add(UnlockChange::kAcceptSector, std::to_underlying(place.sector));
    }
    if ((person.excluded_kinds & bit(place.kind)) != 0) {
      add(UnlockChange::kAcceptKind, std::to_underlying(place.kind));
    }
  }

  [[nodiscard]] std::optional<std::vector<Change>> changes() && {
    if (!possible_) return std::nullopt;
    std::ranges::sort(changes_);
    return std::move(changes_);
  }

 private:
  std::vector<Change> changes_;
  bool possible_ = true;
};

}  // namespace

bool is_stepped(UnlockChange change) {
  return change == UnlockChange::kTravelMinutes || change == UnlockChange::kHours ||
         change == UnlockChange::kLanguage || change == UnlockChange::kAvailableEarlier;
}

std::optional<std::uint32_t> minutes_more(const Person& person, const Place& place) {
  const std::int32_t apart = distance(person, place);
  for (const std::uint32_t step : kTravelSteps) {
    if (reach_of(person.travel_minutes + step, person.travel_speed) >= apart) return step;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> hours_off(const Person& person, const Place& place) {
  const int too_few = place.hours_min - person.hours_max;
  const int too_many = person.hours_min - place.hours_max;
  return step_of(kHourSteps, std::max(too_few, too_many));
}

std::optional<std::uint32_t> levels_more(const Person& person, const Place& place) {
  return step_of(kLanguageSteps,
                 std::to_underlying(place.language) - std::to_underlying(person.language));
}

std::optional<std::uint32_t> days_earlier(const Person& person, const Place& place) {
  return step_of(kDaySteps, person.available_from.day - place.until.day);
}

std::optional<std::vector<Change>> changes_needed(const Market& market,
                                                  const Index& index,
                                                  ParticipantOrdinal participant,
                                                  PlacementOrdinal placement,
                                                  Seats seats) {
  const Person& person = index.person(participant);
  const Place& place = index.place(placement);
  const std::uint32_t gates = blocking_gates(market, index, participant, placement);
  if ((gates & kUnchangeable) != 0) return std::nullopt;
  const auto fails = [gates](Gate gate) { return (gates & bit(gate)) != 0; };
  Needed needed;
  if (fails(Gate::kRecognition)) needed.add(UnlockChange::kRecognition, 1);
  if (fails(Gate::kLicence)) needed.add_licences(place.licences & ~person.licences);
  if (fails(Gate::kLanguage)) needed.add(UnlockChange::kLanguage, levels_more(person, place));
  if (fails(Gate::kHours)) needed.add(UnlockChange::kHours, hours_off(person, place));
  if (fails(Gate::kStart)) {
    needed.add(UnlockChange::kAvailableEarlier, days_earlier(person, place));
  }
  if (fails(Gate::kTravel)) needed.add(UnlockChange::kTravelMinutes, minutes_more(person, place));
  if (fails(Gate::kExcludedWish)) needed.add_wishes(person, place);
  if (fails(Gate::kSeats) && seats == Seats::kFree) {
    const bool enough = is_one_seat_enough(market, market.at(placement));
    needed.add(UnlockChange::kSeats, enough ? std::optional{1U} : std::nullopt);
  }
  if (fails(Gate::kCaseload)) needed.add(UnlockChange::kCaseload, 1);
  if (fails(Gate::kCoach)) needed.add(UnlockChange::kCoach, 1);
  return std::move(needed).changes();
}

}  // namespace koppel::matching
