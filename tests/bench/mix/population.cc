#include "tests/bench/mix/population.h"

#include "consumers/operator/consultants.h"
#include "consumers/operator/places.h"
#include "consumers/operator/simulate.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace koppel::bench {
namespace {

constexpr std::uint64_t kSeed = 20'261'102;
constexpr std::uint32_t kParticipantsPerConsultant = 40;
constexpr std::uint32_t kPlacesPerEmployer = 2;
constexpr std::size_t kCoachTeams = 2;

std::uint32_t divided_up(std::uint32_t number, std::uint32_t by) {
  return (number + by - 1) / by;
}

template <typename... Bodies>
bool is_any_of(const FactBody& body) {
  return (std::holds_alternative<Bodies>(body) || ...);
}

}  // namespace

Population::Population(Size size)
    : ids_(kSeed),
      lives_(~kSeed),
      random_(kSeed),
      world_{.days = simulate::Days(kFirstDay, simulate::kDaysMax), .regions = {}} {
  make_region(size.participants);
  make_workplaces(size.placements);
  make_people(size.participants);
}

void Population::make_region(std::uint32_t participants) {
  simulate::Region region{.area = kArea, .consultants = {}, .coach_teams = {}};
  for (std::uint32_t left = divided_up(participants, kParticipantsPerConsultant); left > 0; --left)
    region.consultants.emplace_back(ids_.next_id());
  for (std::size_t team = 1; team <= kCoachTeams; ++team)
    region.coach_teams.push_back("coach-" + std::to_string(team));
  world_.regions.push_back(std::move(region));
}

void Population::make_workplaces(std::uint32_t placements) {
  const simulate::WorkTime day{.seconds = simulate::kWorkDay};
  for (unopened_ = 0; unopened_ < placements;) {
    simulate::Workplace::Start start{.id = EmployerId(ids_.next_id()), .opened = day};
    for (std::uint32_t n = 0; n < kPlacesPerEmployer && unopened_ < placements; ++n, ++unopened_)
      start.places.emplace_back(ids_.next_id());
    workplaces_.emplace_back(world_, start, simulate::Random(lives_.next()));
  }
}

void Population::make_people(std::uint32_t participants) {
  for (std::uint32_t number = 1; number <= participants; ++number) {
    const simulate::Person::Start start{.id = ParticipantId(ids_.next_id()), .number = number};
    people_.emplace_back(world_, start, simulate::Random(lives_.next()));
  }
}

void Population::arrive(const Tell& tell) {
  const simulate::Region& region = world_.regions.front();
  simulate::Consultants consultants(world_, 0, simulate::Random(lives_.next()));
  for (std::size_t left = region.consultants.size() + kCoachTeams; left > 0; --left)
    tell(consultants.act().body);
  for (simulate::Workplace& workplace : workplaces_) {
    for (std::uint32_t n = 0; n < kPlacesPerEmployer && unopened_ > 0;) {
      FactBody body = workplace.act().body;
      if (std::holds_alternative<PlacementOpened>(body)) {
        ++n;
        --unopened_;
      }
      tell(std::move(body));
    }
  }
  for (simulate::Person& person : people_) {
    for (bool arriving = true; arriving;) {
      FactBody body = person.act().body;
      arriving = !std::holds_alternative<PhaseEntered>(body);
      tell(std::move(body));
    }
  }
}

FactBody Population::about_participant() {
  for (;;) {
    invariant(!people_.empty(), "enough people for the facts asked for");
    const std::size_t who = random_.below(static_cast<std::uint32_t>(people_.size()));
    FactBody body = people_[who].act().body;
    if (!is_any_of<ParticipantLeft, MovedArea, ParticipantErased>(body)) return body;
    // Stays, and is heard of no more.
    people_.erase(people_.begin() + static_cast<std::ptrdiff_t>(who));
  }
}

FactBody Population::about_placement(const Market& market) {
  const Placement& placement = random_.pick(market.placements);
  PlacementChanged change{.placement = placement.id, .details = placement.details};
  simulate::change_place(random_, change.details);
  return change;
}

}  // namespace koppel::bench
