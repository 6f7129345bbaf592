#pragma once

#include "consumers/operator/sectors.h"
#include "engine/model/vocabulary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// Who takes part in the programmes of deploy/programmes, as far as a simulation needs it.
namespace koppel::simulate {

inline constexpr std::size_t kBarrierDomains = 16;
// In the order of BarrierDomain, which begins at 1.
using DomainWeights = std::array<std::uint32_t, kBarrierDomains>;

struct ProgrammeProfile {
  std::string_view code;
  std::uint32_t share = 0;  // of all participants, as a weight
  std::uint32_t age_min = 0;
  std::uint32_t age_max = 0;  // of those who register
  std::array<EducationLevel, 4> education{};
  // Up to three phases in their order, without aftercare; who registers enters one by its weight.
  std::array<std::string_view, 3> phases{};
  std::array<std::uint32_t, 3> phase_weights{};
  bool contract = false;
  std::uint32_t hours_least = 0;  // fewest and most hours a week that somebody offers
  std::uint32_t hours_most = 0;
  std::uint32_t barriers_fewest = 0;
  std::uint32_t barriers_most = 0;
  DomainWeights barrier_weights{};
  std::array<BarrierDomain, 3> solve_first{};       // kUnspecified: fewer or none
  std::array<std::uint32_t, 5> language_weights{};  // A1 to C1
  std::array<std::uint32_t, kSectors> sector_weights{};
  std::array<Role, 3> roles{};  // who arranges a support
};

[[nodiscard]] std::span<const ProgrammeProfile, 4> programme_profiles();

}  // namespace koppel::simulate
