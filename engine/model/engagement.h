#pragma once

#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/vocabulary.h"

#include <cstdint>

namespace koppel {

struct Engagement {
  EngagementId id;
  ParticipantOrdinal participant;
  PlacementOrdinal placement;
  EngagementState state = EngagementState::kUnspecified;
  Instant agreed_at;
  Instant started_at;
  Instant ended_at;
  Date starts;
  std::uint32_t hours = 0;
  // sealed
  EngagementEndCause cause = EngagementEndCause::kUnspecified;
  FollowUpResult last_result = FollowUpResult::kUnspecified;
  Instant last_result_at;

  friend bool operator==(const Engagement&, const Engagement&) = default;
};

}  // namespace koppel
