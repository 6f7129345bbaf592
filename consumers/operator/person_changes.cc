// The later life of a simulated participant: what may change after the intake, and how often.

#include "consumers/operator/person.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace koppel::simulate {
namespace {

enum class Change : std::uint8_t {
  kBarrier,
  kBarrierResolved,
  kBarrierReported,
  kSupport,
  kAvailability,
  kCompetences,
  kInterests,
  kPhase,
  kConsultant,
  kView,
  kConsent,
  kObjection,
  kOutcome,
  kLeave,
  kMove,
  kErase
};

// How often each change comes, in the order of Change; they add up to a thousand.
constexpr std::array<std::uint32_t, 16> kWeights = {
    150, 90, 50, 110, 120, 50, 30, 60, 20, 260, 10, 8, 20, 14, 6, 2};

constexpr std::array<std::string_view, 3> kObjections = {
    "Ik wil eerst praten over de reistijd.",
    "Dit werk past niet bij wat ik wil leren.",
    "Ik wil weten waarom deze plek is gekozen.",
};

constexpr std::array<std::string_view, 3> kViewPurposes = {"intake", "matching", "follow-up"};

}  // namespace

FactBody Person::change() {
  if (!matching_consented_ && random_.percent(50)) return set_consent();
  switch (static_cast<Change>(random_.weighted(kWeights))) {
    case Change::kBarrier: return change_barrier();
    case Change::kBarrierResolved: return resolve_barrier();
    case Change::kBarrierReported: return report_barrier();
    case Change::kSupport: return arrange_support();
    case Change::kAvailability: return set_availability();
    case Change::kCompetences: return assess_competences();
    case Change::kInterests: return assess_interests();
    case Change::kPhase: return enter_next_phase();
    case Change::kConsultant: return change_consultant();
    case Change::kView: return view();
    case Change::kConsent: return set_consent();
    case Change::kObjection: return raise_objection();
    case Change::kOutcome: return record_outcome();
    case Change::kLeave: return leave();
    case Change::kMove: return move_away();
    case Change::kErase: break;
  }
  return erase();
}

FactBody Person::change_barrier() {
  const BarrierDomain domain = draw_domain(known_barriers());
  if (domain == BarrierDomain::kUnspecified) return view();
  std::uint32_t& level = levels_[static_cast<std::size_t>(domain) - 1];
  level = level == 4 || (level > 1 && random_.percent(25)) ? level - 1 : level + 1;
  return BarrierChanged{.participant = id_, .domain = Special(domain), .level = Special(level)};
}

FactBody Person::resolve_barrier() {
  const BarrierDomain domain = draw_domain(known_barriers());
  if (domain == BarrierDomain::kUnspecified) return view();
  levels_[static_cast<std::size_t>(domain) - 1] = 0;
  return BarrierResolved{.participant = id_, .domain = Special(domain)};
}

FactBody Person::set_consent() {
  matching_consented_ = !matching_consented_;
  if (matching_consented_) {
    return ConsentGiven{.participant = id_, .purpose = ConsentPurpose::kMatching};
  }
  return ConsentWithdrawn{.participant = id_, .purpose = ConsentPurpose::kMatching};
}

FactBody Person::enter_next_phase() {
  const std::size_t following = phase_ + 1;
  if (following == programme_->phases.size() || programme_->phases[following].empty()) {
    return view();
  }
  phase_ = following;
  return PhaseEntered{.participant = id_, .phase = std::string(programme_->phases[phase_])};
}

FactBody Person::change_consultant() {
  consultant_ = random_.pick(region().consultants);
  return ConsultantAssigned{.participant = id_, .consultant = consultant_};
}

FactBody Person::view() {
  return PersonViewed{.participant = id_,
                      .viewer = consultant_,
                      .purpose = std::string(random_.pick(kViewPurposes))};
}

// Names no proposal: only the engine knows their numbers.
FactBody Person::raise_objection() {
  return ObjectionRaised{
      .participant = id_, .proposal = {}, .text = std::string(random_.pick(kObjections))};
}

FactBody Person::record_outcome() {
  using enum OutcomeKind;
  constexpr std::array kOutcomes = {
      kWork, kEducation, kLearnWorkTrack, kWorkExperiencePlace, kDiploma, kStopped};
  return OutcomeRecorded{.participant = id_, .outcome = random_.pick(kOutcomes)};
}

FactBody Person::leave() {
  using enum LeaveReason;
  constexpr std::array kReasons = {kOutflow, kOutflow, kOwnWish, kOtherProgramme, kOther};
  stage_ = random_.percent(15) ? LifeStage::kForgetting : LifeStage::kGone;
  return ParticipantLeft{.participant = id_, .reason = random_.pick(kReasons)};
}

// Nothing but the person goes along: the other region's file begins with a registration.
FactBody Person::move_away() {
  const auto regions = static_cast<std::uint32_t>(world_->regions.size());
  if (regions == 1 || region_ != home_) return view();
  const std::size_t to = (region_ + random_.between(1, regions - 1)) % regions;
  region_ = to;
  levels_ = {};
  supports_ = {};
  availability_ = {};
  matching_consented_ = false;
  plan_intake();
  return MovedArea{.participant = id_, .to_area = region().area};
}

FactBody Person::erase() {
  stage_ = LifeStage::kGone;
  return ParticipantErased{.participant = id_, .contributions = {}};
}

}  // namespace koppel::simulate
