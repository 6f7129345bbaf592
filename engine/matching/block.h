#pragma once

#include "engine/matching/shape.h"

#include <array>
#include <cstddef>
#include <cstdint>

// How people and places lie in memory for the kernels: by column, in blocks of 32 lanes, a lane
// being one person or one place. A record is one lane's values; it says at most what the gates and
// the score read. Where a value does not fit (ages above 254, days far from ours), it is rounded so
// that a gate may pass and never may fail by it: whoever takes a lane asks failed_gates() again.
// Which lane somebody has never shows in a result.
namespace koppel::matching {

inline constexpr std::size_t kLanes = 32;

// Two numbers of a lane side by side, as the kernels multiply them: dimension 2d and 2d + 1.
template <typename Number, std::size_t Dimensions>
using PairColumns = std::array<std::array<std::array<Number, 2>, kLanes>, Dimensions / 2>;

// Two numbers 0..15 in a byte: the even dimension in the low half.
template <std::size_t Dimensions>
using HalfColumns = std::array<std::array<std::uint8_t, kLanes>, Dimensions / 2>;

template <typename Number>
using Column = std::array<Number, kLanes>;

inline constexpr std::uint8_t kHoursUnbounded = 255;  // of a place; above kNoHours
inline constexpr std::uint8_t kNoHours = 254;         // of a person who stated none
inline constexpr std::uint8_t kAgeUnbounded = 255;
inline constexpr std::uint16_t kReachUnbounded = 65'535;
inline constexpr std::uint16_t kDayUnbounded = 65'535;
inline constexpr std::uint8_t kSkillUnknown = 15;  // above every level asked

// 42 bytes of a place. A default record passes for nobody: that is a free lane.
struct PlaceRecord {
  std::uint16_t x = 0;  // 100 m; (0, 0): unknown
  std::uint16_t y = 0;
  std::uint16_t until = 0;  // days as of day_code()
  std::uint8_t hours_min = kHoursUnbounded;
  std::uint8_t hours_max = 0;
  std::uint8_t age_min = kAgeUnbounded;
  std::uint8_t age_max = 0;
  std::uint8_t language = 0;
  std::uint8_t licences = 0;  // bit per Licence
  std::uint8_t kind = 0;      // one bit: that of the PlacementKind
  std::uint8_t sector = 0;    // number
  std::array<std::uint8_t, kDimensions> work{};
  std::array<std::uint8_t, kDomains> capacity{};
  std::array<std::uint8_t, kSkillGroups> asked{};

  friend bool operator==(const PlaceRecord&, const PlaceRecord&) = default;
};

struct alignas(64) PlaceBlock {
  Column<std::uint16_t> x, y, until;
  Column<std::uint8_t> hours_min, hours_max, age_min, age_max, language, licences, kind, sector;
  PairColumns<std::uint8_t, kDimensions> work;
  HalfColumns<kDomains> capacity;
  HalfColumns<kSkillGroups> asked;
};

static_assert(sizeof(PlaceBlock) == 42 * kLanes, "42 bytes a place");

// 49 bytes of a person. A default record passes nowhere.
struct PersonRecord {
  std::uint16_t x = 0;  // 100 m; reach is unbounded and slope 0 where they are unknown
  std::uint16_t y = 0;
  std::uint16_t reach = 0;
  std::uint16_t slope = 0;
  std::uint16_t from = 0;             // days as of day_code()
  std::uint16_t sectors_blocked = 0;  // bit per Sector
  std::int16_t least = INT16_MAX;     // a lower score than this is of no interest
  std::uint8_t hours_min = 255;
  std::uint8_t hours_max = 0;
  std::uint8_t age_low = 0;  // both the age; 0 and 255 when it is unknown
  std::uint8_t age_high = 0;
  std::uint8_t language = 0;          // 255: unknown
  std::uint8_t licences_missing = 0;  // bit per Licence
  std::uint8_t kinds_blocked = 0;     // bit per PlacementKind
  std::array<std::int8_t, kDimensions> wishes{};
  std::array<std::uint8_t, kDomains> uncarried{};  // severity that arranged support leaves
  std::array<std::uint8_t, kSkillGroups> held{};   // kSkillUnknown: not assessed

