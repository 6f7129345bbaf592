// Consultants decide on proposals, and the two sides of an accepted one meet.

#include "consumers/operator/fit.h"
#include "consumers/operator/reaction.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace koppel::simulate {
namespace {

// In between stand the reasons to decline, at their places in DeclineReason.
constexpr std::size_t kAccept = 0;
constexpr std::size_t kDefer = static_cast<std::size_t>(DeclineReason::kOther) + 1;
using ReplyWeights = std::array<std::uint32_t, kDefer + 1>;

ReplyWeights reply_weights(const Fit& fit, std::uint32_t times_unreachable) {
  constexpr std::uint32_t kAll = 100;
  const std::uint32_t severity = uncarried_severity(fit);
  ReplyWeights weights{};
  const auto of = [&](DeclineReason reason) -> std::uint32_t& {
    return weights[static_cast<std::size_t>(reason)];
  };
  weights[kAccept] =
      kAcceptWeight + (kAcceptPerLiking * fit.liking) + (kAcceptPerAbility * fit.ability);
  of(DeclineReason::kSupportMissing) = kSupportMissingPerSeverity * severity;
  of(DeclineReason::kTravel) = fit.journey / kJourneyPerTravel;
  of(DeclineReason::kHours) = kHoursWeight;
  of(DeclineReason::kInterest) = (kAll - fit.liking) / kDislikePerInterest;
  of(DeclineReason::kTasks) = (kAll - fit.ability) / kInabilityPerTasks;
  of(DeclineReason::kEmployerChoseOther) = kEmployerChoseOtherWeight;
  of(DeclineReason::kParticipantWish) = kParticipantWishWeight;
  of(DeclineReason::kUnreachable) = kUnreachableWeight * times_unreachable;
  of(DeclineReason::kOther) = kOtherReasonWeight;
  weights[kDefer] = kDeferWeight + (kDeferPerSeverity * severity);
  return weights;
}

Side side_of(DeclineReason reason) {
  switch (reason) {
    case DeclineReason::kTravel:
    case DeclineReason::kHours:
    case DeclineReason::kInterest:
    case DeclineReason::kParticipantWish: return Side::kParticipant;
    case DeclineReason::kTasks:
    case DeclineReason::kEmployerChoseOther: return Side::kEmployer;
    case DeclineReason::kUnspecified:
    case DeclineReason::kSupportMissing:
    case DeclineReason::kUnreachable:
    case DeclineReason::kOther: break;
  }
  return Side::kConsultant;
}

std::vector<BarrierDomain> uncarried_domains(const Fit& fit) {
  std::vector<BarrierDomain> domains;
  for (std::size_t i = 0; i < fit.uncarried.size(); ++i) {
    if (fit.uncarried[i] > 0) domains.push_back(static_cast<BarrierDomain>(i + 1));
  }
  return domains;
}

FactBody decline(const Scene& scene,
                 const Proposal& proposal,
                 DeclineReason reason,
                 std::vector<BarrierDomain> missing) {
  return ProposalDeclined{.participant = scene.market.at(proposal.participant).id,
                          .placement = scene.market.at(proposal.placement).id,
                          .proposal = {},
                          .side = side_of(reason),
                          .reason = reason,
                          .missing_support = Special(std::move(missing))};
}

// Until a day; with support missing also that it is arranged may be waited for, for good.
FactBody defer(const Scene& scene, const Proposal& proposal, const Fit& fit, Random& random) {
  ProposalDeferred deferred{.participant = scene.market.at(proposal.participant).id,
                            .placement = scene.market.at(proposal.placement).id,
                            .proposal = {},
                            .until = {},
                            .condition = DeferCondition::kUnspecified};
  if (uncarried_severity(fit) > 0 && random.percent(50)) {
    deferred.condition = DeferCondition::kSupportArranged;
  } else {
    deferred.until =
        plus_working_days(scene.today(), random.between(kDeferDays.fewest, kDeferDays.most));
  }
  return deferred;
}

bool has_accepted(const Market& market, const Participant& participant) {
  return std::ranges::any_of(participant.open_proposals,
                             [&](ProposalNumber number) { return market.find(number)->accepted; });
}

std::uint32_t hours_of(const Participant& participant, const Placement& placement, Random& random) {
  constexpr std::uint32_t kHoursUnknown = 16;
  const std::uint32_t most =
      std::min(participant.availability.hours_max, placement.details.hours_max);
  const std::uint32_t least =
      std::max(participant.availability.hours_min, placement.details.hours_min);
  if (most == 0) return kHoursUnknown;
  return random.between(std::min(least, most), most);
}

FactBody agree(const Scene& scene, const Proposal& proposal, Random& random) {
  const Participant& participant = scene.market.at(proposal.participant);
  const Placement& placement = scene.market.at(proposal.placement);
  const auto days = static_cast<std::uint32_t>(random.weighted(kDaysToStart));
  const Date soonest = std::max({plus_working_days(scene.today(), days),
                                 placement.details.starts,
                                 participant.availability.available_from});
  SeedStream ids(random.below(UINT32_MAX) ^ participant.id.value() ^ placement.id.value());
  return EngagementAgreed{.engagement = EngagementId(ids.next_id()),
                          .participant = participant.id,
                          .placement = placement.id,
                          .starts = plus_working_days(plus_days(soonest, -1), 1),
                          .hours = hours_of(participant, placement, random)};
}

}  // namespace

