#pragma once

#include "engine/model/vocabulary.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

// Postcode and Rijksdriehoek coordinates in units of 100 m, filled in by intake.
struct Location {
  std::string postcode;
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

struct Support {
  BarrierDomain domain = BarrierDomain::kUnspecified;
  std::uint32_t capacity = 0;  // 0 to 5: how severe a barrier it can carry

  friend bool operator==(const Support&, const Support&) = default;
};

struct CompetenceLevel {
  std::uint32_t code = 0;   // of the published taxonomy
  std::uint32_t level = 0;  // 1 to 4

  friend bool operator==(const CompetenceLevel&, const CompetenceLevel&) = default;
};

struct Requirement {
  std::uint32_t code = 0;
  std::uint32_t level = 0;       // 1 to 4
  std::uint32_t importance = 0;  // 1 somewhat, 2 important, 3 essential

  friend bool operator==(const Requirement&, const Requirement&) = default;
};

struct SkillLevel {
  SkillGroup group = SkillGroup::kUnspecified;
  std::uint32_t level = 0;  // 0 to 4

  friend bool operator==(const SkillLevel&, const SkillLevel&) = default;
};

struct SectorWish {
  Sector sector = Sector::kUnspecified;
  std::uint32_t strength = 0;  // 0 not at all to 4 very much

  friend bool operator==(const SectorWish&, const SectorWish&) = default;
};

// A whole interest profile, of a person or of the work at a place.
struct InterestProfile {
  InterestInstrument instrument = InterestInstrument::kUnspecified;
  std::vector<std::uint32_t> riasec;  // six numbers on the instrument's scale, or none
  std::vector<SectorWish> sectors;

  friend bool operator==(const InterestProfile&, const InterestProfile&) = default;
};

// One line of the sum that is a score: points, and what was asked and offered.
struct Contribution {
  ScorePart part = ScorePart::kUnspecified;
  std::uint32_t code =
      0;  // dimension 1..16, competence code, BarrierDomain or SkillGroup; 0 for travel
  std::int32_t points = 0;
  std::uint32_t asked = 0;
  std::uint32_t offered = 0;

  friend bool operator==(const Contribution&, const Contribution&) = default;
};

struct GateCount {
  Gate gate = Gate::kUnspecified;
  std::uint32_t placements = 0;

  friend bool operator==(const GateCount&, const GateCount&) = default;
};

struct Unlock {
  UnlockChange change = UnlockChange::kUnspecified;
  std::uint32_t amount = 0;
  std::uint32_t placements = 0;

  friend bool operator==(const Unlock&, const Unlock&) = default;
};

// What an erased person contributed to published tables, at their coarseness.
struct ContributionToTables {
  std::string programme;
  std::uint32_t barrier_band =
      0;  // total severity: 0 none, 1 one to four, 2 five to nine, 3 ten and up
  OutcomeKind outcome = OutcomeKind::kUnspecified;
  std::uint32_t engagements = 0;

  friend bool operator==(const ContributionToTables&, const ContributionToTables&) = default;
};

// Something a fact speaks of and that must be known first.
struct Party {
  PartyKind kind = PartyKind::kUnspecified;
  std::uint64_t id = 0;

  friend bool operator==(const Party&, const Party&) = default;
};

}  // namespace koppel
