#pragma once

#include "engine/model/area.h"
#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/vocabulary.h"

#include <cstdint>
#include <variant>

// What others are told of an entry (proto/koppel/v1/outward.proto). Nothing that the journal seals
// is here, so that it is the same whether or not a person's key still exists.
namespace koppel {

enum class ProposalEventKind : std::uint8_t {
  kUnspecified = 0,
  kMade = 1,
  kAccepted = 2,
  kDeclined = 3,
  kDeferred = 4,
  kWithdrawn = 5,
  kExpired = 6,
  kAgreed = 7
};

enum class ReminderEventKind : std::uint8_t {
  kUnspecified = 0,
  kPlanned = 1,
  kDue = 2,
  kAnswered = 3,
  kCancelled = 4
};

enum class PlacementEventKind : std::uint8_t {
  kUnspecified = 0,
  kOpened = 1,
  kChanged = 2,
  kFilled = 3,
  kFreed = 4,
  kStarted = 5,
  kEnded = 6,
  kClosed = 7
};

struct ProposalEvent {
  ProposalEventKind kind = ProposalEventKind::kUnspecified;
  AreaId area;
  Instant at;
  ProposalNumber proposal;
  ParticipantId participant;
  PlacementId placement;
  std::int32_t score = 0;
  Instant expires_at;  // unset once it does not stand any more
  Date until;
  WithdrawalReason reason = WithdrawalReason::kUnspecified;
  EngagementId engagement;

  friend bool operator==(const ProposalEvent&, const ProposalEvent&) = default;
};

struct ReminderEvent {
  ReminderEventKind kind = ReminderEventKind::kUnspecified;
  AreaId area;
  Instant at;
  ReminderNumber reminder;
  ParticipantId participant;
  PlacementId placement;
  EngagementId engagement;
  FollowUpAnchor anchor = FollowUpAnchor::kUnspecified;
  Side side = Side::kUnspecified;
  Role role = Role::kUnspecified;
  Instant due_at;
  ReminderCancelReason reason = ReminderCancelReason::kUnspecified;

  friend bool operator==(const ReminderEvent&, const ReminderEvent&) = default;
};

// Public: no participant, not even by id.
struct PlacementEvent {
  PlacementEventKind kind = PlacementEventKind::kUnspecified;
  AreaId area;
  Instant at;
  PlacementId placement;
  EmployerId employer;
  PlacementKind placement_kind = PlacementKind::kUnspecified;
  std::uint32_t seats = 0;
  std::uint32_t free_seats = 0;
  CloseReason reason = CloseReason::kUnspecified;

  friend bool operator==(const PlacementEvent&, const PlacementEvent&) = default;
};

using OutwardEvent = std::variant<ProposalEvent, ReminderEvent, PlacementEvent>;

}  // namespace koppel
