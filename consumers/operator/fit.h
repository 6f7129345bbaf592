#pragma once

#include "consumers/operator/programmes.h"
#include "engine/market/market.h"

#include <array>
#include <cstdint>

namespace koppel::simulate {

// How a person and a place suit each other in the eyes of the two, from what both told about
// themselves. A yardstick of the simulation's own: it reads neither weights nor scores nor anything
// of engine/matching, so that a change there does not change what people like.
struct Fit {
  std::uint32_t liking = 50;   // percent: profile and wished sectors; 50 when nothing is known
  std::uint32_t ability = 50;  // percent of what is asked, by importance; 50 when not assessed
  std::uint32_t journey = 50;  // percent of the time that the person would travel; at most 200
  std::array<std::uint32_t, kBarrierDomains> uncarried{};  // severity that nobody carries
};

[[nodiscard]] Fit fit_of(const Market& market,
                         const Participant& participant,
                         const Placement& placement);

// Of all domains together.
[[nodiscard]] std::uint32_t uncarried_severity(const Fit& fit);

}  // namespace koppel::simulate
