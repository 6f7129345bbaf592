#pragma once

#include "consumers/monitor/figures.h"
#include "consumers/monitor/health.h"
#include "consumers/monitor/log.h"

namespace koppel::monitor {

// Where a running engine says how it does.
struct Monitor {
  const Log& log;
  Figures& figures;
  Health& health;
};

}  // namespace koppel::monitor