  friend bool operator==(const PersonRecord&, const PersonRecord&) = default;
};

struct alignas(64) PersonBlock {
  Column<std::uint16_t> x, y, reach, slope, from, sectors_blocked;
  Column<std::int16_t> least;
  Column<std::uint8_t> hours_min, hours_max, age_low, age_high, language, licences_missing,
      kinds_blocked;
  PairColumns<std::int8_t, kDimensions> wishes;
  HalfColumns<kDomains> uncarried;
  HalfColumns<kSkillGroups> held;
};

// Bounds of the lanes of one block, themselves in blocks of 32: what the best of all its lanes
// together could be. Of what a gate wants at most the least, of what it wants at least the most, of
// sets the union of what may pass. Those of a whole bounds block are a lane one level up.
struct PlaceExtent {
  std::uint16_t x_low = UINT16_MAX, x_high = 0;
  std::uint16_t y_low = UINT16_MAX, y_high = 0;
  std::uint16_t until = 0;
  std::uint16_t sectors = 0;  // bit per Sector
  std::uint8_t hours_min = 255, hours_max = 0;
  std::uint8_t age_min = 255, age_max = 0;
  std::uint8_t language = 255;
  std::uint8_t licences = 255;  // those that all ask
  std::uint8_t kinds = 0;
  std::array<std::uint8_t, kDimensions> work_most{};
  std::array<std::uint8_t, kDimensions> work_least = filled<kDimensions>(255);
  std::array<std::uint8_t, kDomains> capacity{};
  std::array<std::uint8_t, kSkillGroups> asked = filled<kSkillGroups>(15);

  template <std::size_t N>
  static constexpr std::array<std::uint8_t, N> filled(std::uint8_t value) {
    std::array<std::uint8_t, N> all{};
    all.fill(value);
    return all;
  }
};

struct alignas(64) PlaceBounds {
  Column<std::uint16_t> x_low, x_high, y_low, y_high, until, sectors;
  Column<std::uint8_t> hours_min, hours_max, age_min, age_max, language, licences, kinds;
  PairColumns<std::uint8_t, kDimensions> work_most, work_least;
  HalfColumns<kDomains> capacity;
  HalfColumns<kSkillGroups> asked;
};

struct PersonExtent {
  std::uint16_t x_low = UINT16_MAX, x_high = 0;
  std::uint16_t y_low = UINT16_MAX, y_high = 0;
  std::uint16_t reach = 0;
  std::uint16_t slope = UINT16_MAX;
  std::uint16_t from = UINT16_MAX;
  std::uint16_t sectors_blocked = UINT16_MAX;  // by all
  std::int16_t least = INT16_MAX;
  std::uint8_t hours_min = 255, hours_max = 0;
  std::uint8_t age_low = 255, age_high = 0;
  std::uint8_t language = 0;
  std::uint8_t licences_missing = 255;  // by all
  std::uint8_t kinds_blocked = 255;     // by all
  std::array<std::int8_t, kDimensions> wishes = lowest();
  std::array<std::uint8_t, kDomains> uncarried = PlaceExtent::filled<kDomains>(15);
  std::array<std::uint8_t, kSkillGroups> held{};

  static constexpr std::array<std::int8_t, kDimensions> lowest() {
    std::array<std::int8_t, kDimensions> all{};
    all.fill(INT8_MIN);
    return all;
  }
};

struct alignas(64) PersonBounds {
  Column<std::uint16_t> x_low, x_high, y_low, y_high, reach, slope, from, sectors_blocked;
  Column<std::int16_t> least;
  Column<std::uint8_t> hours_min, hours_max, age_low, age_high, language, licences_missing,
      kinds_blocked;
  PairColumns<std::int8_t, kDimensions> wishes;
  HalfColumns<kDomains> uncarried;
  HalfColumns<kSkillGroups> held;
};

}  // namespace koppel::matching
