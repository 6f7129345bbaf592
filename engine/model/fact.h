#pragma once

#include "engine/model/answer_fact.h"
#include "engine/model/area.h"
#include "engine/model/control_fact.h"
#include "engine/model/employer_fact.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/participant_fact.h"
#include "engine/model/placement_fact.h"

#include <concepts>
#include <optional>
#include <variant>

namespace koppel {

using FactKinds = std::variant<ProgrammePublished,
                               RulesPublished,
                               TaxonomyPublished,
                               ConsultantRegistered,
                               ConsultantChanged,
                               CoachCapacityPublished,
                               ClockJumpConfirmed,
                               InputGapAccepted,
                               ParticipantRegistered,
                               IntakeHeld,
                               ContractSigned,
                               InterestsAssessed,
                               CompetencesAssessed,
                               BarrierReported,
                               BarrierChanged,
                               BarrierResolved,
                               SupportArranged,
                               AvailabilitySet,
                               PhaseEntered,
                               ConsentGiven,
                               ConsentWithdrawn,
                               ConsultantAssigned,
                               MovedArea,
                               ParticipantLeft,
                               ObjectionRaised,
                               PersonViewed,
                               ParticipantErased,
                               EmployerRegistered,
                               EmployerChanged,
                               EmployerSuspended,
                               EmployerRecognised,
                               PlacementOpened,
                               PlacementChanged,
                               PlacementClosed,
                               ProposalAccepted,
                               ProposalDeclined,
                               ProposalDeferred,
                               EngagementAgreed,
                               EngagementStarted,
                               EngagementEnded,
                               FollowUpAnswered,
                               OutcomeRecorded>;

// One of the kinds of fact. A class, so that what copies, compares and destroys any of them is
// compiled in one file.
struct FactBody : FactKinds {
  using FactKinds::FactKinds;
  using FactKinds::operator=;

  FactBody();
  FactBody(const FactBody& other);
  FactBody(FactBody&& other) noexcept;
  FactBody& operator=(const FactBody& other);
  FactBody& operator=(FactBody&& other) noexcept;
  ~FactBody();

  friend bool operator==(const FactBody& a, const FactBody& b);
};

// Something that happened outside. `corrects` is set by FactCorrected, `resubmits` by
// FactResubmitted: both are taken as the fact they carry.
struct Fact {
  FactId fact_id;
  ContentHash content;
  AreaId area;
  Instant occurred_at;
  Sequence corrects;
  Sequence resubmits;
  FactBody body;

  friend bool operator==(const Fact&, const Fact&) = default;
};

// The person whose key seals the personal fields of the body; empty when it is about nobody.
template <typename Body>
[[nodiscard]] std::optional<ParticipantId> subject_of(const Body& body) {
  if constexpr (requires {
                  { body.participant } -> std::convertible_to<ParticipantId>;
                }) {
    return body.participant;
  } else {
    return std::nullopt;
  }
}

[[nodiscard]] std::optional<ParticipantId> subject_of(const Fact& fact);

}  // namespace koppel
