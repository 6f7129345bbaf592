#pragma once

#include "engine/market/evolve.h"
#include "engine/market/market.h"
#include "engine/market/touched.h"
#include "engine/model/entry.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

// The parts of evolve(), one file a family. Nothing outside engine/market includes this.
namespace koppel {

inline constexpr std::int64_t kSeenDays = 400;      // how long ids of facts are remembered
inline constexpr std::int64_t kWaitingDays = 30;    // how long a fact waits for a party
inline constexpr std::uint32_t kDuePerEntry = 256;  // due things that one TimeAdvanced lets fire

// One fold under way: the market and the time as recorded. A fact being folded brings its own time.
struct Fold {
  Market& market;
  Touched* told;  // what was touched so far; null: nobody asks
  Instant now;
  Sequence sequence;

  Participant& participant(ParticipantId id);
  Employer& employer(EmployerId id);
  Placement& placement(PlacementId id);
  Consultant& consultant(ConsultantId id);
  Engagement& engagement(EngagementId id);

  // For who changes nothing in the row.
  [[nodiscard]] ParticipantOrdinal ordinal_of(ParticipantId id) const;
  [[nodiscard]] PlacementOrdinal ordinal_of(PlacementId id) const;

  // Write access that notes the row as touched.
  Participant& row(ParticipantOrdinal ordinal);
  Employer& row(EmployerOrdinal ordinal);
  Placement& row(PlacementOrdinal ordinal);
  Consultant& row(ConsultantOrdinal ordinal);

  // The matching side of this row changed: pauses that wait for a change end, the index looks
  // again.
  void changed(Participant& participant);
  void changed(Placement& placement);

  void touch(RowKind kind, std::uint64_t number);
  void touch(RowKind kind, const std::string& code);
  void touch(const FactId& seen);
  void look_at(AgendaKind kind, std::uint64_t key, std::uint32_t part = 0);
  void look_at_proposals(const std::vector<ProposalNumber>& numbers);
};

void fold_fact(Fold& fold, const Fact& fact);

// Every kind of fact, by family. `at` is when it happened.
void fold(Fold& fold, Instant at, const ProgrammePublished& fact);
void fold(Fold& fold, Instant at, const RulesPublished& fact);
void fold(Fold& fold, Instant at, const TaxonomyPublished& fact);
void fold(Fold& fold, Instant at, const ConsultantRegistered& fact);
void fold(Fold& fold, Instant at, const ConsultantChanged& fact);
void fold(Fold& fold, Instant at, const CoachCapacityPublished& fact);
void fold(Fold& fold, Instant at, const ClockJumpConfirmed& fact);
void fold(Fold& fold, Instant at, const InputGapAccepted& fact);

void fold(Fold& fold, Instant at, const ParticipantRegistered& fact);
void fold(Fold& fold, Instant at, const IntakeHeld& fact);
void fold(Fold& fold, Instant at, const ContractSigned& fact);
void fold(Fold& fold, Instant at, const InterestsAssessed& fact);
void fold(Fold& fold, Instant at, const CompetencesAssessed& fact);
void fold(Fold& fold, Instant at, const BarrierReported& fact);
void fold(Fold& fold, Instant at, const BarrierChanged& fact);
void fold(Fold& fold, Instant at, const BarrierResolved& fact);
void fold(Fold& fold, Instant at, const SupportArranged& fact);
void fold(Fold& fold, Instant at, const AvailabilitySet& fact);
void fold(Fold& fold, Instant at, const PhaseEntered& fact);
void fold(Fold& fold, Instant at, const ConsentGiven& fact);
void fold(Fold& fold, Instant at, const ConsentWithdrawn& fact);
void fold(Fold& fold, Instant at, const ConsultantAssigned& fact);
void fold(Fold& fold, Instant at, const MovedArea& fact);
void fold(Fold& fold, Instant at, const ParticipantLeft& fact);
void fold(Fold& fold, Instant at, const ObjectionRaised& fact);
void fold(Fold& fold, Instant at, const PersonViewed& fact);
void fold(Fold& fold, Instant at, const ParticipantErased& fact);

void fold(Fold& fold, Instant at, const EmployerRegistered& fact);
void fold(Fold& fold, Instant at, const EmployerChanged& fact);
void fold(Fold& fold, Instant at, const EmployerSuspended& fact);
void fold(Fold& fold, Instant at, const EmployerRecognised& fact);
void fold(Fold& fold, Instant at, const PlacementOpened& fact);
void fold(Fold& fold, Instant at, const PlacementChanged& fact);
void fold(Fold& fold, Instant at, const PlacementClosed& fact);

void fold(Fold& fold, Instant at, const ProposalAccepted& fact);
void fold(Fold& fold, Instant at, const ProposalDeclined& fact);
void fold(Fold& fold, Instant at, const ProposalDeferred& fact);
void fold(Fold& fold, Instant at, const EngagementAgreed& fact);
void fold(Fold& fold, Instant at, const EngagementStarted& fact);
void fold(Fold& fold, Instant at, const EngagementEnded& fact);
void fold(Fold& fold, Instant at, const FollowUpAnswered& fact);
void fold(Fold& fold, Instant at, const OutcomeRecorded& fact);

// The engine's own entries.
void fold(Fold& fold, const FactWaiting& entry);
void fold(Fold& fold, const WaitingFactTaken& entry);
void fold(Fold& fold, const FactRefused& entry);
void fold(Fold& fold, const JournalStarted& entry);
void fold(Fold& fold, const AreaAcquired& entry);
void fold(Fold& fold, const ProposalMade& entry);
void fold(Fold& fold, const ProposalWithdrawn& entry);
void fold(Fold& fold, const ProposalExpired& entry);
void fold(Fold& fold, const NoMatchExplained& entry);
void fold(Fold& fold, const SupportRequested& entry);
void fold(Fold& fold, const PlacementFilled& entry);
void fold(Fold& fold, const ReminderPlanned& entry);
void fold(Fold& fold, const ReminderDue& entry);
void fold(Fold& fold, const ReminderCancelled& entry);
void fold(Fold& fold, const PricesSet& entry);
void fold(Fold& fold, const TimeAdvanced& entry);
void fold(Fold& fold, const ErasureCompleted& entry);

// Shared between families.
Participant& arrive(Fold& fold, ParticipantId id);  // the row, made when it is new
void take_engagement_end(Fold& fold, Engagement& engagement, Instant at);
void drop_proposal(Fold& fold, ProposalNumber number);

// How long a pair is not proposed (participant.h, Pause).
struct Rest {
  Instant until = {};
  DeferCondition awaited = DeferCondition::kUnspecified;
};

void pause(Fold& fold, Participant& participant, PlacementOrdinal placement, const Rest& rest);
// The person has one undecided proposal fewer or more: the consultant's count of people follows.
void settle_caseload(Fold& fold, const Participant& participant, std::uint32_t undecided_before);

// Around every change of what a place asks of its coaches and of who is there; where its team has
// room again after none, places of that team are looked at.
struct TeamBefore {
  std::string team;
  std::uint32_t room = 0;
};

[[nodiscard]] TeamBefore leave_team(Fold& fold, const Placement& placement);
void join_team(Fold& fold, const Placement& placement, const TeamBefore& before);
void look_at_places_of(Fold& fold, const std::string& team);
void forget_fact(Fold& fold, const FactId& id);
void drop_waiting(Fold& fold, Sequence sequence);
void drop_reminder(Fold& fold, ReminderNumber number);

}  // namespace koppel
