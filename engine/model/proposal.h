#pragma once

#include "engine/model/id.h"
#include "engine/model/instant.h"

#include <cstdint>

namespace koppel {

struct Proposal {
  ProposalNumber proposal;
  ParticipantOrdinal participant;
  PlacementOrdinal placement;
  Instant made_at;
  Instant expires_at;
  bool accepted = false;
  std::int32_t score = 0;
  Sequence sequence;  // of ProposalMade, where the explanation stands

  friend bool operator==(const Proposal&, const Proposal&) = default;
};

}  // namespace koppel
