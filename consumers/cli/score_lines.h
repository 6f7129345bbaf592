#pragma once

#include "consumers/cli/command.h"
#include "engine/core/engine.h"
#include "engine/model/values.h"

#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

// A score taken apart, for people and for programs. Masked, the lines of open support become their
// sum: which barriers a person has is special data.
namespace koppel::cli {

struct ScoreLines {
  const Engine& engine;
  ParticipantOrdinal participant;
  std::span<const Contribution> contributions;
};

[[nodiscard]] std::int32_t sum_of(std::span<const Contribution> contributions);

// One block a ScorePart with its sum, and under it the lines that weigh most: five, or --limit.
[[nodiscard]] std::string score_text(const ScoreLines& lines, const Globals& globals);
[[nodiscard]] nlohmann::ordered_json score_json(const ScoreLines& lines, const Globals& globals);

// "housing (still 2 of 5), travel (still 1 of 5)"
[[nodiscard]] std::string support_text(std::span<const Support> open, Lang lang);

}  // namespace koppel::cli
