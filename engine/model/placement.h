#pragma once

#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/placement_fact.h"

#include <cstdint>
#include <vector>

namespace koppel {

struct Placement {
  PlacementOrdinal ordinal;
  PlacementId id;
  EmployerOrdinal employer;
  PlacementDetails details;
  Instant as_of;
  bool closed = false;
  CloseReason close_reason = CloseReason::kUnspecified;
  std::uint32_t revision = 0;
  std::uint32_t engaged = 0;                   // seats of agreed and running engagements
  std::vector<ProposalNumber> open_proposals;  // undecided and accepted ones; each holds a seat
  bool filled = false;
  std::uint32_t price = 0;

  friend bool operator==(const Placement&, const Placement&) = default;
};

}  // namespace koppel
