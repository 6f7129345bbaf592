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

using FactBody = std::variant<ProgrammePublished,
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

[[nodiscard]] inline std::optional<ParticipantId> subject_of(const Fact& fact) {
  return std::visit([](const auto& body) { return subject_of(body); }, fact.body);
}

}  // namespace koppel
