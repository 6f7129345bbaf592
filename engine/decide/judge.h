#pragma once

#include "engine/market/market.h"
#include "engine/model/fact.h"

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

// Whether a fact fits the market, one overload a kind, one file a family. Nothing outside
// engine/decide includes this.
namespace koppel {

struct Fits {};

struct Misses {
  Party party;
};

struct Refuses {
  RefusalReason reason = RefusalReason::kUnspecified;
  std::string field = {};
};

using Judgement = std::variant<Fits, Misses, Refuses>;

// A correction is exempt from `superseded`.
enum class Standing : std::uint8_t {
  kPlain,
  kCorrection
};

struct Case {
  const Market& market;
  Instant at;
  Standing standing = Standing::kPlain;
};

[[nodiscard]] inline bool fits(const Judgement& judgement) {
  return std::holds_alternative<Fits>(judgement);
}

[[nodiscard]] inline Judgement refuse(RefusalReason reason, std::string_view field = {}) {
  return Refuses{.reason = reason, .field = std::string(field)};
}

[[nodiscard]] inline Judgement out_of_range(std::string_view field) {
  return refuse(RefusalReason::kOutOfRange, field);
}

// Nothing to object, or the first objection.
[[nodiscard]] inline Judgement first_of(std::initializer_list<Judgement> judgements) {
  for (const Judgement& one : judgements) {
    if (!fits(one)) return one;
  }
  return Fits{};
}

[[nodiscard]] inline Judgement refuse_if(std::same_as<bool> auto holds,
                                         RefusalReason reason,
                                         std::string_view field = {}) {
  return holds ? refuse(reason, field) : Judgement{Fits{}};
}

// A value is replaced only by a later one.
[[nodiscard]] inline Judgement supersedes(const Case& judged, Instant as_of) {
  return refuse_if(judged.standing == Standing::kPlain && judged.at <= as_of,
                   RefusalReason::kSuperseded);
}

// What happened before something else began or ended does not count after it.
[[nodiscard]] inline Judgement not_before(const Case& judged, Instant other) {
  return refuse_if(judged.standing == Standing::kPlain && judged.at < other,
                   RefusalReason::kSuperseded);
}

template <typename IdType>
[[nodiscard]] Judgement known(const Case& judged,
                              IdType id,
                              PartyKind kind,
                              std::string_view field) {
  if (!id.is_set()) return out_of_range(field);
  if (judged.market.find(id) != nullptr) return Fits{};
  return Misses{.party = {.kind = kind, .id = id.value()}};
}

[[nodiscard]] inline Judgement known(const Case& judged, ParticipantId id) {
  return known(judged, id, PartyKind::kParticipant, "participant");
}

[[nodiscard]] inline Judgement known(const Case& judged, PlacementId id) {
  return known(judged, id, PartyKind::kPlacement, "placement");
}

[[nodiscard]] inline Judgement known(const Case& judged, EmployerId id) {
  return known(judged, id, PartyKind::kEmployer, "employer");
}

[[nodiscard]] inline Judgement known(const Case& judged, ConsultantId id) {
  return known(judged, id, PartyKind::kConsultant, "consultant");
}

[[nodiscard]] inline Judgement known(const Case& judged, EngagementId id) {
  return known(judged, id, PartyKind::kEngagement, "engagement");
}

// Known and still in the programme.
[[nodiscard]] Judgement active(const Case& judged, ParticipantId id);
[[nodiscard]] Judgement valid_profile(const InterestProfile& profile, std::string_view field);
// Nothing said, or a Dutch postcode with or without its letters: 1315, 1315AA. `field` is that of
// the postcode.
[[nodiscard]] Judgement valid_location(const Location& location, std::string_view field);

[[nodiscard]] Judgement judge(const Case& judged, const ProgrammePublished& fact);
[[nodiscard]] Judgement judge(const Case& judged, const RulesPublished& fact);
[[nodiscard]] Judgement judge(const Case& judged, const TaxonomyPublished& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ConsultantRegistered& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ConsultantChanged& fact);
[[nodiscard]] Judgement judge(const Case& judged, const CoachCapacityPublished& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ClockJumpConfirmed& fact);
[[nodiscard]] Judgement judge(const Case& judged, const InputGapAccepted& fact);

[[nodiscard]] Judgement judge(const Case& judged, const ParticipantRegistered& fact);
[[nodiscard]] Judgement judge(const Case& judged, const IntakeHeld& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ContractSigned& fact);
[[nodiscard]] Judgement judge(const Case& judged, const InterestsAssessed& fact);
[[nodiscard]] Judgement judge(const Case& judged, const CompetencesAssessed& fact);
[[nodiscard]] Judgement judge(const Case& judged, const BarrierReported& fact);
[[nodiscard]] Judgement judge(const Case& judged, const BarrierChanged& fact);
[[nodiscard]] Judgement judge(const Case& judged, const BarrierResolved& fact);
[[nodiscard]] Judgement judge(const Case& judged, const SupportArranged& fact);
[[nodiscard]] Judgement judge(const Case& judged, const AvailabilitySet& fact);
[[nodiscard]] Judgement judge(const Case& judged, const PhaseEntered& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ConsentGiven& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ConsentWithdrawn& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ConsultantAssigned& fact);
[[nodiscard]] Judgement judge(const Case& judged, const MovedArea& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ParticipantLeft& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ObjectionRaised& fact);
[[nodiscard]] Judgement judge(const Case& judged, const PersonViewed& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ParticipantErased& fact);

[[nodiscard]] Judgement judge(const Case& judged, const EmployerRegistered& fact);
[[nodiscard]] Judgement judge(const Case& judged, const EmployerChanged& fact);
[[nodiscard]] Judgement judge(const Case& judged, const EmployerSuspended& fact);
[[nodiscard]] Judgement judge(const Case& judged, const EmployerRecognised& fact);
[[nodiscard]] Judgement judge(const Case& judged, const PlacementOpened& fact);
[[nodiscard]] Judgement judge(const Case& judged, const PlacementChanged& fact);
[[nodiscard]] Judgement judge(const Case& judged, const PlacementClosed& fact);

[[nodiscard]] Judgement judge(const Case& judged, const ProposalAccepted& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ProposalDeclined& fact);
[[nodiscard]] Judgement judge(const Case& judged, const ProposalDeferred& fact);
[[nodiscard]] Judgement judge(const Case& judged, const EngagementAgreed& fact);
[[nodiscard]] Judgement judge(const Case& judged, const EngagementStarted& fact);
[[nodiscard]] Judgement judge(const Case& judged, const EngagementEnded& fact);
[[nodiscard]] Judgement judge(const Case& judged, const FollowUpAnswered& fact);
[[nodiscard]] Judgement judge(const Case& judged, const OutcomeRecorded& fact);

// Kinds that set a value may be corrected; what happened once, or was sent out, may not.
template <typename Body>
inline constexpr bool kCorrectable =
    std::is_same_v<Body, ParticipantRegistered> || std::is_same_v<Body, InterestsAssessed> ||
    std::is_same_v<Body, CompetencesAssessed> || std::is_same_v<Body, BarrierReported> ||
    std::is_same_v<Body, BarrierChanged> || std::is_same_v<Body, BarrierResolved> ||
    std::is_same_v<Body, SupportArranged> || std::is_same_v<Body, AvailabilitySet> ||
    std::is_same_v<Body, PhaseEntered> || std::is_same_v<Body, ConsentGiven> ||
    std::is_same_v<Body, ConsentWithdrawn> || std::is_same_v<Body, ConsultantAssigned> ||
    std::is_same_v<Body, EmployerChanged> || std::is_same_v<Body, EmployerSuspended> ||
    std::is_same_v<Body, EmployerRecognised> || std::is_same_v<Body, PlacementChanged> ||
    std::is_same_v<Body, ConsultantChanged>;

}  // namespace koppel
