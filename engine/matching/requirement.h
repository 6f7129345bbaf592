#pragma once

#include "engine/market/market.h"
#include "engine/model/values.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

// Which competences of a place count, and for how much.
namespace koppel::matching {

inline constexpr std::size_t kRequirementsMax = 32;
inline constexpr std::uint32_t kRequirementWeights = 682;  // 682 · 12 ≤ 8,190

// The published rarity of competences, 0 (everybody has it) to 7; 0 when no taxonomy of the market
// names the code. When several name it, the first taxonomy by code counts.
class Rarity {
 public:
  [[nodiscard]] static Rarity build(const Market& market);

  [[nodiscard]] std::uint32_t of(std::uint32_t code) const;

  friend bool operator==(const Rarity&, const Rarity&) = default;

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_code_;
};

// A requirement with its share of kRequirementWeights.
struct WeighedRequirement {
  std::uint32_t code = 0;
  std::uint8_t level = 0;       // 1..4
  std::uint8_t importance = 0;  // 1..3, 3 is essential
  std::uint16_t weight = 0;

  friend bool operator==(const WeighedRequirement&, const WeighedRequirement&) = default;
};

// The kRequirementsMax heaviest by importance · (1 + rarity), then by code. Their weights are in
// that proportion and add up to exactly kRequirementWeights: whole shares first, then one more each
// by largest remainder (Hamilton), ties in the order of the list. A level or importance of 0 is 1.
[[nodiscard]] std::vector<WeighedRequirement> weigh(const Rarity& rarity,
                                                    const std::vector<Requirement>& requirements);

}  // namespace koppel::matching
