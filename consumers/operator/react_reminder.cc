// Follow-ups, and support that was requested.

#include "consumers/operator/reaction.h"

#include <algorithm>

namespace koppel::simulate {
namespace {

struct FollowUp {
  FollowUpResult result = FollowUpResult::kUnspecified;
  EngagementEndCause cause = EngagementEndCause::kUnspecified;
};

FollowUp after_the_end(const Engagement& engagement, Random& random) {
  if (random.percent(kEndedUnreachablePercent)) return {.result = FollowUpResult::kUnreachable};
  const bool still = went_on(engagement.cause) && random.percent(kStillWentOnPercent);
  if (still) return {.result = FollowUpResult::kStillThere};
  return {.result = FollowUpResult::kLeft, .cause = engagement.cause};
}

// The employer knows who stays away; the person may not be reached.
FollowUp find_out(const Scene& scene,
                  const Engagement& engagement,
                  const Reminder& reminder,
                  Random& random) {
  if (engagement.state == EngagementState::kEnded) return after_the_end(engagement, random);
  const bool asks_person = reminder.side != Side::kEmployer;
  const auto away = scene.minds.away.find(engagement.id);
  if (away != scene.minds.away.end()) {
    if (asks_person && random.percent(kAwayUnreachablePercent)) {
      return {.result = FollowUpResult::kUnreachable};
    }
    return {.result = FollowUpResult::kLeft, .cause = away->second};
  }
  const ParticipantId participant = scene.market.at(engagement.participant).id;
  const std::uint32_t times = asks_person ? times_unreachable(scene, participant) : 1;
  if (random.percent(kUnreachablePercent * times)) {
    return {.result = FollowUpResult::kUnreachable};
  }
  return {.result = FollowUpResult::kStillThere};
}

}  // namespace

void see(Scene& scene, const ReminderDue& entry) {
  const Reminder& reminder = *scene.market.find(entry.reminder);
  Random random = scene.draws_today(
      Occasion::kFollowUp, entry.participant.value(), static_cast<std::uint64_t>(reminder.side));
  if (random.percent(kNeverAnsweredPercent)) return;
  scene.plan(after(random, scene.now, kDaysToAnswer), AnswerReminder{.reminder = entry.reminder});
}

Said act(Scene& scene, const AnswerReminder& plan) {
  const Reminder* reminder = scene.market.find(plan.reminder);
  if (reminder == nullptr) return std::nullopt;
  if (!reminder->engagement.is_set()) {
    const Proposal* proposal = scene.market.proposal_of(reminder->participant, reminder->placement);
    return proposal == nullptr ? std::nullopt : conclude(scene, *proposal, kAtReminder);
  }
  const Participant& participant = scene.market.at(reminder->participant);
  const Engagement& engagement = *scene.market.find(reminder->engagement);
  const bool not_begun = engagement.state == EngagementState::kAgreed;
  if (not_begun || participant.state == ParticipantState::kErased) return std::nullopt;
  Random random = scene.draws_today(
      Occasion::kFollowUpAnswer, engagement.id.value(), static_cast<std::uint64_t>(reminder->side));
  const FollowUp found = find_out(scene, engagement, *reminder, random);
  return FollowUpAnswered{.engagement = engagement.id,
                          .participant = participant.id,
                          .placement = scene.market.at(reminder->placement).id,
                          .reminder = plan.reminder,
                          .result = found.result,
                          .cause = found.cause};
}

void see(Scene& scene, const SupportRequested& entry) {
  const BarrierDomain domain = entry.domain.reveal();
  Random random = scene.draws_today(
      Occasion::kSupport, entry.participant.value(), static_cast<std::uint64_t>(domain));
  if (!random.percent(kArrangedPercent)) return;
  scene.plan(after(random, scene.now, kDaysToArrange),
             Arrange{.participant = entry.participant, .domain = domain, .owner = entry.owner});
}

// Nothing when the barrier is gone or carried by then.
Said act(Scene& scene, const Arrange& plan) {
  const Participant& participant = *scene.market.find(plan.participant);
  if (participant.state != ParticipantState::kActive) return std::nullopt;
  const auto& barriers = participant.barriers.reveal();
  const auto& supports = participant.supports.reveal();
  const auto barrier = std::ranges::find(barriers, plan.domain, &BarrierHeld::domain);
  if (barrier == barriers.end() || barrier->severity == 0) return std::nullopt;
  const auto support = std::ranges::find(
      supports, plan.domain, [](const SupportHeld& held) { return held.support.domain; });
  const std::uint32_t held = support == supports.end() ? 0 : support->support.capacity;
  if (held >= barrier->severity) return std::nullopt;
  // Somebody else arranged it in this very second.
  if (support != supports.end() && support->as_of >= scene.days.instant(scene.now)) {
    return std::nullopt;
  }
  Random random = scene.draws_today(
      Occasion::kSupport, plan.participant.value(), static_cast<std::uint64_t>(plan.domain));
  const bool enough = barrier->severity == 1 || random.percent(kEnoughSupportPercent);
  const std::uint32_t capacity = enough ? barrier->severity : barrier->severity - 1;
  return SupportArranged{
      .participant = plan.participant,
      .support = Special(Support{.domain = plan.domain, .capacity = std::max(capacity, held)}),
      .owner = plan.owner};
}

}  // namespace koppel::simulate
