#pragma once

#include "engine/market/market.h"
#include "engine/matching/interest.h"
#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/matching/requirement.h"
#include "engine/model/control_fact.h"

#include <cstddef>
#include <cstdint>

// How well a place suits a person, in points: integers with proved bounds, so that every processor
// and every vector width computes the same. Points of two people are never compared.
namespace koppel::matching {

inline constexpr std::int32_t kCompetencesMax = 12 * std::int32_t{kRequirementWeights};
inline constexpr std::int32_t kOpenSupportMax = kDomains * kSeverityMax * kSupportWeightMax;
inline constexpr std::int32_t kTrainableGapMax = kSkillGroups * kLevelMax * kGapWeightMax;
inline constexpr std::int32_t kTravelMax = kTravelWeightMax;
inline constexpr std::int32_t kScoreMax = kInterestsMax + kCompetencesMax;
inline constexpr std::int32_t kScoreMin =
    -kInterestsMax - kOpenSupportMax - kTrainableGapMax - kTravelMax;
static_assert(kScoreMax <= INT16_MAX && kScoreMin > INT16_MIN, "a score fits 16 bits");

// The four terms but the first are never negative.
struct Parts {
  std::int32_t interests = 0;
  std::int32_t competences = 0;
  std::int32_t open_support = 0;
  std::int32_t trainable_gap = 0;
  std::int32_t travel = 0;

  friend bool operator==(const Parts&, const Parts&) = default;
};

[[nodiscard]] constexpr std::int32_t total(const Parts& parts) {
  return parts.interests + parts.competences - parts.open_support - parts.trainable_gap -
         parts.travel;
}

// The weights in force; all zero in a market without rules. Weights above their limits are a bug.
[[nodiscard]] const Weights& weights_in(const Market& market);
[[nodiscard]] const Weights& weights_of(const RulesPublished* rules);  // null: all zero
[[nodiscard]] std::uint32_t support_weight(const Weights& weights, std::size_t domain_slot);
[[nodiscard]] std::uint32_t gap_weight(const Weights& weights, std::size_t skill_slot);

// interests      Σ a_d · x_d
// competences    Σ w_r · (12 · min(have, need) / need); w adds up to 682
// open support   Σ support_d · max(0, severity − min(5, capacity of the place + arranged))
// trainable gap  Σ gap_g · max(0, need − have), over assessed groups
// travel         min(distance · slope, travel_max)
// A strand that was not assessed counts 0 for every place.
[[nodiscard]] Parts score(const Weights& weights, const Person& person, const Place& place);

// Octagonal distance in 100 m, max + 3 · min / 8: at most 7 % from the straight line. -1 when the
// place of either is unknown.
[[nodiscard]] std::int32_t distance(const Person& person, const Place& place);

// The factors of the score, for who explains it. Slots are those of shape.h.

// The person's level of that competence; 0 when it is not held.
[[nodiscard]] std::uint32_t level_held(const Person& person, std::uint32_t code);
[[nodiscard]] std::int32_t requirement_points(const WeighedRequirement& requirement,
                                              std::uint32_t level);
// What place and arranged support carry together, 0..5, and what severity they leave, 0..4.
[[nodiscard]] std::uint32_t carried(const Person& person,
                                    const Place& place,
                                    std::size_t domain_slot);
[[nodiscard]] std::uint32_t uncarried_severity(const Person& person,
                                               const Place& place,
                                               std::size_t domain_slot);
// Levels missing in a skill group; 0 when it was not assessed.
[[nodiscard]] std::uint32_t levels_short(const Person& person,
                                         const Place& place,
                                         std::size_t skill_slot);
[[nodiscard]] std::int32_t travel_points(const Weights& weights,
                                         const Person& person,
                                         const Place& place);

}  // namespace koppel::matching
