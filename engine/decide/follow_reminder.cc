#include "engine/decide/follow.h"
#include "engine/decide/item.h"
#include "engine/market/evolve.h"

#include <algorithm>

namespace koppel {
namespace {

// What a reminder is about: a proposal that was accepted, or an engagement.
struct Subject {
  ParticipantOrdinal participant;
  PlacementOrdinal placement;
  EngagementId engagement;
  Instant since;
};

std::optional<Subject> subject_of_proposal(const Market& market, std::uint64_t key) {
  const Proposal* proposal = market.find(ProposalNumber{static_cast<std::uint32_t>(key)});
  if (proposal == nullptr || !proposal->accepted) return std::nullopt;
  return Subject{.participant = proposal->participant,
                 .placement = proposal->placement,
                 .engagement = {},
                 .since = market.head.now};
}

Instant anchored_at(const Engagement& engagement, FollowUpAnchor anchor) {
  if (anchor == FollowUpAnchor::kEngagementAgreed) return engagement.agreed_at;
  return anchor == FollowUpAnchor::kEngagementStarted ? engagement.started_at : engagement.ended_at;
}

std::optional<Subject> subject_of_engagement(const Market& market,
                                             std::uint64_t key,
                                             FollowUpAnchor anchor) {
  const Engagement* engagement = market.find(EngagementId{key});
  if (engagement == nullptr) return std::nullopt;
  return Subject{.participant = engagement->participant,
                 .placement = engagement->placement,
                 .engagement = engagement->id,
                 .since = anchored_at(*engagement, anchor)};
}

// The n-th line of the programme with that anchor.
const FollowUpLine* line_of(const ProgrammePublished& programme,
                            FollowUpAnchor anchor,
                            std::uint32_t planned) {
  std::uint32_t before = 0;
  for (const FollowUpLine& line : programme.follow_up) {
    if (line.anchor != anchor) continue;
    if (before == planned) return &line;
    ++before;
  }
  return nullptr;
}

// Who moved on to work or school keeps the follow-up: that is what it is for.
bool went_on(EngagementEndCause cause) {
  return cause == EngagementEndCause::kCompleted || cause == EngagementEndCause::kToRegularWork ||
         cause == EngagementEndCause::kToEducation;
}

// Somebody who left for work or another programme is still asked how it goes.
bool is_out_of_reach(const Participant& participant) {
  return participant.state != ParticipantState::kLeft ||
         (participant.leave_reason != LeaveReason::kOutflow &&
          participant.leave_reason != LeaveReason::kOtherProgramme);
}

bool is_over(const Looking& at, const Reminder& reminder, ReminderCancelReason reason) {
  if (reason == ReminderCancelReason::kParticipantLeft) {
    return is_out_of_reach(at.market.at(reminder.participant));
  }
  if (reason == ReminderCancelReason::kProposalClosed) {
    return !reminder.engagement.is_set() &&
           at.market.proposal_of(reminder.participant, reminder.placement) == nullptr;
  }
  if (!reminder.engagement.is_set() || reminder.anchor == FollowUpAnchor::kEngagementEnded) {
    return false;
  }
  const Engagement& engagement = *at.market.find(reminder.engagement);
  return engagement.state == EngagementState::kEnded && !went_on(engagement.cause);
}

}  // namespace

Answer plan_reminder(const Looking& at, std::uint64_t key, std::uint32_t part) {
  const auto anchor = static_cast<FollowUpAnchor>(part % kAgendaLine);
  const auto about = anchor == FollowUpAnchor::kProposalAccepted
                         ? subject_of_proposal(at.market, key)
                         : subject_of_engagement(at.market, key, anchor);
  if (!about) return std::nullopt;
  const Participant& participant = at.market.at(about->participant);
  if (participant.state == ParticipantState::kErased) return std::nullopt;
  const ProgrammePublished* programme = at.market.programme(participant.programme);
  if (programme == nullptr) return std::nullopt;
  const FollowUpLine* line = line_of(*programme, anchor, part / kAgendaLine);
  if (line == nullptr) return std::nullopt;
  const Date day =
      plus_days(local_date(about->since), static_cast<std::int32_t>(line->offset_days));
  return ReminderPlanned{.reminder = ReminderNumber{at.market.head.reminders_planned + 1},
                         .participant = participant.id,
                         .placement = at.market.at(about->placement).id,
                         .engagement = about->engagement,
                         .anchor = anchor,
                         .side = line->side,
                         .role = line->role,
                         .due_at = at_local_hour(day, kReminderHour)};
}

Answer fire_reminder(const Looking& at, ReminderNumber number) {
  const Reminder* reminder = at.market.find(number);
  if (reminder == nullptr || reminder->due) return std::nullopt;
  return ReminderDue{.reminder = number,
                     .participant = at.market.at(reminder->participant).id,
                     .placement = at.market.at(reminder->placement).id};
}

Answer cancel_reminder(const Looking& at, ParticipantOrdinal ordinal, ReminderCancelReason reason) {
  for (const ReminderNumber number : at.market.reminders_about(ordinal)) {
    if (!is_over(at, *at.market.find(number), reason)) continue;
    return ReminderCancelled{.reminder = number, .reason = reason};
  }
  return std::nullopt;
}

}  // namespace koppel
