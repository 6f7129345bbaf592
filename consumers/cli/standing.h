#pragma once

#include "consumers/cli/command.h"
#include "engine/market/market.h"

#include <string>
#include <vector>

// How a participant stands, for who explains it.
namespace koppel::cli {

// Whole local days since the participant began to wait.
[[nodiscard]] std::int32_t waiting_days(const Market& market, const Participant& participant);

// What is still needed before matching can begin. Masked, the barriers that need support first are
// counted and not named.
[[nodiscard]] std::string needed_line(ReadinessGap gap,
                                      const Market& market,
                                      const Participant& participant,
                                      const Globals& globals);
// All of it, a line each; empty when nothing is.
[[nodiscard]] std::vector<std::string> needed_lines(const Market& market,
                                                    const Participant& participant,
                                                    const Globals& globals);

// "AM11-P3, AM11-P9"
[[nodiscard]] std::string proposals_of(const Market& market, const Participant& participant);

}  // namespace koppel::cli
