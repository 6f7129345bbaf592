#pragma once

#include "engine/matching/shape.h"
#include "engine/model/values.h"

#include <array>
#include <cstdint>

// Interests as two vectors whose dot product is the fit: six RIASEC types, then ten sectors. The
// participant's blocks are centred, which makes the product a profile correlation (Xu and Li 2020,
// doi 10.1177/1069072720909825): who likes everything equally prefers nothing. Every block that
// says something is scaled to the same length, so that neither strand outweighs the other and the
// whole vector is never longer than 127. By Cauchy-Schwarz no fit, and no partial sum of one,
// leaves ±16,129. Integers only; divisions truncate toward zero.
namespace koppel::matching {

inline constexpr std::int32_t kInterestNormMax = 127;
inline constexpr std::int32_t kInterestBlockNormMax = 89;  // 2 · 89² ≤ 127²
inline constexpr std::int32_t kInterestsMax = kInterestNormMax * kInterestNormMax;

using InterestVector = std::array<std::int8_t, kDimensions>;

// A vector, and which strands were assessed at all. A strand that was not is all zeros, and so is
// a flat one.
struct Interests {
  InterestVector vector{};
  bool riasec_known = false;
  bool sectors_known = false;

  friend bool operator==(const Interests&, const Interests&) = default;
};

// RIASEC of any instrument becomes 0..40; a sector that a person does not name has strength 2.
[[nodiscard]] Interests interests_of_person(const InterestProfile& profile);

// Not centred: 0 means that the work has nothing of it, also for sectors that are not named. A
// place that names no sectors has the sector of its employer.
[[nodiscard]] Interests interests_of_place(const InterestProfile& profile, Sector of_employer);

}  // namespace koppel::matching
