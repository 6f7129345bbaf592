#pragma once

#include "engine/matching/block.h"
#include "engine/matching/record.h"
#include "engine/matching/score.h"

#include <cstddef>
#include <cstdint>
#include <span>

// The innermost loops: gates and score of 32 lanes at a time, the same for every instruction set,
// bit for bit (score.h and gates.h are the obvious twins). Sums are of 16 bits and cannot overflow:
//
//   interests       every partial sum within ±16,129 (interest.h), so a product of pairs of an
//                   unsigned and a signed byte never saturates
//   open support    at most 16 · 4 · 99 = 6,336, a pair at most 792
//   trainable gap   at most 8 · 4 · 39 = 1,248, a pair at most 312
//   distance        dx, dy ≤ 32,767: max + ⌊3 · min / 8⌋ ≤ 45,054, unsigned
//   travel          within reach distance · slope ≤ travel_max ≤ 4,000; beyond it the gate fails,
//                   and what wrapped is never looked at
//   competences     at most 8,184
//   the score       kScoreMin..kScoreMax, whatever the order of the terms; INT16_MIN is nobody's
namespace koppel::matching {

inline constexpr std::int16_t kExcluded = INT16_MIN;
static_assert(kScoreMin > kExcluded, "no score is taken for an exclusion");

// Points for competences of each lane of the blocks from `from` on; null: 0 everywhere.
struct Kernels {
  const char* name = "";

  // The first block of [from, to) in which somebody passes and scores at least `least`; `to` when
  // there is none. The 32 scores of that block are written, kExcluded for whom that is not true.
  std::size_t (*next_place)(const PersonRows& person,
                            const PlaceBlock* blocks,
                            std::size_t from,
                            std::size_t to,
                            const std::int16_t* competences,
                            std::int16_t least,
                            std::int16_t* scores) = nullptr;

  // The same for people, each with a `least` of their own, or what is `enough` for the place.
  std::size_t (*next_person)(const PlaceRows& place,
                             const PersonBlock* blocks,
                             std::size_t from,
                             std::size_t to,
                             const std::int16_t* competences,
                             std::int16_t* scores) = nullptr;

  // What no lane below each of 32 entries exceeds, without competences; kExcluded where no lane can
  // pass. False when none of the 32 can.
  bool (*bound_places)(const PersonRows& person,
                       const PlaceBounds& bounds,
                       std::int16_t* most) = nullptr;
  bool (*bound_people)(const PlaceRows& place,
                       const PersonBounds& bounds,
                       std::int16_t* most) = nullptr;
};

// Plain loops: everywhere the same, and what the others are held against.
[[nodiscard]] const Kernels& scalar_kernels();

// The fastest that this processor can run, asked once.
[[nodiscard]] const Kernels& kernels();

// All that this processor can run, scalar first.
[[nodiscard]] std::span<const Kernels* const> usable_kernels();

}  // namespace koppel::matching
