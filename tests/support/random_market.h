#pragma once

#include "engine/market/market.h"
#include "engine/market/touched.h"

#include <cstddef>
#include <cstdint>
#include <random>

namespace koppel::examples {

// A small market full of variety, and changes to it; the same seed gives the same ones. Values are
// drawn from few, so that ties, gates and full places are common.
class RandomMarket {
 public:
  enum class Size : std::uint8_t {
    kSmall,
    kLarge  // people pass at more places than the index keeps for them
  };

  explicit RandomMarket(std::uint64_t seed, Size size = Size::kSmall);

  // Free to be changed further by the test.
  Market market;

  // One change of the kind that an entry brings, and what it touched.
  Touched change();

  // 0 to below - 1, evenly enough.
  [[nodiscard]] std::uint32_t below(std::uint32_t below);
  [[nodiscard]] ParticipantOrdinal any_participant();
  [[nodiscard]] PlacementOrdinal any_placement();

 private:
  void fill(Participant& participant);
  void fill(PlacementDetails& details);
  [[nodiscard]] InterestProfile any_profile();

  Touched change_something();
  Touched change_participant();
  Touched change_placement();
  Touched change_employer();
  Touched change_proposals();
  Touched change_day_or_rules();

  std::mt19937_64 random_;
};

}  // namespace koppel::examples
