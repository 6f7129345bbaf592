#pragma once

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

// The shapes that a person and a place share, and how a coded word finds its slot in them.
namespace koppel::matching {

inline constexpr std::size_t kRiasec = 6;
inline constexpr std::size_t kSectors = 10;
inline constexpr std::size_t kDimensions = kRiasec + kSectors;  // of an interest vector
inline constexpr std::size_t kDomains = 16;                     // BarrierDomain 1..16
inline constexpr std::size_t kSkillGroups = 8;                  // SkillGroup 1..8
inline constexpr std::uint8_t kCapacityMax = 5;                 // what supports can carry together
inline constexpr std::uint8_t kSeverityMax = 4;
inline constexpr std::int8_t kLevelMax = 4;             // of a competence and of a skill group
inline constexpr std::int8_t kLevelUnknown = -1;        // not assessed, which is not level 0
inline constexpr std::uint8_t kHoursMax = 168;          // a week
inline constexpr std::int32_t kCoordinateMax = 32'767;  // 100 m

// Slot of a word numbered from 1; the unspecified word (0) has none and is a bug here.
template <typename Word>
[[nodiscard]] constexpr std::size_t slot(Word word) {
  const std::size_t number = std::to_underlying(word);
  invariant(number > 0, "a word with a slot");
  return number - 1;
}

// The bit of a word, and the mask of a list of words without the unspecified one.
template <typename Word>
[[nodiscard]] constexpr std::uint32_t bit(Word word) {
  return std::uint32_t{1} << std::to_underlying(word);
}

template <typename Words>
[[nodiscard]] constexpr std::uint32_t mask_of(const Words& words) {
  std::uint32_t mask = 0;
  for (const auto word : words) {
    if (std::to_underlying(word) != 0) mask |= bit(word);
  }
  return mask;
}

// Narrowing that cannot wrap: the engine refuses such values where they enter.
template <typename Narrow>
[[nodiscard]] constexpr Narrow at_most(std::uint32_t value, Narrow limit) {
  return static_cast<Narrow>(std::min(value, static_cast<std::uint32_t>(limit)));
}

// The most hours a week of a stated range; a range with a least but no most has no upper end.
[[nodiscard]] constexpr std::uint8_t hours_most(std::uint32_t least, std::uint32_t most) {
  return least > 0 && most == 0 ? kHoursMax : at_most(most, kHoursMax);
}

}  // namespace koppel::matching
