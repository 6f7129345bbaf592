#include "engine/market/fold.h"

// Engagements from agreement to end. An agreed or running engagement holds a seat.
namespace koppel {

void fold(Fold& fold, Instant at, const EngagementAgreed& fact) {
  Participant& participant = fold.participant(fact.participant);
  Placement& placement = fold.placement(fact.placement);
  const TeamBefore before = leave_team(fold, placement);
  ++placement.engaged;
  join_team(fold, placement, before);
  if (const Proposal* proposal = fold.market.proposal_of(participant.ordinal, placement.ordinal)) {
    drop_proposal(fold, proposal->proposal);
    fold.look_at(AgendaKind::kCancelReminders,
                 participant.ordinal.value(),
                 static_cast<std::uint32_t>(ReminderCancelReason::kProposalClosed));
  }
  fold.market.engagements.emplace(fact.engagement,
                                  Engagement{.id = fact.engagement,
                                             .participant = participant.ordinal,
                                             .placement = placement.ordinal,
                                             .state = EngagementState::kAgreed,
                                             .agreed_at = at,
                                             .starts = fact.starts,
                                             .hours = fact.hours});
  fold.touch(RowKind::kEngagement, fact.engagement.value());
  participant.engagement = fact.engagement;
  ++participant.engagements;
  fold.look_at(AgendaKind::kPartyArrived,
               fact.engagement.value(),
               static_cast<std::uint32_t>(PartyKind::kEngagement));
  fold.look_at_proposals(participant.open_proposals);
  fold.look_at_proposals(placement.open_proposals);
  fold.look_at(AgendaKind::kPlanReminders,
               fact.engagement.value(),
               static_cast<std::uint32_t>(FollowUpAnchor::kEngagementAgreed));
  fold.look_at(AgendaKind::kFillCheck, placement.ordinal.value());
}

void fold(Fold& fold, Instant at, const EngagementStarted& fact) {
  Engagement& engagement = fold.engagement(fact.engagement);
  engagement.state = EngagementState::kRunning;
  engagement.started_at = at;
  fold.look_at(AgendaKind::kPlanReminders,
               fact.engagement.value(),
               static_cast<std::uint32_t>(FollowUpAnchor::kEngagementStarted));
}

void take_engagement_end(Fold& fold, Engagement& engagement, Instant at) {
  engagement.state = EngagementState::kEnded;
  engagement.ended_at = at;
  Placement& placement = fold.row(engagement.placement);
  invariant(placement.engaged > 0, "an engagement that ends held a seat");
  const TeamBefore before = leave_team(fold, placement);
  --placement.engaged;
  join_team(fold, placement, before);
  if (placement.engaged < placement.details.seats) placement.filled = false;
  Participant& participant = fold.row(engagement.participant);
  participant.engagement = {};
  participant.waiting_since = fold.now;
  pause(fold, participant, placement.ordinal, {});
  fold.look_at(AgendaKind::kCancelReminders,
               participant.ordinal.value(),
               static_cast<std::uint32_t>(ReminderCancelReason::kEngagementEnded));
  fold.look_at(AgendaKind::kPlanReminders,
               engagement.id.value(),
               static_cast<std::uint32_t>(FollowUpAnchor::kEngagementEnded));
  fold.look_at(AgendaKind::kPlacement, placement.ordinal.value());
  fold.look_at(AgendaKind::kParticipant, participant.ordinal.value());
}

void fold(Fold& fold, Instant at, const EngagementEnded& fact) {
  Engagement& engagement = fold.engagement(fact.engagement);
  engagement.cause = fact.cause;
  take_engagement_end(fold, engagement, at);
}

void fold(Fold& fold, Instant at, const FollowUpAnswered& fact) {
  if (fact.reminder.is_set()) drop_reminder(fold, fact.reminder);
  if (!fact.engagement.is_set()) return;  // about an accepted proposal
  Engagement& engagement = fold.engagement(fact.engagement);
  engagement.last_result = fact.result;
  engagement.last_result_at = at;
  if (fact.result != FollowUpResult::kLeft || engagement.state == EngagementState::kEnded) return;
  engagement.cause = fact.cause;
  take_engagement_end(fold, engagement, at);
}

}  // namespace koppel
