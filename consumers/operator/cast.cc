#include "consumers/operator/cast.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <string>
#include <utility>

namespace koppel::simulate {
namespace {

constexpr std::uint32_t kParticipantsPerConsultant = 40;
constexpr std::uint32_t kCoachTeams = 2;
constexpr std::uint32_t kCoachHoursPerPerson = 2;  // a week
constexpr std::uint32_t kCoachHoursMin = 120;      // of a team
constexpr std::uint32_t kCoachHoursMax = 80'000;
// Eleven places at six employers.
constexpr std::uint32_t kPlacesOf = 11;
constexpr std::uint32_t kEmployersOf = 6;

// A moment after the first hour and within that share of all days.
WorkTime draw_arrival(Random& random, WorkTime end, std::int64_t percent) {
  const std::int64_t last = std::max(end.seconds * percent / 100, 2 * kWorkHour);
  return {.seconds = random.between(kWorkHour, static_cast<std::uint32_t>(last))};
}

}  // namespace

Cast::Cast(const Options& options)
    : ids_(options.seed),
      lives_(~options.seed),
      arrivals_(lives_.next()),
      world_{.days = Days(options.first_day, options.days), .regions = {}} {
  invariant(!fault_of(options), "the options of a simulation have no fault");
  if (world_.days.end() == WorkTime{}) return;
  add_regions(options);
  add_workplaces(options.placements);
  add_people(options.participants);
  for (std::size_t actor = 0; actor < actors_.size(); ++actor) enter(actor);
}

Deed Cast::act() {
  invariant(!turns_.empty(), "somebody acts");
  const std::size_t actor = turns_.top().actor;
  turns_.pop();
  Deed deed = std::visit([](auto& who) { return who.act(); }, actors_[actor]);
  enter(actor);
  return deed;
}

void Cast::enter(std::size_t actor) {
  const WorkTime at = std::visit([](const auto& who) { return who.next(); }, actors_[actor]);
  if (at < world_.days.end()) turns_.push({.at = at, .actor = actor});
}

void Cast::add_regions(const Options& options) {
  const auto areas = static_cast<std::uint32_t>(options.areas.size());
  const std::uint32_t people = kParticipantsPerConsultant * areas;
  const std::uint32_t consultants =
      std::max((options.participants + people - 1) / people, std::uint32_t{1});
  const std::uint32_t asked = kCoachHoursPerPerson * options.participants / (areas * kCoachTeams);
  const std::uint32_t hours = std::clamp(asked, kCoachHoursMin, kCoachHoursMax);
  for (const AreaId area : options.areas) {
    Region region{.area = area, .consultants = {}, .coach_teams = {}, .coach_hours = hours};
    for (std::uint32_t i = 0; i < consultants; ++i) {
      region.consultants.emplace_back(ids_.next_id());
    }
    for (std::uint32_t i = 1; i <= kCoachTeams; ++i) {
      region.coach_teams.push_back(to_text(area) + "-coach-" + std::to_string(i));
    }
    world_.regions.push_back(std::move(region));
  }
  for (std::size_t i = 0; i < world_.regions.size(); ++i) {
    actors_.emplace_back(std::in_place_type<Consultants>, world_, i, Random(lives_.next()));
  }
}

void Cast::add_workplaces(std::uint32_t placements) {
  const std::uint32_t employers = ((placements * kEmployersOf) + kPlacesOf - 1) / kPlacesOf;
  for (std::uint32_t i = 0; i < employers; ++i) {
    Workplace::Start start{.id = EmployerId(ids_.next_id()),
                           .places = {},
                           .region = i % world_.regions.size(),
                           .arrives = draw_arrival(arrivals_, world_.days.end(), 25),
                           .opened = {.seconds = world_.days.end().seconds * 3 / 5}};
    for (std::uint32_t place = i; place < placements; place += employers) {
      start.places.emplace_back(ids_.next_id());
    }
    actors_.emplace_back(std::in_place_type<Workplace>, world_, start, Random(lives_.next()));
  }
}

void Cast::add_people(std::uint32_t participants) {
  for (std::uint32_t i = 0; i < participants; ++i) {
    const Person::Start start{.id = ParticipantId(ids_.next_id()),
                              .number = i + 1,
                              .region = i % world_.regions.size(),
                              .arrives = draw_arrival(arrivals_, world_.days.end(), 60)};
    actors_.emplace_back(std::in_place_type<Person>, world_, start, Random(lives_.next()));
  }
}

}  // namespace koppel::simulate
