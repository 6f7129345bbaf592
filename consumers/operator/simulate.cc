#include "consumers/operator/simulate.h"

#include "consumers/operator/consultants.h"
#include "consumers/operator/person.h"
#include "consumers/operator/postcodes.h"
#include "consumers/operator/random.h"
#include "consumers/operator/workplace.h"
#include "consumers/operator/world.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <queue>
#include <utility>
#include <variant>

namespace koppel::simulate {
namespace {

constexpr std::uint32_t kParticipantsPerConsultant = 40;
constexpr std::size_t kCoachTeams = 2;
// Eleven places at six employers.
constexpr std::uint32_t kPlacesOf = 11;
constexpr std::uint32_t kEmployersOf = 6;

// Who acts when; the smaller number first when two act in the same second.
struct Turn {
  WorkTime at;
  std::size_t actor = 0;

  friend auto operator<=>(const Turn&, const Turn&) = default;
};

using Actor = std::variant<Consultants, Workplace, Person>;

WorkTime next_of(const Actor& actor) {
  return std::visit([](const auto& who) { return who.next(); }, actor);
}

Deed act(Actor& actor) {
  return std::visit([](auto& who) { return who.act(); }, actor);
}

// A moment after the first hour and within that share of all days.
WorkTime draw_arrival(Random& random, WorkTime end, std::int64_t percent) {
  const std::int64_t last = std::max(end.seconds * percent / 100, 2 * kWorkHour);
  return {.seconds = random.between(kWorkHour, static_cast<std::uint32_t>(last))};
}

// Stays where it was made: those who act hold on to its world.
class Cast {
 public:
  explicit Cast(const Options& options)
      : ids_(options.seed),
        lives_(~options.seed),
        arrivals_(lives_.next()),
        world_{.days = Days(options.first_day, options.days), .regions = {}} {
    if (world_.days.end() == WorkTime{}) return;
    add_regions(options);
    add_workplaces(options.placements);
    add_people(options.participants);
  }

  // Calls `tell` with each deed in turn, until the days are over.
  template <typename Tell>
  void play(const Tell& tell) {
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
    const auto enter = [&](std::size_t actor) {
      const WorkTime at = next_of(actors_[actor]);
      if (at < world_.days.end()) turns.push({.at = at, .actor = actor});
    };
    for (std::size_t actor = 0; actor < actors_.size(); ++actor) enter(actor);
    while (!turns.empty()) {
      const Turn turn = turns.top();
      turns.pop();
      tell(world_.days.instant(turn.at), act(actors_[turn.actor]));
      enter(turn.actor);
    }
  }

 private:
  void add_regions(const Options& options) {
    const auto areas = static_cast<std::uint32_t>(options.areas.size());
    const std::uint32_t people = kParticipantsPerConsultant * areas;
    const std::uint32_t consultants =
        std::max((options.participants + people - 1) / people, std::uint32_t{1});
    for (const AreaId area : options.areas) {
      Region region{.area = area, .consultants = {}, .coach_teams = {}};
      for (std::uint32_t i = 0; i < consultants; ++i) {
        region.consultants.emplace_back(ids_.next_id());
      }
      for (std::size_t i = 1; i <= kCoachTeams; ++i) {
        region.coach_teams.push_back(to_text(area) + "-coach-" + std::to_string(i));
      }
      world_.regions.push_back(std::move(region));
    }
    for (std::size_t i = 0; i < world_.regions.size(); ++i) {
      actors_.emplace_back(std::in_place_type<Consultants>, world_, i, Random(lives_.next()));
    }
  }

  void add_workplaces(std::uint32_t placements) {
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

  void add_people(std::uint32_t participants) {
    for (std::uint32_t i = 0; i < participants; ++i) {
      const Person::Start start{.id = ParticipantId(ids_.next_id()),
                                .number = i + 1,
                                .region = i % world_.regions.size(),
                                .arrives = draw_arrival(arrivals_, world_.days.end(), 60)};
      actors_.emplace_back(std::in_place_type<Person>, world_, start, Random(lives_.next()));
    }
  }

  SeedStream ids_;
  SeedStream lives_;
  Random arrivals_;
  World world_;
  std::vector<Actor> actors_;
};

}  // namespace

std::optional<std::string> fault_of(const Options& options) {
  if (options.source.empty()) return "the source needs a name";
  if (options.participants > kParticipantsMax) return "at most 1000000 participants";
  if (options.placements > kPlacementsMax) return "at most 1000000 placements";
  if (options.days == 0 || options.days > kDaysMax) return "1 to 3653 days";
  if (!options.first_day.is_set()) return "a first day is needed";
  if (options.areas.empty()) return "at least one area is needed";
  for (auto area = options.areas.begin(); area != options.areas.end(); ++area) {
    if (towns_of(*area).empty()) return "area " + to_text(*area) + " is not known";
    if (std::find(options.areas.begin(), area, *area) != area) {
      return "area " + to_text(*area) + " is named twice";
    }
  }
  return std::nullopt;
}

void generate(const Options& options, const Visit& visit) {
  invariant(!fault_of(options), "the options of a simulation have no fault");
  std::uint64_t told = 0;
  Cast(options).play([&](Instant at, Deed deed) {
    SimulatedFact fact{.source = options.source,
                       .id = std::to_string(options.seed) + "-" + std::to_string(++told),
                       .fact = {}};
    fact.fact.area = deed.area;
    fact.fact.occurred_at = at;
    fact.fact.body = std::move(deed.body);
    visit(fact);
  });
}

}  // namespace koppel::simulate
