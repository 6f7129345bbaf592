#pragma once

#include "engine/matching/assignment.h"
#include "tests/support/network_simplex.h"

#include <cstdint>
#include <random>
#include <variant>
#include <vector>

// Markets to assign in, what happens to them, and what LEMON says of them.
namespace koppel::examples {

// Upper limits; each market draws its own below them.
struct AssignmentShape {
  std::uint32_t people = 0;
  std::uint32_t places = 0;
  std::uint32_t wishes = 0;
  std::uint32_t seats = 1;
  std::uint32_t consultants = 0;
  std::uint32_t teams = 0;
  std::uint32_t benefits = 1;  // few: many assignments differ in days and tickets only
};

struct Left {
  ParticipantOrdinal participant;
};

using AssignmentEvent = std::
    variant<matching::Applicant, Left, matching::Offer, matching::Caseload, matching::Coaching>;

class RandomAssignment {
 public:
  RandomAssignment(const AssignmentShape& shape, std::uint64_t seed);

  [[nodiscard]] matching::AssignmentMarket market();
  [[nodiscard]] AssignmentEvent event();

  [[nodiscard]] std::uint32_t below(std::uint32_t limit);

 private:
  [[nodiscard]] matching::Applicant applicant(std::uint32_t ordinal);
  [[nodiscard]] matching::Offer offer(std::uint32_t ordinal);
  [[nodiscard]] matching::Caseload caseload(std::uint32_t ordinal);
  [[nodiscard]] matching::Coaching coaching(std::uint32_t ordinal);

  AssignmentShape shape_;
  std::mt19937_64 random_;
  matching::LotteryWeek lottery_;
};

// The same event in the obvious way.
void apply(matching::AssignmentMarket& market, const AssignmentEvent& event);
void apply(matching::Assignment& assignment, const AssignmentEvent& event);

// Who gets which place; by the lines of the market.
using Seated = std::vector<PlacementOrdinal>;

[[nodiscard]] Seated places_in(const matching::AssignmentMarket& market,
                               const matching::Assignment& assignment);

// Of everybody who has a place that is on the list.
[[nodiscard]] matching::Worth worth_of(const matching::AssignmentMarket& market,
                                       const Seated& places);

// The market as LEMON sees it: its nodes are both ends, consultants, people, places and teams.
template <typename Cost>
class Referee {
 public:
  // `worth` of a wish of somebody, as a number of fewer bits where Cost has no more.
  template <typename WorthOf>
  Referee(const matching::AssignmentMarket& market, const WorthOf& worth)
      : simplex_(problem_of(market, worth)), market_(market) {}

  bool run() { return simplex_.run(); }

  [[nodiscard]] Seated places() const {
    Seated places;
    std::size_t arc = 0;
    for (const matching::Applicant& applicant : market_.applicants) {
      PlacementOrdinal& place = places.emplace_back();
      for (const matching::Wish& wish : applicant.wishes) {
        if (simplex_.flow(arc++) > 0) place = wish.place;
      }
    }
    return places;
  }

 private:
  template <typename WorthOf>
  static FlowProblem<Cost> problem_of(const matching::AssignmentMarket& market,
                                      const WorthOf& worth);

  NetworkSimplex<Cost> simplex_;
  const matching::AssignmentMarket& market_;
};

// Numbers of nodes by ordinal, one kind after the other.
struct RefereeNodes {
  explicit RefereeNodes(const matching::AssignmentMarket& market);

  std::uint32_t consultants = 2;  // after source and sink; the first is nobody's caseload
  std::uint32_t people = 0;
  std::uint32_t places = 0;
  std::uint32_t teams = 0;
  std::uint32_t all = 0;
};

template <typename Cost>
template <typename WorthOf>
FlowProblem<Cost> Referee<Cost>::problem_of(const matching::AssignmentMarket& market,
                                            const WorthOf& worth) {
  const RefereeNodes nodes(market);
  const auto everybody = static_cast<std::uint32_t>(market.applicants.size());
  FlowProblem<Cost> problem{.nodes = nodes.all, .supply = everybody, .arcs = {}};
  for (const matching::Applicant& applicant : market.applicants) {
    for (const matching::Wish& wish : applicant.wishes) {
      problem.arcs.push_back({.from = nodes.people + applicant.participant.value(),
                              .to = nodes.places + wish.place.value(),
                              .capacity = 1,
                              .cost = -worth(applicant, wish)});
    }
  }
  const auto capacity = [&problem](std::uint32_t from, std::uint32_t to, std::uint32_t most) {
    problem.arcs.push_back({.from = from, .to = to, .capacity = most, .cost = 0});
  };
  for (const matching::Applicant& applicant : market.applicants) {
    capacity(nodes.consultants + applicant.consultant.value(),
             nodes.people + applicant.participant.value(),
             1);
  }
  for (const matching::Offer& offer : market.offers) {
    capacity(nodes.places + offer.place.value(), nodes.teams + offer.team.value(), offer.seats);
  }
  for (const matching::Caseload& caseload : market.caseloads) {
    capacity(0, nodes.consultants + caseload.consultant.value(), caseload.people);
  }
  for (const matching::Coaching& coaching : market.coaching) {
    capacity(nodes.teams + coaching.team.value(), 1, coaching.people);
  }
  capacity(0, nodes.consultants, everybody);
  capacity(nodes.teams, 1, everybody);
  capacity(0, 1, everybody);
  return problem;
}

// Exactly the sums that the assignment maximises.
[[nodiscard]] Seated refereed(const matching::AssignmentMarket& market);

}  // namespace koppel::examples
