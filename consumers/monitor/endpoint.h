#pragma once

#include "consumers/monitor/address.h"
#include "consumers/monitor/figures.h"
#include "consumers/monitor/health.h"
#include "engine/ports/error.h"

#include <expected>
#include <memory>

namespace koppel::monitor {

// Answers HTTP about the process, in threads of its own, so that it answers when the loop does not:
//
//   GET /metrics       200, figures as text
//   GET /health/live   200; 503 once the loop is dead and only starting again helps
//   GET /health/ready  200 while it serves; 503 otherwise
//
// Both healths answer {"standing":"ready"}, or what it is. Nobody is asked who they are, and
// nothing here is personal data.
class Endpoint {
 public:
  // Answers from now on until the end; kUnavailable when the address cannot be had.
  [[nodiscard]] static std::expected<std::unique_ptr<Endpoint>, PortError> open(
      const Address& address, const Figures& figures, const Health& health);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;
  ~Endpoint();

  // Where it listens; never port 0.
  [[nodiscard]] const Address& address() const;

 private:
  struct Listening;

  explicit Endpoint(std::unique_ptr<Listening> listening);

  std::unique_ptr<Listening> listening_;
};

}  // namespace koppel::monitor
