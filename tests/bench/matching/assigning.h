#pragma once

#include "engine/matching/assignment.h"
#include "engine/matching/lottery.h"
#include "engine/matching/search.h"
#include "tests/bench/matching/crowd.h"

#include <cstdint>
#include <random>
#include <vector>

namespace koppel::bench {

enum class Capacities : std::uint8_t {
  kSeats,
  kNested  // and caseloads and coaches, about a tenth fewer than seats
};

struct Crowded {
  std::uint32_t people = 0;
  std::uint32_t places = 0;
  double seats_a_person = 1;
  Capacities capacities = Capacities::kSeats;
};

// A market of a crowd: everybody wishes for the ten best places that pass.
class Contest {
 public:
  Contest(const Crowded& crowded, std::uint64_t seed);

  [[nodiscard]] const matching::AssignmentMarket& market() const { return market_; }

  // Somebody else in that person's stead, with another list.
  [[nodiscard]] matching::Applicant applicant(std::uint32_t ordinal);

  [[nodiscard]] std::uint32_t below(std::uint32_t limit);

 private:
  void offer_seats();
  void limit_groups();

  Crowded crowded_;
  Crowd crowd_;
  std::mt19937_64 random_;
  matching::Places places_;
  matching::LotteryWeek lottery_;
  matching::AssignmentMarket market_;
};

}  // namespace koppel::bench
