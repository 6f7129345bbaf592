#pragma once

#include "engine/model/instant.h"
#include "engine/ports/area_log.h"

#include <cstdint>
#include <vector>

namespace koppel::simulation {

struct ScriptLine {
  LogRecord record;
  Instant now;  // the wall clock, when a source gives it
};

enum class Erasures : std::uint8_t {
  kSome,
  kNone
};

// What sources give: a random history, an erasure now and then, and records that are no facts.
[[nodiscard]] std::vector<ScriptLine> script_of(std::uint64_t seed,
                                                std::uint32_t facts,
                                                Erasures erasures);

}  // namespace koppel::simulation
