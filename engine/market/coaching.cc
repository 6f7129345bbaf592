#include "engine/market/coaching.h"

#include "engine/market/market.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <utility>

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

std::uint32_t most_hours(const CoachTeam& team) {
  for (const auto& [hours, places] : team.by_hours | std::views::reverse) {
    if (places > 0) return hours;
  }
  return 0;
}

void count_most(CoachTeam& team) {
  const std::uint32_t hours = most_hours(team);
  const bool is_limited = team.hours_per_week && hours > 0;
  team.coached.at_most = is_limited ? *team.hours_per_week / hours : UINT32_MAX;
}

std::uint32_t number_of(CoachTeams& teams, const std::string& team) {
  const auto next = static_cast<std::uint32_t>(teams.teams.size() + 1);
  const auto [known, is_new] = teams.numbers.try_emplace(team, next);
  if (is_new) teams.teams.emplace_back();
  return known->second;
}

// Null: it takes no hours.
const CoachTeam* team_of(const Market& market, const Placement& placement) {
  const CoachTeams& coaches = market.coaches;
  const std::size_t at = placement.ordinal.value() - 1;
  if (at >= coaches.team_of.size() || coaches.team_of[at] == 0) return nullptr;
  return &coaches.teams[coaches.team_of[at] - 1];
}

// Null: never heard of.
const CoachTeam* team_named(const Market& market, std::string_view team) {
  const auto number = market.coaches.numbers.find(team);
  return number == market.coaches.numbers.end() ? nullptr
                                                : &market.coaches.teams[number->second - 1];
}

}  // namespace

void count_in(CoachTeams& teams, const Placement& placement) {
  const std::size_t at = placement.ordinal.value() - 1;
  if (teams.team_of.size() <= at) teams.team_of.resize(at + 1);
  if (!takes_hours(placement)) return;
  teams.team_of[at] = number_of(teams, placement.details.coach_team);
  CoachTeam& team = teams.teams[teams.team_of[at] - 1];
  team.places.insert(std::ranges::lower_bound(team.places, placement.ordinal), placement.ordinal);
  team.coached.people += people_at(placement);
  if (may_have_somebody(placement)) ++team.by_hours[placement.details.coach_hours];
  count_most(team);
}

void count_out(CoachTeams& teams, const Placement& placement) {
  const std::size_t at = placement.ordinal.value() - 1;
  if (!takes_hours(placement)) return;
  CoachTeam& team = teams.teams[std::exchange(teams.team_of[at], 0) - 1];
  const auto place = std::ranges::lower_bound(team.places, placement.ordinal);
  invariant(place != team.places.end() && *place == placement.ordinal, "a place is counted once");
  team.places.erase(place);
  team.coached.people -= people_at(placement);
  if (may_have_somebody(placement)) --team.by_hours[placement.details.coach_hours];
  count_most(team);
}

void publish_hours(CoachTeams& teams, const std::string& team, std::uint32_t hours_per_week) {
  CoachTeam& published = teams.teams[number_of(teams, team) - 1];
  published.hours_per_week = hours_per_week;
  count_most(published);
}

void count_again(Market& market) {
  market.coaches = {};
  for (const auto& [team, published] : market.coach_teams) {
    publish_hours(market.coaches, team, published.hours_per_week);
  }
  for (const Placement& placement : market.placements) count_in(market.coaches, placement);
}

bool needs_coach(const Market& market, const Placement& placement) {
  const CoachTeam* team = team_of(market, placement);
  return team != nullptr && team->hours_per_week.has_value();
}

std::uint32_t coach_team_number(const Market& market, const Placement& placement) {
  return needs_coach(market, placement) ? market.coaches.team_of[placement.ordinal.value() - 1] : 0;
}

Coached coached_by(const Market& market, std::string_view team) {
  const CoachTeam* known = team_named(market, team);
  return known == nullptr ? Coached{} : known->coached;
}

Coached coached_with(const Market& market, const Placement& placement) {
  const CoachTeam* team = team_of(market, placement);
  return team == nullptr ? Coached{} : team->coached;
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
  return team_of(market, placement)->places;
}

std::span<const PlacementOrdinal> places_coached_by(const Market& market, std::string_view team) {
  const CoachTeam* known = team_named(market, team);
  if (known == nullptr) return {};
  return known->places;
}

}  // namespace koppel
