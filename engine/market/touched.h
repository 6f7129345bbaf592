#pragma once

#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/ordered.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

// The row kinds of the state store, in the order in which a market is written out and digested.
// Numbers are stored in keys: they never change.
enum class RowKind : std::uint8_t {
  kHead = 1,
  kProgramme = 2,
  kRules = 3,
  kTaxonomy = 4,
  kCoachCapacity = 5,
  kConsultant = 6,
  kEmployer = 7,
  kPlacement = 8,
  kParticipant = 9,
  kProposal = 10,
  kEngagement = 11,
  kReminder = 12,
  kWaiting = 13,
  kSeenFact = 14,
  kFormerProgramme = 15,
  kFormerRules = 16
};

// Names one row: by number (ordinal, id, count or sequence), by code, or by fact id.
struct RowRef {
  RowKind kind = RowKind::kHead;
  std::uint64_t number = 0;
  std::string code;
  FactId fact_id;

  friend auto operator<=>(const RowRef&, const RowRef&) = default;
};

enum class DayBegun : bool {
  kNo,
  kYes
};

// What folding one entry changed: the rows to store again (or to delete, when the market no longer
// has them), and what the matching index has to look at.
struct Touched {
  std::vector<RowRef> rows;                  // some may stand twice
  Ordered<ParticipantOrdinal> participants;  // rows whose matching side may have changed
  Ordered<PlacementOrdinal> placements;
  DayBegun day_begun = DayBegun::kNo;  // ages and dates moved: everything
  bool rules_changed = false;          // weights or programmes moved: everything
  bool files_stand = false;  // nothing moved that people and places are scored and gated by
};

}  // namespace koppel
