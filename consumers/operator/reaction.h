#pragma once

#include "consumers/operator/chance.h"
#include "consumers/operator/days.h"
#include "consumers/operator/reactions.h"
#include "engine/market/market.h"
#include "engine/model/entry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <variant>

// What somebody means to do, and what becomes of it: one overload a kind, one file a family
// (react_*.cc). Nothing but those files and reactions.cc includes this.
namespace koppel::simulate {

// A consultant looks at a proposal.
struct Look {
  ProposalNumber proposal;
};

// The two sides of an accepted proposal meet.
struct Meet {
  ProposalNumber proposal;
};

// The first day of an engagement.
struct Begin {
  EngagementId engagement;
};

struct SayNotStarted {
  EngagementId engagement;
};

// Another week at work is over.
struct Week {
  EngagementId engagement;
  std::uint32_t number = 0;  // from 1
};

// The employer says that somebody has stayed away for long.
struct Notice {
  EngagementId engagement;
};

struct AnswerReminder {
  ReminderNumber reminder;
};

struct Arrange {
  ParticipantId participant;
  BarrierDomain domain = BarrierDomain::kUnspecified;
  Role owner = Role::kUnspecified;
};

struct TellOutcome {
  ParticipantId participant;
  OutcomeKind outcome = OutcomeKind::kUnspecified;
};

struct Leave {
  ParticipantId participant;
  LeaveReason reason = LeaveReason::kUnspecified;
};

struct ClosePlace {
  PlacementId placement;
};

// Another place in the stead of one that is gone by then.
struct OpenAnother {
  PlacementId instead_of;
};

using Plan = std::variant<Look,
                          Meet,
                          Begin,
                          SayNotStarted,
                          Week,
                          Notice,
                          AnswerReminder,
                          Arrange,
                          TellOutcome,
                          Leave,
                          ClosePlace,
                          OpenAnother>;

// What people of one area carry in mind: plans in the order of their time, of equal ones that made
// first; and who stays away from work without a word, and why.
struct Minds {
  std::map<std::pair<WorkTime, std::uint64_t>, Plan> plans;
  std::uint64_t planned = 0;
  std::map<EngagementId, EngagementEndCause> away;
};

// One moment of one area. `market` is as of now.
struct Scene {
  const Market& market;
  const Days& days;
  std::uint64_t seed = 0;
  WorkTime now;
  Minds& minds;

  void plan(WorkTime at, const Plan& plan) {
    minds.plans.emplace(std::pair(at, minds.planned++), plan);
  }

  [[nodiscard]] Date today() const { return days.date(now); }

  [[nodiscard]] Random draws(Occasion occasion, std::uint64_t one, std::uint64_t other = 0) const {
    return simulate::draws(seed, occasion, {.one = one, .other = other});
  }

  [[nodiscard]] Random draws_today(Occasion occasion,
                                   std::uint64_t one,
                                   std::uint64_t other) const {
    const auto day = static_cast<std::uint64_t>(now.seconds / kWorkDay) + 1;
    return simulate::draws(seed, occasion, {.one = one, .other = other, .day = day});
  }
};

// Hard to reach, or not: for good.
[[nodiscard]] std::uint32_t times_unreachable(const Scene& scene, ParticipantId participant);

// What was recorded makes somebody plan something, or nobody.
void see(Scene& scene, const ProposalMade& entry);
void see(Scene& scene, const SupportRequested& entry);
void see(Scene& scene, const ReminderDue& entry);
void see(Scene& scene, const ProposalAccepted& fact);
void see(Scene& scene, const EngagementAgreed& fact);
void see(Scene& scene, const EngagementStarted& fact);
void see(Scene& scene, const EngagementEnded& fact);
void see(Scene& scene, const FollowUpAnswered& fact);
void see(Scene& scene, const PlacementOpened& fact);
void see(Scene& scene, const PlacementClosed& fact);

// What is said when the time has come; nothing when what it was about is gone, or is put off.
using Said = std::optional<FactBody>;

[[nodiscard]] Said act(Scene& scene, const Look& plan);
[[nodiscard]] Said act(Scene& scene, const Meet& plan);
[[nodiscard]] Said act(Scene& scene, const Begin& plan);
[[nodiscard]] Said act(Scene& scene, const SayNotStarted& plan);
[[nodiscard]] Said act(Scene& scene, const Week& plan);
[[nodiscard]] Said act(Scene& scene, const Notice& plan);
[[nodiscard]] Said act(Scene& scene, const AnswerReminder& plan);
[[nodiscard]] Said act(Scene& scene, const Arrange& plan);
[[nodiscard]] Said act(Scene& scene, const TellOutcome& plan);
[[nodiscard]] Said act(Scene& scene, const Leave& plan);
[[nodiscard]] Said act(Scene& scene, const ClosePlace& plan);
[[nodiscard]] Said act(Scene& scene, const OpenAnother& plan);

// How the meeting of the two sides ends; also when it is taken up at the reminder.
[[nodiscard]] Said conclude(Scene& scene, const Proposal& proposal, const MeetingWeights& weights);

}  // namespace koppel::simulate
