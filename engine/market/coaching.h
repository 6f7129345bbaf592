#pragma once

#include "engine/model/id.h"
#include "engine/model/placement.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How many people the coaches of a team can take on. A person at a place takes hours of its team,
// so many as the place says; a team has so many hours as was published. Nothing limits a place
// without a team, one that takes no hours, or one of a team of which nothing was published.
namespace koppel {

struct Market;

struct Coached {
  std::uint32_t people = 0;
  std::uint32_t at_most = UINT32_MAX;  // hours of the team by the most that one person takes
};

// What the places of a team ask of it, and what was published of it.
struct CoachTeam {
  std::vector<PlacementOrdinal> places;             // in order, closed ones too
  std::map<std::uint32_t, std::uint32_t> by_hours;  // places that are not closed, or have somebody
  std::optional<std::uint32_t> hours_per_week;      // as published; empty: nothing was
  Coached coached;                                  // with a seat or an open proposal there
};

// Follows from the placements and from what was published. Teams are numbered as they were met.
struct CoachTeams {
  std::map<std::string, std::uint32_t, std::less<>> numbers;
  std::vector<CoachTeam> teams;        // number n at place n - 1
  std::vector<std::uint32_t> team_of;  // by ordinal of a placement less one; 0: it takes no hours
};

// A place is counted after it is made, and out and in again around every change.
void count_in(CoachTeams& teams, const Placement& placement);
void count_out(CoachTeams& teams, const Placement& placement);
void publish_hours(CoachTeams& teams, const std::string& team, std::uint32_t hours_per_week);
void count_again(Market& market);

[[nodiscard]] bool needs_coach(const Market& market, const Placement& placement);
// From 1; 0 where no coach is needed.
[[nodiscard]] std::uint32_t coach_team_number(const Market& market, const Placement& placement);
// At all places of the team together, which need not be known.
[[nodiscard]] Coached coached_by(const Market& market, std::string_view team);
[[nodiscard]] Coached coached_with(const Market& market, const Placement& placement);
[[nodiscard]] std::uint32_t coach_room(const Coached& coached);
[[nodiscard]] std::uint32_t coach_room(const Market& market, const Placement& placement);
// In order; none where no coach is needed.
[[nodiscard]] std::span<const PlacementOrdinal> places_coached_with(const Market& market,
                                                                    const Placement& placement);
// In order, whether or not anything was published.
[[nodiscard]] std::span<const PlacementOrdinal> places_coached_by(const Market& market,
                                                                  std::string_view team);

}  // namespace koppel
