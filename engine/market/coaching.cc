#include "engine/market/coaching.h"

#include "engine/market/market.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <ranges>

namespace koppel {
namespace {

bool takes_hours(const Placement& placement) {
  return placement.details.coach_hours > 0 && !placement.details.coach_team.empty();
}

std::uint32_t people_at(const Placement& placement) {
  return placement.engaged + static_cast<std::uint32_t>(placement.open_proposals.size());
}

bool may_have_somebody(const Placement& placement) {
  return !placement.closed || people_at(placement) > 0;
}

std::uint32_t most_hours(const CoachedPlaces& asked) {
  for (const auto& [hours, places] : asked.by_hours | std::views::reverse) {
    if (places > 0) return hours;
  }
  return 0;
}

}  // namespace

void count_in(PlacesByTeam& teams, const Placement& placement) {
  if (!takes_hours(placement)) return;
  CoachedPlaces& asked = teams[placement.details.coach_team];
  asked.places.insert(std::ranges::lower_bound(asked.places, placement.ordinal), placement.ordinal);
  asked.people += people_at(placement);
  if (may_have_somebody(placement)) ++asked.by_hours[placement.details.coach_hours];
}

void count_out(PlacesByTeam& teams, const Placement& placement) {
  if (!takes_hours(placement)) return;
  CoachedPlaces& asked = teams.find(placement.details.coach_team)->second;
  const auto at = std::ranges::lower_bound(asked.places, placement.ordinal);
  invariant(at != asked.places.end() && *at == placement.ordinal, "a place is counted once");
  asked.places.erase(at);
  asked.people -= people_at(placement);
  if (may_have_somebody(placement)) --asked.by_hours[placement.details.coach_hours];
}

void count_again(Market& market) {
  market.coached_places.clear();
  for (const Placement& placement : market.placements) count_in(market.coached_places, placement);
}

bool needs_coach(const Market& market, const Placement& placement) {
  return takes_hours(placement) && market.coach_teams.contains(placement.details.coach_team);
}

Coached coached_by(const Market& market, std::string_view team) {
  const auto asked = market.coached_places.find(team);
  if (asked == market.coached_places.end()) return {};
  Coached coached{.people = asked->second.people};
  const auto published = market.coach_teams.find(team);
  const std::uint32_t hours = most_hours(asked->second);
  if (published != market.coach_teams.end() && hours > 0) {
    coached.at_most = published->second.hours_per_week / hours;
  }
  return coached;
}

Coached coached_with(const Market& market, const Placement& placement) {
  return takes_hours(placement) ? coached_by(market, placement.details.coach_team) : Coached{};
}

std::uint32_t coach_room(const Coached& coached) {
  return coached.at_most - std::min(coached.at_most, coached.people);
}

std::uint32_t coach_room(const Market& market, const Placement& placement) {
  return coach_room(coached_with(market, placement));
}

std::span<const PlacementOrdinal> places_coached_with(const Market& market,
                                                      const Placement& placement) {
  if (!needs_coach(market, placement)) return {};
  const auto asked = market.coached_places.find(placement.details.coach_team);
  if (asked == market.coached_places.end()) return {};
  return asked->second.places;
}

}  // namespace koppel
