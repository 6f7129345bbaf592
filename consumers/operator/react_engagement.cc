// Engagements from the first day to what comes of them.

#include "consumers/operator/fit.h"
#include "consumers/operator/reaction.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace koppel::simulate {
namespace {

// The causes of a week's draw; the first is that nothing ends.
constexpr std::array kCauses = {EngagementEndCause::kUnspecified,
                                EngagementEndCause::kTravel,
                                EngagementEndCause::kLanguage,
                                EngagementEndCause::kNoCoach,
                                EngagementEndCause::kTaskMismatch,
                                EngagementEndCause::kPrivate,
                                EngagementEndCause::kEmployer,
                                EngagementEndCause::kToRegularWork};
using CauseWeights = std::array<std::uint32_t, kCauses.size()>;

std::uint32_t language_of(const Fit& fit) {
  return fit.uncarried[static_cast<std::size_t>(BarrierDomain::kLanguage) - 1];
}

CauseWeights cause_weights(const Fit& fit, std::uint32_t week) {
  constexpr std::uint32_t kAll = 100;
  constexpr std::uint32_t kThousand = 1'000;
  const std::uint32_t language = language_of(fit);
  const std::uint32_t dislike = kAll - fit.liking;
  const std::uint32_t inability = kAll - fit.ability;
  CauseWeights weights = {0,
                          fit.journey / kJourneyPerStop,
                          language * kStopPerLanguage,
                          (uncarried_severity(fit) - language) * kStopPerUncarried,
                          (dislike * dislike / kDislikePerStop) + (inability / kInabilityPerStop),
                          kStopPrivate,
                          kStopEmployer,
                          kToRegularWork};
  std::uint32_t stops = 0;
  for (std::uint32_t& weight : weights) {
    if (week <= kEarlyWeeks) weight *= 2;
    stops += weight;
  }
  weights.front() = kThousand - std::min(stops, kThousand);
  return weights;
}

OutcomeKind outcome_of(EngagementEndCause cause, PlacementKind kind) {
  if (cause == EngagementEndCause::kToRegularWork) return OutcomeKind::kWork;
  if (cause == EngagementEndCause::kToEducation) return OutcomeKind::kEducation;
  if (cause != EngagementEndCause::kCompleted) return OutcomeKind::kStopped;
  return kind == PlacementKind::kLearnWork ? OutcomeKind::kDiploma
                                           : OutcomeKind::kWorkExperiencePlace;
}

FactBody end(const Scene& scene, const Engagement& engagement, EngagementEndCause cause) {
  return EngagementEnded{.engagement = engagement.id,
                         .participant = scene.market.at(engagement.participant).id,
                         .placement = scene.market.at(engagement.placement).id,
                         .cause = cause};
}

// 0: no end by itself.
std::uint32_t weeks_of(const Scene& scene, const Engagement& engagement, PlacementKind kind) {
  const Weeks& lasts = kLasts[static_cast<std::size_t>(kind)];
  Random random = scene.draws(Occasion::kSpell, engagement.id.value());
  return random.between(lasts.fewest, lasts.most);
}

bool is_complete(const Scene& scene, const Engagement& engagement, std::uint32_t week) {
  const PlacementDetails& details = scene.market.at(engagement.placement).details;
  if (details.until.is_set() && scene.today() >= details.until) return true;
  const std::uint32_t weeks = weeks_of(scene, engagement, details.kind);
  return weeks > 0 && week >= weeks;
}

void plan_week(Scene& scene, EngagementId engagement, std::uint32_t number) {
  constexpr std::uint32_t kDaysOfAWeek = 5;
  Random random = scene.draws(Occasion::kWeek, engagement.value(), ~number);
  scene.plan(on_day(random, scene.now, kDaysOfAWeek),
             Week{.engagement = engagement, .number = number});
}

// What follows the end, whoever told it.
void plan_aftermath(Scene& scene, const Engagement& engagement, EngagementEndCause cause) {
  const ParticipantId participant = scene.market.at(engagement.participant).id;
  const Placement& placement = scene.market.at(engagement.placement);
  const bool on = went_on(cause);
  Random random = scene.draws(Occasion::kOutcome, engagement.id.value());
  if (random.percent(on ? kOutcomeAfterGoingOnPercent : kOutcomeAfterStoppingPercent)) {
    scene.plan(after(random, scene.now, kDaysToOutcome),
               TellOutcome{.participant = participant,
                           .outcome = outcome_of(cause, placement.details.kind)});
  }
  if (on && random.percent(kOutflowPercent)) {
    scene.plan(after(random, scene.now, kDaysToOutflow),
               Leave{.participant = participant, .reason = LeaveReason::kOutflow});
  }
  const bool let_down = cause == EngagementEndCause::kEmployer ||
                        cause == EngagementEndCause::kNoCoach ||
                        cause == EngagementEndCause::kNotStarted;
  Random employer = scene.draws(Occasion::kLetDown, engagement.id.value());
  if (let_down && employer.percent(kCloseWhenLetDownPercent)) {
    scene.plan(after(employer, scene.now, kDaysToClose), ClosePlace{.placement = placement.id});
  }
}

// Nothing when it is over, or of an erased person.
const Engagement* standing(const Scene& scene, EngagementId id, EngagementState state) {
  const Engagement* engagement = scene.market.find(id);
  if (engagement == nullptr || engagement->state != state) return nullptr;
  const Participant& participant = scene.market.at(engagement->participant);
  return participant.state == ParticipantState::kErased ? nullptr : engagement;
}

}  // namespace

