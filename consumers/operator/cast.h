#pragma once

#include "consumers/operator/consultants.h"
#include "consumers/operator/person.h"
#include "consumers/operator/random.h"
#include "consumers/operator/simulate.h"
#include "consumers/operator/workplace.h"
#include "consumers/operator/world.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <variant>
#include <vector>

namespace koppel::simulate {

// Everybody who acts of their own accord, and whose turn it is. Who acts when follows from the
// options alone: nobody in it knows of an engine. Stays where it was made: those who act hold on to
// its world.
class Cast {
 public:
  // Needs options without fault.
  explicit Cast(const Options& options);
  Cast(const Cast&) = delete;
  Cast& operator=(const Cast&) = delete;

  [[nodiscard]] const World& world() const { return world_; }

  // When the next one acts, before the end of the days; kNever when nobody does any more.
  [[nodiscard]] WorkTime next() const { return turns_.empty() ? kNever : turns_.top().at; }

  // What is done at next(), which moves on. Needs somebody who acts.
  [[nodiscard]] Deed act();

 private:
  using Actor = std::variant<Consultants, Workplace, Person>;

  // Who acts when; the smaller number first when two act in the same second.
  struct Turn {
    WorkTime at;
    std::size_t actor = 0;

    friend auto operator<=>(const Turn&, const Turn&) = default;
  };

  void add_regions(const Options& options);
  void add_workplaces(std::uint32_t placements);
  void add_people(std::uint32_t participants);
  void enter(std::size_t actor);

  SeedStream ids_;
  SeedStream lives_;
  Random arrivals_;
  World world_;
  std::vector<Actor> actors_;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;
};

}  // namespace koppel::simulate
