#pragma once

#include "engine/matching/block.h"

#include <cstddef>

// Lanes into blocks and out of them, and bounds that grow.
namespace koppel::matching {

[[nodiscard]] PlaceRecord read(const PlaceBlock& block, std::size_t lane);
[[nodiscard]] PersonRecord read(const PersonBlock& block, std::size_t lane);
[[nodiscard]] PlaceExtent read(const PlaceBounds& bounds, std::size_t lane);
[[nodiscard]] PersonExtent read(const PersonBounds& bounds, std::size_t lane);

void write(PlaceBlock& block, std::size_t lane, const PlaceRecord& record);
void write(PersonBlock& block, std::size_t lane, const PersonRecord& record);
void write(PlaceBounds& bounds, std::size_t lane, const PlaceExtent& extent);
void write(PersonBounds& bounds, std::size_t lane, const PersonExtent& extent);

[[nodiscard]] PlaceExtent extent_of(const PlaceRecord& record);
[[nodiscard]] PersonExtent extent_of(const PersonRecord& record);

// The extent of both together.
[[nodiscard]] PlaceExtent joined(const PlaceExtent& a, const PlaceExtent& b);
[[nodiscard]] PersonExtent joined(const PersonExtent& a, const PersonExtent& b);

}  // namespace koppel::matching
