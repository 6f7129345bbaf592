#pragma once

#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/vocabulary.h"

namespace koppel {

struct Reminder {
  ReminderNumber reminder;
  ParticipantOrdinal participant;
  PlacementOrdinal placement;
  EngagementId engagement;
  FollowUpAnchor anchor = FollowUpAnchor::kUnspecified;
  Side side = Side::kUnspecified;
  Role role = Role::kUnspecified;
  Instant due_at;
  bool due = false;

  friend bool operator==(const Reminder&, const Reminder&) = default;
};

}  // namespace koppel
