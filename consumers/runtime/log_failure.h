#pragma once

#include "engine/ports/area_log.h"
#include "engine/ports/error.h"

namespace koppel {

// What a log said, as a port says it. Fenced is kLocked: another process holds the area.
[[nodiscard]] inline PortError port_error(const LogError& error) {
  const bool fenced = error.failure == LogFailure::kFenced;
  return {.failure = fenced ? PortFailure::kLocked : PortFailure::kUnavailable,
          .what = error.what,
          .remedy = error.remedy};
}

}  // namespace koppel
