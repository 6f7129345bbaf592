// G6, G7: the exact assignment beside LEMON's network simplex, which solves the same market with
// the same 64-bit costs; and what one event costs. Both find the same places for everybody, and
// after all events the places are those of solving anew; a difference ends the run.

#include "engine/matching/assignment.h"
#include "engine/model/invariant.h"
#include "tests/bench/figure.h"
#include "tests/bench/matching/assigning.h"
#include "tests/support/random_assignment.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace koppel::bench {
namespace {

using examples::places_in;
using examples::Referee;
using matching::Applicant;
using matching::Assignment;
using matching::AssignmentMarket;
using matching::Wish;

constexpr std::array<double, 3> kSeatsAPerson = {0.6, 1.0, 1.5};

// With room for the sum of the tickets of kAssignedMax people.
std::int64_t worth_in_64_bits(const Applicant& /*applicant*/, const Wish& wish) {
  return (std::int64_t{wish.benefit} << 41U) + static_cast<std::int64_t>(wish.ticket >> 39U);
}

std::string text_of(const Crowded& crowded) {
  return std::to_string(crowded.people) + " x " + std::to_string(crowded.places) + ", " +
         (crowded.capacities == Capacities::kSeats ? "seats " : "nested, seats ") +
         std::to_string(crowded.seats_a_person).substr(0, 3);
}

double best_of(const std::vector<Seconds>& took) {
  return std::ranges::min(took, {}, &Seconds::wall).wall;
}

void compare_cold(Run& run, const Crowded& crowded, int rounds, std::optional<Goal> goal) {
  const Contest contest(crowded, 1);
  const AssignmentMarket& market = contest.market();
  Referee<std::int64_t> referee(market, worth_in_64_bits);
  Assignment assignment;
  const Measured measured = measure(
      rounds,
      [&] {
        const Seconds begun = moment();
        assignment = Assignment::solve(market);
        return since(begun);
      },
      [&] {
        const Seconds begun = moment();
        invariant(referee.run(), "there is an optimum");
        return since(begun);
      });
  invariant(places_in(market, assignment) == referee.places(), "both place everybody alike");
  Figure figure{.id = "G6",
                .what = text_of(crowded) + ": LEMON network simplex / ours, ms",
                .ours = median(measured.reference, &Seconds::wall) * 1e3,
                .reference = median(measured.ours, &Seconds::wall) * 1e3,
                .goal = goal};
  run.report(figure);
  figure.what.insert(0, "best: ");
  figure.goal.reset();
  figure.ours = best_of(measured.reference) * 1e3;
  figure.reference = best_of(measured.ours) * 1e3;
  run.report(figure);
}

// Most often somebody comes in another's stead, with another list; otherwise a place has a seat
// more or fewer.
Seconds time_one_event(Contest& contest, AssignmentMarket& market, Assignment& assignment) {
  const auto line = contest.below(static_cast<std::uint32_t>(market.applicants.size()));
  if (contest.below(4) > 0) {
    Applicant& applicant = market.applicants[line];
    applicant = contest.applicant(line + 1);
    const Seconds begun = moment();
    assignment.enter(applicant);
    return since(begun);
  }
  matching::Offer& offer =
      market.offers[contest.below(static_cast<std::uint32_t>(market.offers.size()))];
  offer.seats = contest.below(2) == 0 && offer.seats > 0 ? offer.seats - 1 : offer.seats + 1;
  const Seconds begun = moment();
  assignment.set(offer);
  return since(begun);
}

// In ms, of so many of a hundred.
double slowest_of(std::vector<Seconds> took, double Seconds::*clock, std::size_t percent) {
  std::ranges::sort(took, {}, clock);
  return took[(took.size() - 1) * percent / 100].*clock * 1e3;
}

// By processor time, since what others do on the machine lasts longer than an event; the clock too.
void report_events(Run& run,
                   const std::string& of,
                   const std::vector<Seconds>& took,
                   std::optional<Goal> goal) {
  const auto line = [&](const std::string& what, double ours, std::optional<Goal> its) {
    run.report({.id = "G7",
                .what = of + what + " against 0.25, ms",
                .ours = ours,
                .reference = 0.25,
                .goal = its});
  };
  line("p99", slowest_of(took, &Seconds::cpu, 99), goal);
  line("p99 by the clock", slowest_of(took, &Seconds::wall, 99), {});
  line("p50", slowest_of(took, &Seconds::cpu, 50), {});
  line("the longest", slowest_of(took, &Seconds::cpu, 100), {});
}

void measure_events(Run& run, const Crowded& crowded, std::optional<Goal> goal) {
  Contest contest(crowded, 1);
  AssignmentMarket market = contest.market();
  Assignment assignment = Assignment::solve(market);
  std::vector<Seconds> took;
  for (int left = run.is_smoke() ? 50 : 4'000; left > 0; --left) {
    took.push_back(time_one_event(contest, market, assignment));
  }
  invariant(places_in(market, assignment) == places_in(market, Assignment::solve(market)),
            "events lead where solving anew does");
  const std::string of = text_of(crowded) + ": one event, ";
  report_events(run, of, took, goal);
  double sum = 0;
  for (const Seconds& one : took) sum += one.cpu * 1e3;
  Referee<std::int64_t> referee(market, worth_in_64_bits);
  const Seconds begun = moment();
  invariant(referee.run(), "there is an optimum");
  const double anew = since(begun).cpu * 1e3;
  invariant(places_in(market, assignment) == referee.places(), "both place everybody alike");
  if (goal) goal = Goal{.bound = Goal::Bound::kAtLeast, .ratio = 1'000};
  run.report({.id = "G7",
              .what = of + "mean: LEMON anew / ours, ms",
              .ours = anew,
              .reference = sum / static_cast<double>(took.size()),
              .goal = goal});
}

void measure_all(Run& run) {
  const std::uint32_t people = run.is_smoke() ? 300 : 10'000;
  const Goal five_times{.bound = Goal::Bound::kAtLeast, .ratio = 5};
  const Goal in_time{.bound = Goal::Bound::kAtMost, .ratio = 1};
  for (const Capacities capacities : {Capacities::kSeats, Capacities::kNested}) {
    const bool seats = capacities == Capacities::kSeats;
    for (const double seats_a_person : kSeatsAPerson) {
      const Crowded crowded{.people = people,
                            .places = people / 5,
                            .seats_a_person = seats_a_person,
                            .capacities = capacities};
      if (run.wants("G6")) {
        compare_cold(run, crowded, run.rounds(), seats ? std::optional(five_times) : std::nullopt);
      }
      if (run.wants("G7")) {
        measure_events(run, crowded, seats ? std::optional(in_time) : std::nullopt);
      }
    }
  }
  const Crowded large{.people = 10 * people, .places = 2 * people, .seats_a_person = 1};
  if (run.wants("G6")) compare_cold(run, large, run.few_rounds(), five_times);
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"G6", "G7"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
