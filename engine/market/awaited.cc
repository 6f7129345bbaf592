#include "engine/market/awaited.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace koppel {
namespace {

constexpr std::uint32_t kCarriedMax = 5;
constexpr int kDomainCount = std::to_underlying(BarrierDomain::kPhysicalLoad);

std::uint32_t severity_of(const Participant& participant, BarrierDomain domain) {
  std::uint32_t severity = 0;
  for (const BarrierHeld& barrier : participant.barriers.reveal()) {
    if (barrier.domain == domain) severity = std::max(severity, barrier.severity);
  }
  return severity;
}

std::uint32_t carried_between(const Participant& participant,
                              const Placement& placement,
                              BarrierDomain domain) {
  std::uint32_t offered = 0;
  for (const Support& support : placement.details.support) {
    if (support.domain == domain) offered = std::max(offered, support.capacity);
  }
  std::uint32_t carried = std::min(offered, kCarriedMax);
  for (const SupportHeld& held : participant.supports.reveal()) {
    if (held.support.domain == domain) carried += std::min(held.support.capacity, kCarriedMax);
  }
  return std::min(carried, kCarriedMax);
}

}  // namespace

std::vector<Support> carried_where_awaited(const Participant& participant,
                                           const Placement& placement) {
  std::vector<Support> all;
  std::vector<Support> open;
  for (int number = 1; number <= kDomainCount; ++number) {
    const auto domain = static_cast<BarrierDomain>(number);
    const std::uint32_t carried = carried_between(participant, placement, domain);
    all.push_back({.domain = domain, .capacity = carried});
    if (severity_of(participant, domain) > carried) open.push_back(all.back());
  }
  return open.empty() ? all : open;
}

bool has_come(const Pause& pause, const Participant& participant, const Placement& placement) {
  switch (pause.awaited) {
    case DeferCondition::kUnspecified: return false;
    case DeferCondition::kSupportArranged:
      return std::ranges::any_of(pause.carried.reveal(), [&](const Support& then) {
        return carried_between(participant, placement, then.domain) > then.capacity;
      });
    case DeferCondition::kParticipantChanged:
      return pause.participant_revision != participant.revision;
    case DeferCondition::kPlacementChanged: return pause.placement_revision != placement.revision;
  }
  return false;
}

}  // namespace koppel
