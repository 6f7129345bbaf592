#pragma once

#include "engine/market/market.h"

#include <vector>

namespace koppel {

// What a person contributes to the published tables, at their coarseness only: one line for every
// outcome, or one without an outcome. Empty for somebody the area does not know.
[[nodiscard]] std::vector<ContributionToTables> contributions_of(const Market& market,
                                                                 ParticipantId id);

// 0 none, 1 one to four, 2 five to nine, 3 ten and up: the total severity of all barriers.
[[nodiscard]] std::uint32_t barrier_band(const Participant& participant);

}  // namespace koppel
