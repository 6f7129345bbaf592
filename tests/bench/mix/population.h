#pragma once

#include "consumers/operator/person.h"
#include "consumers/operator/random.h"
#include "consumers/operator/workplace.h"
#include "consumers/operator/world.h"
#include "engine/market/market.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace koppel::bench {

inline constexpr AreaId kArea{11};
inline constexpr Date kFirstDay{20'759};  // 2026-11-02, a Monday

struct Size {
  std::uint32_t participants = 0;
  std::uint32_t placements = 0;
};

// Everybody in one area, as consumers/operator simulates them: first all arrive, then their facts
// change. Nobody leaves and no place closes, so that the size measured stays the size named. The
// size alone decides what comes.
class Population {
 public:
  explicit Population(Size size);
  Population(const Population&) = delete;  // who acts holds on to the world
  Population& operator=(const Population&) = delete;

  using Tell = std::function<void(FactBody)>;

  // Consultants, then employers with their places, then people up to their first phase.
  void arrive(const Tell& tell);

  // Something new about one of the people.
  [[nodiscard]] FactBody about_participant();
  // One of the places of the market: other hours, a seat more or less, more support.
  [[nodiscard]] FactBody about_placement(const Market& market);

 private:
  void make_region(std::uint32_t participants);
  void make_workplaces(std::uint32_t placements);
  void make_people(std::uint32_t participants);

  simulate::SeedStream ids_;
  simulate::SeedStream lives_;
  simulate::Random random_;
  simulate::World world_;
  std::vector<simulate::Workplace> workplaces_;
  std::uint32_t unopened_ = 0;  // places
  std::vector<simulate::Person> people_;
};

}  // namespace koppel::bench