std::uint32_t times_unreachable(const Scene& scene, ParticipantId participant) {
  Random random = scene.draws(Occasion::kReachable, participant.value());
  return random.percent(kHardToReachPercent) ? kHardToReachTimes : 1;
}

void see(Scene& scene, const ProposalMade& entry) {
  Random random =
      scene.draws_today(Occasion::kLook, entry.participant.value(), entry.placement.value());
  if (random.percent(kNeverLookedAtPercent)) return;
  scene.plan(after(random, scene.now, kDaysToLook), Look{.proposal = entry.proposal});
}

void see(Scene& scene, const ProposalAccepted& fact) {
  const Market& market = scene.market;
  const Proposal* proposal = market.proposal_of(market.find(fact.participant)->ordinal,
                                                market.find(fact.placement)->ordinal);
  Random random =
      scene.draws_today(Occasion::kMeet, fact.participant.value(), fact.placement.value());
  scene.plan(after(random, scene.now, kDaysToMeet), Meet{.proposal = proposal->proposal});
}

Said act(Scene& scene, const Look& plan) {
  const Proposal* proposal = scene.market.find(plan.proposal);
  if (proposal == nullptr || proposal->accepted) return std::nullopt;
  const Participant& participant = scene.market.at(proposal->participant);
  const Placement& placement = scene.market.at(proposal->placement);
  Random random = scene.draws_today(Occasion::kReply, participant.id.value(), placement.id.value());
  if (has_accepted(scene.market, participant)) {
    scene.plan(after(random, scene.now, kDaysPutOff), plan);
    return std::nullopt;
  }
  const Fit fit = fit_of(scene.market, participant, placement);
  const std::uint32_t times = times_unreachable(scene, participant.id);
  const std::size_t reply = random.weighted(reply_weights(fit, times));
  if (reply == kAccept) {
    return ProposalAccepted{
        .participant = participant.id, .placement = placement.id, .proposal = {}};
  }
  if (reply == kDefer) return defer(scene, *proposal, fit, random);
  const auto reason = static_cast<DeclineReason>(reply);
  const bool missing = reason == DeclineReason::kSupportMissing;
  return decline(
      scene, *proposal, reason, missing ? uncarried_domains(fit) : std::vector<BarrierDomain>());
}

Said act(Scene& scene, const Meet& plan) {
  const Proposal* proposal = scene.market.find(plan.proposal);
  return proposal == nullptr ? std::nullopt : conclude(scene, *proposal, kAtMeeting);
}

Said conclude(Scene& scene, const Proposal& proposal, const MeetingWeights& weights) {
  using enum DeclineReason;
  constexpr std::array kReasons = {kEmployerChoseOther, kParticipantWish, kUnreachable};
  const Participant& participant = scene.market.at(proposal.participant);
  const Placement& placement = scene.market.at(proposal.placement);
  if (!proposal.accepted || participant.engagement.is_set()) return std::nullopt;
  if (participant.state != ParticipantState::kActive) return std::nullopt;
  if (!is_open(scene.market, placement)) return std::nullopt;
  Random random =
      scene.draws_today(Occasion::kMeeting, participant.id.value(), placement.id.value());
  const std::size_t end = random.weighted(weights);
  if (end == 0) return agree(scene, proposal, random);
  if (end > kReasons.size()) return std::nullopt;
  return decline(scene, proposal, kReasons[end - 1], {});
}

}  // namespace koppel::simulate
