#include "engine/decide/judge.h"
#include "engine/model/criminal.h"

#include <algorithm>

namespace koppel {
namespace {

const BarrierHeld* barrier_of(const Participant& participant, BarrierDomain domain) {
  const auto& barriers = participant.barriers.reveal();
  const auto found = std::ranges::find(barriers, domain, &BarrierHeld::domain);
  return found == barriers.end() ? nullptr : &*found;
}

// Active, with a barrier in that domain, and later than what is known of it.
Judgement known_barrier(const Case& judged, ParticipantId id, BarrierDomain domain) {
  if (domain == BarrierDomain::kUnspecified) return out_of_range("domain");
  if (auto inactive = active(judged, id); !fits(inactive)) return inactive;
  const BarrierHeld* barrier = barrier_of(*judged.market.find(id), domain);
  if (barrier == nullptr) return refuse(RefusalReason::kNoSuchBarrier);
  return supersedes(judged, barrier->as_of);
}

// Active, and not about the case that ended before this one.
Judgement of_this_case(const Case& judged, ParticipantId id) {
  if (auto inactive = active(judged, id); !fits(inactive)) return inactive;
  return not_before(judged, judged.market.find(id)->leaving_as_of);
}

// Active, and not about a case before this one.
Judgement ends_this_case(const Case& judged, ParticipantId id) {
  if (auto inactive = active(judged, id); !fits(inactive)) return inactive;
  return not_before(judged, judged.market.find(id)->registration_as_of);
}

Judgement later_consent(const Case& judged, ParticipantId id, ConsentPurpose purpose) {
  if (purpose == ConsentPurpose::kUnspecified) return out_of_range("purpose");
  if (auto other = of_this_case(judged, id); !fits(other)) return other;
  const auto& consents = judged.market.find(id)->consents;
  const auto found = std::ranges::find(consents, purpose, &ConsentHeld::purpose);
  return found == consents.end() ? Fits{} : supersedes(judged, found->as_of);
}

Judgement later_barrier(const Case& judged, const Participant& participant, BarrierDomain domain) {
  const BarrierHeld* barrier = barrier_of(participant, domain);
  return barrier == nullptr ? Fits{} : supersedes(judged, barrier->as_of);
}

}  // namespace

Judgement active(const Case& judged, ParticipantId id) {
  if (auto unknown = known(judged, id); !fits(unknown)) return unknown;
  return refuse_if(judged.market.find(id)->state != ParticipantState::kActive,
                   RefusalReason::kAlreadyLeft);
}

Judgement judge(const Case& judged, const ParticipantRegistered& fact) {
  if (!fact.participant.is_set()) return out_of_range("participant");
  const Participant* standing = judged.market.find(fact.participant);
  const bool here = standing != nullptr && standing->state == ParticipantState::kActive;
  if (judged.standing == Standing::kCorrection) {
    if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  }
  const bool unborn = fact.birth_date.is_set() && fact.birth_date > local_date(judged.at);
  const Instant left = standing == nullptr ? Instant{} : standing->leaving_as_of;
  return first_of(
      {refuse_if(unborn, RefusalReason::kOutOfRange, "birthDate"),
       valid_location(fact.location, "location.postcode"),
       refuse_if(judged.market.programme(fact.programme) == nullptr,
                 RefusalReason::kUnknownProgramme,
                 "programme"),
       refuse_if(here && judged.standing == Standing::kPlain, RefusalReason::kAlreadyRegistered),
       not_before(judged, left)});
}

Judgement judge(const Case& judged, const IntakeHeld& fact) {
  if (auto other = of_this_case(judged, fact.participant); !fits(other)) return other;
  return refuse_if(judged.market.find(fact.participant)->intake_at.is_set(),
                   RefusalReason::kAlreadyHeld);
}

Judgement judge(const Case& judged, const ContractSigned& fact) {
  if (auto other = of_this_case(judged, fact.participant); !fits(other)) return other;
  return refuse_if(judged.market.find(fact.participant)->contract_at.is_set(),
                   RefusalReason::kAlreadyHeld);
}

Judgement judge(const Case& judged, const InterestsAssessed& fact) {
  if (auto bad = valid_profile(fact.interests, "interests.riasec"); !fits(bad)) return bad;
  if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  return supersedes(judged, judged.market.find(fact.participant)->interests.as_of);
}

Judgement judge(const Case& judged, const CompetencesAssessed& fact) {
  const bool levels = std::ranges::all_of(fact.competences, [](const CompetenceLevel& held) {
    return held.level >= 1 && held.level <= 4;
  });
  if (!levels) return out_of_range("competences.level");
  if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  return supersedes(judged, judged.market.find(fact.participant)->competences.as_of);
}

Judgement judge(const Case& judged, const BarrierReported& fact) {
  const BarrierDomain domain = fact.domain.reveal();
  const bool justice = fact.justice_level.reveal(CriminalAccess::ForRecord::key()) != 0;
  const bool scored = domain != BarrierDomain::kUnspecified;
  if (justice == scored) return out_of_range("domain");
  if (scored && fact.level.reveal() == 0) return out_of_range("level");
  if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  const Participant& participant = *judged.market.find(fact.participant);
  if (scored) return later_barrier(judged, participant, domain);
  return supersedes(judged, participant.justice.reveal(CriminalAccess::ForRecord::key()).as_of);
}

Judgement judge(const Case& judged, const BarrierChanged& fact) {
  if (fact.level.reveal() == 0) return out_of_range("level");
  return known_barrier(judged, fact.participant, fact.domain.reveal());
}

Judgement judge(const Case& judged, const BarrierResolved& fact) {
  return known_barrier(judged, fact.participant, fact.domain.reveal());
}

Judgement judge(const Case& judged, const SupportArranged& fact) {
  const BarrierDomain domain = fact.support.reveal().domain;
  if (domain == BarrierDomain::kUnspecified) return out_of_range("support.domain");
  if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  const auto& supports = judged.market.find(fact.participant)->supports.reveal();
  const auto found = std::ranges::find(
      supports, domain, [](const SupportHeld& held) { return held.support.domain; });
  return found == supports.end() ? Fits{} : supersedes(judged, found->as_of);
}

Judgement judge(const Case& judged, const AvailabilitySet& fact) {
  if (fact.hours_min > fact.hours_max) return out_of_range("hoursMin");
  if (auto other = of_this_case(judged, fact.participant); !fits(other)) return other;
  return supersedes(judged, judged.market.find(fact.participant)->availability.as_of);
}

Judgement judge(const Case& judged, const PhaseEntered& fact) {
  if (auto other = of_this_case(judged, fact.participant); !fits(other)) return other;
  const Participant& participant = *judged.market.find(fact.participant);
  const ProgrammePublished* programme = judged.market.programme(participant.programme);
  const bool exists =
      programme != nullptr &&
      std::ranges::find(programme->phases, fact.phase, &Phase::code) != programme->phases.end();
  return first_of({refuse_if(!exists, RefusalReason::kUnknownPhase, "phase"),
                   supersedes(judged, participant.phase_as_of)});
}

Judgement judge(const Case& judged, const ConsentGiven& fact) {
  return later_consent(judged, fact.participant, fact.purpose);
}

Judgement judge(const Case& judged, const ConsentWithdrawn& fact) {
  return later_consent(judged, fact.participant, fact.purpose);
}

Judgement judge(const Case& judged, const ConsultantAssigned& fact) {
  if (auto inactive = active(judged, fact.participant); !fits(inactive)) return inactive;
  if (auto unknown = known(judged, fact.consultant); !fits(unknown)) return unknown;
  return first_of(
      {refuse_if(!judged.market.find(fact.consultant)->active, RefusalReason::kConsultantInactive),
       supersedes(judged, judged.market.find(fact.participant)->consultant_as_of)});
}

Judgement judge(const Case& judged, const MovedArea& fact) {
  if (!fact.to_area.is_set()) return out_of_range("toArea");
  if (fact.to_area == judged.market.head.area) return refuse(RefusalReason::kSameArea);
  return ends_this_case(judged, fact.participant);
}

Judgement judge(const Case& judged, const ParticipantLeft& fact) {
  return ends_this_case(judged, fact.participant);
}

Judgement judge(const Case& judged, const ObjectionRaised& fact) {
  return known(judged, fact.participant);
}

Judgement judge(const Case& judged, const PersonViewed& fact) {
  if (!fact.viewer.is_set()) return out_of_range("viewer");
  return known(judged, fact.participant);
}

// Never waits: an id not known yet is known as erased from now on.
Judgement judge(const Case& /*judged*/, const ParticipantErased& fact) {
  return refuse_if(!fact.participant.is_set(), RefusalReason::kOutOfRange, "participant");
}

Judgement judge(const Case& judged, const OutcomeRecorded& fact) {
  if (fact.outcome == OutcomeKind::kUnspecified) return out_of_range("outcome");
  if (auto unknown = known(judged, fact.participant); !fits(unknown)) return unknown;
  const OutcomeHeld same{.outcome = fact.outcome, .as_of = judged.at};
  const auto& outcomes = judged.market.find(fact.participant)->outcomes;
  return refuse_if(std::ranges::find(outcomes, same) != outcomes.end(),
                   RefusalReason::kAlreadyHeld);
}

}  // namespace koppel
