#include "tests/bench/mix/answers.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace koppel::bench {
namespace {

constexpr std::uint64_t kSeed = 812;

constexpr std::array kDeclineReasons = {DeclineReason::kTravel,
                                        DeclineReason::kHours,
                                        DeclineReason::kInterest,
                                        DeclineReason::kTasks,
                                        DeclineReason::kEmployerChoseOther,
                                        DeclineReason::kParticipantWish};

constexpr std::array kEndCauses = {EngagementEndCause::kCompleted,
                                   EngagementEndCause::kToRegularWork,
                                   EngagementEndCause::kToEducation,
                                   EngagementEndCause::kTravel,
                                   EngagementEndCause::kTaskMismatch,
                                   EngagementEndCause::kPrivate};

// The reminder that the answer is to: the first that is planned about this engagement.
ReminderNumber reminder_of(const Market& market, const Engagement& engagement) {
  const auto of = market.reminders_about(engagement.participant);
  const auto found = std::ranges::find_if(
      of, [&](ReminderNumber number) { return market.find(number)->engagement == engagement.id; });
  return found == of.end() ? ReminderNumber{} : *found;
}

}  // namespace

Answers::Answers() : random_(kSeed), ids_(~kSeed) {}

FactBody Answers::next(const Market& market) {
  std::erase_if(standing_,
                [&](EngagementId id) { return market.find(id)->state == EngagementState::kEnded; });
  const auto open = static_cast<std::uint32_t>(market.proposals.size());
  const std::uint32_t drawn = random_.below(open + static_cast<std::uint32_t>(standing_.size()));
  if (drawn < open) return about(market, std::next(market.proposals.begin(), drawn)->second);
  return about(market, *market.find(standing_[drawn - open]));
}

FactBody Answers::about(const Market& market, const Proposal& proposal) {
  return proposal.accepted ? agreed(market, proposal) : undecided(market, proposal);
}

// Of ten: six accepted, three declined, one put off for a week.
FactBody Answers::undecided(const Market& market, const Proposal& proposal) {
  const ParticipantId participant = market.at(proposal.participant).id;
  const PlacementId placement = market.at(proposal.placement).id;
  const std::uint32_t drawn = random_.below(10);
  if (drawn < 6)
    return ProposalAccepted{
        .participant = participant, .placement = placement, .proposal = proposal.proposal};
  if (drawn < 9)
    return ProposalDeclined{.participant = participant,
                            .placement = placement,
                            .proposal = proposal.proposal,
                            .side = random_.percent(50) ? Side::kParticipant : Side::kEmployer,
                            .reason = random_.pick(kDeclineReasons),
                            .missing_support = {}};
  return ProposalDeferred{.participant = participant,
                          .placement = placement,
                          .proposal = proposal.proposal,
                          .until = plus_days(local_date(market.head.now), 7),
                          .condition = {}};
}

// What cannot be agreed any more is declined after all.
FactBody Answers::agreed(const Market& market, const Proposal& proposal) {
  const Participant& participant = market.at(proposal.participant);
  const Placement& placement = market.at(proposal.placement);
  if (participant.engagement.is_set() || !is_open(market, placement) ||
      placement.engaged >= placement.details.seats)
    return ProposalDeclined{.participant = participant.id,
                            .placement = placement.id,
                            .proposal = proposal.proposal,
                            .side = Side::kConsultant,
                            .reason = DeclineReason::kOther,
                            .missing_support = {}};
  return EngagementAgreed{.engagement = standing_.emplace_back(ids_.next_id()),
                          .participant = participant.id,
                          .placement = placement.id,
                          .starts = plus_days(local_date(market.head.now), 1),
                          .hours = placement.details.hours_max};
}

// It starts; then of five answers four are to a follow-up, and one ends it.
FactBody Answers::about(const Market& market, const Engagement& engagement) {
  const ParticipantId participant = market.at(engagement.participant).id;
  const PlacementId placement = market.at(engagement.placement).id;
  if (engagement.state == EngagementState::kAgreed)
    return EngagementStarted{
        .engagement = engagement.id, .participant = participant, .placement = placement};
  if (random_.percent(80)) return followed_up(market, engagement);
  return EngagementEnded{.engagement = engagement.id,
                         .participant = participant,
                         .placement = placement,
                         .cause = random_.pick(kEndCauses)};
}

FactBody Answers::followed_up(const Market& market, const Engagement& engagement) {
  return FollowUpAnswered{
      .engagement = engagement.id,
      .participant = market.at(engagement.participant).id,
      .placement = market.at(engagement.placement).id,
      .reminder = reminder_of(market, engagement),
      .result = random_.percent(90) ? FollowUpResult::kStillThere : FollowUpResult::kUnreachable,
      .cause = {}};
}

}  // namespace koppel::bench
