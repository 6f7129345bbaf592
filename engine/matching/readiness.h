#pragma once

#include "engine/market/market.h"
#include "engine/model/participant.h"
#include "engine/model/vocabulary.h"

#include <vector>

// Whether matching can begin for somebody, and what is still needed for it. The programme decides
// what is: the same person may be ready in one and not in another. What is said here speaks of the
// file, not of the case's state: who has left may lack nothing and is still no candidate.
namespace koppel::matching {

// The first of all_gaps(); ReadinessGap::kUnspecified: ready.
[[nodiscard]] ReadinessGap first_gap(const Market& market, const Participant& participant);

// In the order of the enum:
//   intake         not held
//   contract       the programme requires one, and it is not signed
//   consent        to matching, not given or withdrawn
//   availability   never stated
//   phase          the programme has phases and the one entered allows no placement, or is no
//                  longer one of them; who has entered none stands in the first
//   support first  uncarried() is not empty
// A programme that the market does not know demands nothing.
[[nodiscard]] std::vector<ReadinessGap> all_gaps(const Market& market,
                                                 const Participant& participant);
[[nodiscard]] std::vector<ReadinessGap> all_gaps(const ProgrammePublished* programme,
                                                 const Participant& participant);

// SOLVE_FIRST: the programme's domains, in its order, in which the severity is above what arranged
// support carries. Empty under every other policy.
[[nodiscard]] std::vector<BarrierDomain> uncarried(const Market& market,
                                                   const Participant& participant);
[[nodiscard]] std::vector<BarrierDomain> uncarried(const ProgrammePublished* programme,
                                                   const Participant& participant);

// May be proposed: active, ready, and without an agreed or running engagement.
[[nodiscard]] bool is_candidate(const Market& market, const Participant& participant);

}  // namespace koppel::matching
