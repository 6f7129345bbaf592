#pragma once

#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/model/control_fact.h"
#include "engine/model/values.h"

#include <vector>

// A score, taken apart for the people it is about.
namespace koppel::matching {

// One line for every product that is not 0, in the order of ScorePart and then of the code
// (competences: heaviest first); the points add up to the score exactly. What `asked` and `offered`
// say:
//   interests      the work's strength 0..127; the person's, without its sign, which is that of
//                  the points
//   competences    level asked, level held; an essential one not held is a line of 0 points
//   open support   severity; what place and arranged support carry
//   trainable gap  level asked, level held
//   travel         distance and reach in 100 m
// A strand that was not assessed has no line.
[[nodiscard]] std::vector<Contribution> contributions(const Weights& weights,
                                                      const Person& person,
                                                      const Place& place);

// The domains in which this place and what is arranged do not carry the barrier; `capacity` is how
// much is missing, 1..4.
[[nodiscard]] std::vector<Support> open_support(const Person& person, const Place& place);

}  // namespace koppel::matching
