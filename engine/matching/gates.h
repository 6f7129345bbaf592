#pragma once

#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/model/vocabulary.h"

#include <cstdint>

// Hard gates between this person and this place: only what law, safety or arithmetic demands. They
// are Gate::kKind to Gate::kExcludedWish, tried in that order. Unknown never excludes: a gate that
// lacks either side's value passes. A barrier is never a gate.
namespace koppel::matching {

// Gate::kUnspecified: the pair passes.
[[nodiscard]] Gate first_gate(const Person& person, const Place& place);

// The first of a set of gates, bit n for number n; Gate::kUnspecified for none.
[[nodiscard]] Gate lowest_gate(std::uint32_t gates);

// Every gate that the pair fails: bit n for the gate with number n. 0: the pair passes.
[[nodiscard]] std::uint32_t failed_gates(const Person& person, const Place& place);

}  // namespace koppel::matching
