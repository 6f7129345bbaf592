#include "engine/matching/readiness.h"

#include "engine/matching/shape.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace koppel::matching {
namespace {

bool has_given(const Participant& participant, ConsentPurpose purpose) {
  return std::ranges::any_of(participant.consents, [purpose](const ConsentHeld& consent) {
    return consent.purpose == purpose && consent.given;
  });
}

bool lacks_contract(const ProgrammePublished* programme, const Participant& participant) {
  return programme != nullptr && programme->contract_required && !participant.contract_at.is_set();
}

bool lacks_phase(const ProgrammePublished* programme, const Participant& participant) {
  if (programme == nullptr || programme->phases.empty()) return false;
  if (participant.phase.empty()) return !programme->phases.front().placement_allowed;
  const auto entered = std::ranges::find(programme->phases, participant.phase, &Phase::code);
  return entered == programme->phases.end() || !entered->placement_allowed;
}

// Supports of several owners add up, as they do in the score.
bool is_carried(const Participant& participant, BarrierDomain domain) {
  std::uint32_t severity = 0;
  for (const BarrierHeld& barrier : participant.barriers.reveal()) {
    if (barrier.domain == domain) severity = std::max(severity, barrier.severity);
  }
  std::uint32_t arranged = 0;
  for (const SupportHeld& held : participant.supports.reveal()) {
    if (held.support.domain == domain) arranged += at_most(held.support.capacity, kCapacityMax);
  }
  return severity <= arranged;
}

bool has_engagement(const Market& market, const Participant& participant) {
  const Engagement* engagement = market.find(participant.engagement);
  return engagement != nullptr && (engagement->state == EngagementState::kAgreed ||
                                   engagement->state == EngagementState::kRunning);
}

}  // namespace

ReadinessGap first_gap(const Market& market, const Participant& participant) {
  const std::vector<ReadinessGap> gaps = all_gaps(market, participant);
  return gaps.empty() ? ReadinessGap::kUnspecified : gaps.front();
}

std::vector<ReadinessGap> all_gaps(const Market& market, const Participant& participant) {
  return all_gaps(market.programme(participant.programme), participant);
}

std::vector<ReadinessGap> all_gaps(const ProgrammePublished* programme,
                                   const Participant& participant) {
  std::vector<ReadinessGap> gaps;
  if (!participant.intake_at.is_set()) gaps.push_back(ReadinessGap::kIntake);
  if (lacks_contract(programme, participant)) gaps.push_back(ReadinessGap::kContract);
  if (!has_given(participant, ConsentPurpose::kMatching)) gaps.push_back(ReadinessGap::kConsent);
  if (!participant.availability.as_of.is_set()) gaps.push_back(ReadinessGap::kAvailability);
  if (lacks_phase(programme, participant)) gaps.push_back(ReadinessGap::kPhase);
  if (!uncarried(programme, participant).empty()) gaps.push_back(ReadinessGap::kSupportFirst);
  return gaps;
}

std::vector<BarrierDomain> uncarried(const Market& market, const Participant& participant) {
  return uncarried(market.programme(participant.programme), participant);
}

std::vector<BarrierDomain> uncarried(const ProgrammePublished* programme,
                                     const Participant& participant) {
  std::vector<BarrierDomain> open;
  if (programme == nullptr || programme->policy != SequencingPolicy::kSolveFirst) return open;
  std::ranges::copy_if(programme->solve_first, std::back_inserter(open), [&](BarrierDomain domain) {
    return !is_carried(participant, domain);
  });
  return open;
}

bool is_candidate(const Market& market, const Participant& participant) {
  return participant.state == ParticipantState::kActive && !has_engagement(market, participant) &&
         first_gap(market, participant) == ReadinessGap::kUnspecified;
}

}  // namespace koppel::matching
