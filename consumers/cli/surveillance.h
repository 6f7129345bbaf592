#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/system_clock.h"
#include "consumers/monitor/endpoint.h"
#include "consumers/monitor/monitor.h"
#include "engine/ports/error.h"

#include <expected>
#include <memory>

namespace koppel::cli {

// What a run has beside its engine, from the configuration: a log on stderr, figures, health, and
// where both are answered.
class Surveillance {
 public:
  explicit Surveillance(const Globals& globals);

  // Off unless configured.
  [[nodiscard]] std::expected<void, PortError> listen(const Globals& globals);

  // The last word of a run that failed; answers its exit code.
  [[nodiscard]] int give_up(const PortError& error) const;

  [[nodiscard]] const monitor::Log& log() const { return log_; }

  [[nodiscard]] monitor::Monitor monitor() { return {log_, figures_, health_}; }

 private:
  SystemClock clock_;
  monitor::LogFormat format_;
  monitor::Log log_;
  monitor::Figures figures_;
  monitor::Health health_;
  std::unique_ptr<monitor::Endpoint> endpoint_;
};

}  // namespace koppel::cli
