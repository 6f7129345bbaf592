#pragma once

#include "consumers/intake/occupations.h"
#include "engine/model/fact.h"

#include <cstdint>

namespace koppel::intake {

// Simulated people who know real work: gives the assessments of a simulation what an occupation
// brings along, so that these people can be matched with placements of such occupations.
class Experience {
 public:
  // Both outlive it; at least one of the occupations of ESCO.
  Experience(const Occupations& occupations, std::uint64_t seed)
      : occupations_(&occupations), seed_(seed) {}

  // Everybody has one occupation, for good, that follows from seed and id. What is changed:
  //   InterestsAssessed    likes the sector very much and does not exclude it; the RIASEC scores
  //                        are near those of the work where these are known
  //   CompetencesAssessed  most of what the occupation calls essential, some of what it calls
  //                        optional and a little of two others of its sector, of this taxonomy;
  //                        skill levels near those of the work where these are known
  // Every other fact stays as it is.
  void bring_to(Fact& fact) const;

 private:
  void bring_to(InterestsAssessed& assessed, Instant at) const;
  void bring_to(CompetencesAssessed& assessed, Instant at) const;

  const Occupations* occupations_;
  std::uint64_t seed_;
};

}  // namespace koppel::intake