void see(Scene& scene, const EngagementAgreed& fact) {
  Random random = scene.draws(Occasion::kBegin, fact.engagement.value());
  const WorkTime opening = std::max(scene.days.opening(fact.starts), scene.now);
  const WorkTime begins = later(opening, random.between(0, kWorkHour));
  if (random.percent(kNotStartedPercent)) {
    scene.plan(after(random, begins, kDaysToSayNotStarted),
               SayNotStarted{.engagement = fact.engagement});
  } else {
    scene.plan(begins, Begin{.engagement = fact.engagement});
  }
}

void see(Scene& scene, const EngagementStarted& fact) {
  plan_week(scene, fact.engagement, 1);
}

void see(Scene& scene, const EngagementEnded& fact) {
  scene.minds.away.erase(fact.engagement);
  plan_aftermath(scene, *scene.market.find(fact.engagement), fact.cause);
}

void see(Scene& scene, const FollowUpAnswered& fact) {
  const bool ended_it = scene.minds.away.erase(fact.engagement) > 0;
  if (fact.result == FollowUpResult::kLeft && ended_it) {
    plan_aftermath(scene, *scene.market.find(fact.engagement), fact.cause);
  }
  if (fact.result != FollowUpResult::kUnreachable) return;
  Random random =
      scene.draws_today(Occasion::kUnreached, fact.participant.value(), fact.engagement.value());
  if (random.percent(kLeavesUnreachedPercent)) {
    scene.plan(after(random, scene.now, kDaysToLeave),
               Leave{.participant = fact.participant, .reason = LeaveReason::kOwnWish});
  }
}

Said act(Scene& scene, const Begin& plan) {
  const Engagement* engagement = standing(scene, plan.engagement, EngagementState::kAgreed);
  if (engagement == nullptr) return std::nullopt;
  const Participant& participant = scene.market.at(engagement->participant);
  if (participant.state != ParticipantState::kActive) {
    return end(scene, *engagement, EngagementEndCause::kNotStarted);
  }
  return EngagementStarted{.engagement = plan.engagement,
                           .participant = participant.id,
                           .placement = scene.market.at(engagement->placement).id};
}

Said act(Scene& scene, const SayNotStarted& plan) {
  const Engagement* engagement = standing(scene, plan.engagement, EngagementState::kAgreed);
  if (engagement == nullptr) return std::nullopt;
  return end(scene, *engagement, EngagementEndCause::kNotStarted);
}

Said act(Scene& scene, const Week& plan) {
  const Engagement* engagement = standing(scene, plan.engagement, EngagementState::kRunning);
  if (engagement == nullptr) return std::nullopt;
  const Participant& participant = scene.market.at(engagement->participant);
  Random random = scene.draws(Occasion::kWeek, plan.engagement.value(), plan.number);
  if (is_complete(scene, *engagement, plan.number)) {
    using enum EngagementEndCause;
    constexpr std::array kEnds = {kCompleted, kToRegularWork, kToEducation};
    return end(scene, *engagement, kEnds[random.weighted(kAtTheEnd)]);
  }
  if (participant.state != ParticipantState::kActive &&
      random.percent(kEndsWithParticipationPercent)) {
    return end(scene, *engagement, EngagementEndCause::kOther);
  }
  const Fit fit = fit_of(scene.market, participant, scene.market.at(engagement->placement));
  const EngagementEndCause cause = kCauses[random.weighted(cause_weights(fit, plan.number))];
  if (cause == EngagementEndCause::kUnspecified) {
    plan_week(scene, plan.engagement, plan.number + 1);
    return std::nullopt;
  }
  if (!went_on(cause) && random.percent(kSilentPercent)) {
    scene.minds.away.emplace(plan.engagement, cause);
    scene.plan(after(random, scene.now, kDaysUnnoticed), Notice{.engagement = plan.engagement});
    return std::nullopt;
  }
  return end(scene, *engagement, cause);
}

Said act(Scene& scene, const Notice& plan) {
  const auto away = scene.minds.away.find(plan.engagement);
  if (away == scene.minds.away.end()) return std::nullopt;
  const Engagement* engagement = standing(scene, plan.engagement, EngagementState::kRunning);
  if (engagement == nullptr) return std::nullopt;
  return end(scene, *engagement, away->second);
}

Said act(Scene& scene, const TellOutcome& plan) {
  const Participant* participant = scene.market.find(plan.participant);
  if (participant->state == ParticipantState::kErased) return std::nullopt;
  return OutcomeRecorded{.participant = plan.participant, .outcome = plan.outcome};
}

Said act(Scene& scene, const Leave& plan) {
  const Participant* participant = scene.market.find(plan.participant);
  if (participant->state != ParticipantState::kActive) return std::nullopt;
  return ParticipantLeft{.participant = plan.participant, .reason = plan.reason};
}

}  // namespace koppel::simulate
