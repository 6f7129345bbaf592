#include "engine/decide/contribution.h"

namespace koppel {

std::uint32_t barrier_band(const Participant& participant) {
  std::uint32_t total = 0;
  for (const BarrierHeld& barrier : participant.barriers.reveal()) total += barrier.severity;
  if (total == 0) return 0;
  if (total < 5) return 1;
  return total < 10 ? 2 : 3;
}

std::vector<ContributionToTables> contributions_of(const Market& market, ParticipantId id) {
  const Participant* participant = market.find(id);
  if (participant == nullptr) return {};
  const ContributionToTables plain{.programme = participant->programme,
                                   .barrier_band = barrier_band(*participant),
                                   .outcome = OutcomeKind::kUnspecified,
                                   .engagements = participant->engagements};
  if (participant->outcomes.empty()) return {plain};
  std::vector<ContributionToTables> lines;
  for (const OutcomeHeld& held : participant->outcomes) {
    lines.push_back(plain);
    lines.back().outcome = held.outcome;
  }
  return lines;
}

}  // namespace koppel
