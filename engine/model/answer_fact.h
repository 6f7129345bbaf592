#pragma once

#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/special.h"
#include "engine/model/values.h"

#include <cstdint>
#include <vector>

namespace koppel {

struct ProposalAccepted {
  ParticipantId participant;
  PlacementId placement;
  ProposalNumber proposal;

  friend bool operator==(const ProposalAccepted&, const ProposalAccepted&) = default;
};

struct ProposalDeclined {
  ParticipantId participant;
  PlacementId placement;
  ProposalNumber proposal;
  Side side = Side::kUnspecified;
  DeclineReason reason = DeclineReason::kUnspecified;
  Special<std::vector<BarrierDomain>> missing_support;

  friend bool operator==(const ProposalDeclined&, const ProposalDeclined&) = default;
};

struct ProposalDeferred {
  ParticipantId participant;
  PlacementId placement;
  ProposalNumber proposal;
  Date until;
  DeferCondition condition = DeferCondition::kUnspecified;
  // The condition that the pair waits for: the engine says so when it takes the answer. Journals of
  // revisions before 6 have none, and their pairs rest as they did then.
  DeferCondition awaited = DeferCondition::kUnspecified;

  friend bool operator==(const ProposalDeferred&, const ProposalDeferred&) = default;
};

struct EngagementAgreed {
  EngagementId engagement;
  ParticipantId participant;
  PlacementId placement;
  Date starts;
  std::uint32_t hours = 0;

  friend bool operator==(const EngagementAgreed&, const EngagementAgreed&) = default;
};

struct EngagementStarted {
  EngagementId engagement;
  ParticipantId participant;
  PlacementId placement;

  friend bool operator==(const EngagementStarted&, const EngagementStarted&) = default;
};

struct EngagementEnded {
  EngagementId engagement;
  ParticipantId participant;
  PlacementId placement;
  EngagementEndCause cause = EngagementEndCause::kUnspecified;

  friend bool operator==(const EngagementEnded&, const EngagementEnded&) = default;
};

struct FollowUpAnswered {
  EngagementId engagement;
  ParticipantId participant;
  PlacementId placement;
  ReminderNumber reminder;  // optional
  FollowUpResult result = FollowUpResult::kUnspecified;
  EngagementEndCause cause = EngagementEndCause::kUnspecified;

  friend bool operator==(const FollowUpAnswered&, const FollowUpAnswered&) = default;
};

struct OutcomeRecorded {
  ParticipantId participant;
  OutcomeKind outcome = OutcomeKind::kUnspecified;

  friend bool operator==(const OutcomeRecorded&, const OutcomeRecorded&) = default;
};

}  // namespace koppel
