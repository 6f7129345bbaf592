#include "engine/decide/judge.h"

namespace koppel {
namespace {

template <typename Answer>
Judgement known_pair(const Case& judged, const Answer& fact) {
  if (auto unknown = known(judged, fact.participant); !fits(unknown)) return unknown;
  return known(judged, fact.placement);
}

enum class Accepted : std::uint8_t {
  kMayBe,
  kMustNotBe
};

// The proposal that is meant is open, and it is that of the pair.
template <typename Answer>
Judgement open_proposal(const Case& judged, const Answer& fact, Accepted accepted) {
  if (auto unknown = known_pair(judged, fact); !fits(unknown)) return unknown;
  const Market& market = judged.market;
  const Proposal* of_pair = market.proposal_of(market.find(fact.participant)->ordinal,
                                               market.find(fact.placement)->ordinal);
  if (fact.proposal.is_set() && (of_pair == nullptr || of_pair->proposal != fact.proposal)) {
    if (market.find(fact.proposal) != nullptr) return refuse(RefusalReason::kWrongPair);
    const bool was_made = fact.proposal.value() <= market.head.proposals_made;
    return refuse(was_made ? RefusalReason::kAlreadyDecided : RefusalReason::kNoOpenProposal);
  }
  if (of_pair == nullptr) return refuse(RefusalReason::kNoOpenProposal);
  return refuse_if(of_pair->accepted && accepted == Accepted::kMustNotBe,
                   RefusalReason::kAlreadyDecided);
}

template <typename Answer>
Judgement known_engagement(const Case& judged, const Answer& fact) {
  if (auto unknown = known_pair(judged, fact); !fits(unknown)) return unknown;
  if (auto unknown = known(judged, fact.engagement); !fits(unknown)) return unknown;
  const Engagement& engagement = *judged.market.find(fact.engagement);
  return refuse_if(engagement.participant != judged.market.find(fact.participant)->ordinal ||
                       engagement.placement != judged.market.find(fact.placement)->ordinal,
                   RefusalReason::kWrongPair);
}

// The answer to a reminder about an accepted proposal: nobody works there yet.
Judgement about_proposal(const Case& judged, const FollowUpAnswered& fact) {
  if (auto unknown = known_pair(judged, fact); !fits(unknown)) return unknown;
  const Reminder* reminder = judged.market.find(fact.reminder);
  if (reminder == nullptr) return refuse(RefusalReason::kNoSuchReminder);
  const bool same_pair = reminder->participant == judged.market.find(fact.participant)->ordinal &&
                         reminder->placement == judged.market.find(fact.placement)->ordinal;
  return first_of(
      {refuse_if(!same_pair, RefusalReason::kWrongPair),
       refuse_if(reminder->engagement.is_set(), RefusalReason::kOutOfRange, "engagement"),
       refuse_if(fact.result != FollowUpResult::kStillThere &&
                     fact.result != FollowUpResult::kUnreachable,
                 RefusalReason::kOutOfRange,
                 "result")});
}

EngagementState state_of(const Case& judged, EngagementId id) {
  return judged.market.find(id)->state;
}

// By the day: an agreement is often entered after the first hours of work.
Judgement not_before_day(const Case& judged, Instant other) {
  return refuse_if(local_date(judged.at) < local_date(other), RefusalReason::kSuperseded);
}

// Later than what the agreement and the start say.
Judgement later_end(const Case& judged, const Engagement& engagement) {
  return first_of({not_before_day(judged, engagement.agreed_at),
                   not_before_day(judged, engagement.started_at)});
}

}  // namespace

Judgement judge(const Case& judged, const ProposalAccepted& fact) {
  return open_proposal(judged, fact, Accepted::kMustNotBe);
}

Judgement judge(const Case& judged, const ProposalDeclined& fact) {
  if (fact.reason == DeclineReason::kUnspecified) return out_of_range("reason");
  return open_proposal(judged, fact, Accepted::kMayBe);
}

Judgement judge(const Case& judged, const ProposalDeferred& fact) {
  if (!fact.until.is_set() && fact.condition == DeferCondition::kUnspecified) {
    return out_of_range("until");
  }
  if (fact.until.is_set() && fact.until <= local_date(judged.at)) return out_of_range("until");
  return open_proposal(judged, fact, Accepted::kMustNotBe);
}

Judgement judge(const Case& judged, const EngagementAgreed& fact) {
  if (!fact.engagement.is_set()) return out_of_range("engagement");
  if (judged.market.find(fact.engagement) != nullptr) {
    return refuse(RefusalReason::kAlreadyAgreed);
  }
  if (auto unknown = known_pair(judged, fact); !fits(unknown)) return unknown;
  if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  const Participant& participant = *judged.market.find(fact.participant);
  const Placement& placement = *judged.market.find(fact.placement);
  const bool proposed =
      judged.market.proposal_of(participant.ordinal, placement.ordinal) != nullptr;
  const bool over = placement.closed || is_past(judged.market, placement);
  return first_of({refuse_if(participant.engagement.is_set(), RefusalReason::kAlreadyEngaged),
                   refuse_if(over, RefusalReason::kPlacementClosed),
                   refuse_if(!is_open(judged.market, placement), RefusalReason::kEmployerSuspended),
                   refuse_if(placement.engaged >= placement.details.seats ||
                                 (!proposed && free_seats(placement) == 0),
                             RefusalReason::kNoFreeSeat)});
}

Judgement judge(const Case& judged, const EngagementStarted& fact) {
  if (auto unknown = known_engagement(judged, fact); !fits(unknown)) return unknown;
  const EngagementState state = state_of(judged, fact.engagement);
  return first_of({refuse_if(state == EngagementState::kRunning, RefusalReason::kAlreadyStarted),
                   refuse_if(state == EngagementState::kEnded, RefusalReason::kAlreadyEnded),
                   not_before_day(judged, judged.market.find(fact.engagement)->agreed_at)});
}

Judgement judge(const Case& judged, const EngagementEnded& fact) {
  if (fact.cause == EngagementEndCause::kUnspecified) return out_of_range("cause");
  if (auto unknown = known_engagement(judged, fact); !fits(unknown)) return unknown;
  const Engagement& engagement = *judged.market.find(fact.engagement);
  return first_of(
      {refuse_if(engagement.state == EngagementState::kEnded, RefusalReason::kAlreadyEnded),
       later_end(judged, engagement)});
}

Judgement judge(const Case& judged, const FollowUpAnswered& fact) {
  if (fact.result == FollowUpResult::kUnspecified) return out_of_range("result");
  if (!fact.engagement.is_set() && fact.reminder.is_set()) return about_proposal(judged, fact);
  if (auto unknown = known_engagement(judged, fact); !fits(unknown)) return unknown;
  const Engagement& engagement = *judged.market.find(fact.engagement);
  const bool ends =
      fact.result == FollowUpResult::kLeft && engagement.state != EngagementState::kEnded;
  if (auto early = later_end(judged, engagement); ends && !fits(early)) return early;
  if (!fact.reminder.is_set()) return supersedes(judged, engagement.last_result_at);
  const Reminder* reminder = judged.market.find(fact.reminder);
  return first_of({refuse_if(reminder == nullptr || reminder->engagement != fact.engagement,
                             RefusalReason::kNoSuchReminder),
                   not_before(judged, engagement.last_result_at)});
}

}  // namespace koppel
