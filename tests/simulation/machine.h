#pragma once

#include "consumers/runtime/area_owner.h"

#include <expected>

namespace koppel::simulation {

// What holds an area's data and runs one process at a time. A process may die at any call of its
// ports: from then on all of them fail.
class Machine {
 public:
  Machine() = default;
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  virtual ~Machine() = default;

  // A process starts and opens what the disk holds. The ports are its own until stop().
  [[nodiscard]] virtual std::expected<AreaPorts, PortError> start() = 0;
  // The process is no more, by its own will or not; what it wrote lies in the system's cache.
  virtual void stop() = 0;

  // While no process runs: what was never synced is lost, but for some of it.
  virtual void cut_power() = 0;
  virtual void free_space() = 0;
  // No more misfortune from now on.
  virtual void calm() = 0;

  // Whether a key that this person ever had lies anywhere in the open.
  [[nodiscard]] virtual bool has_traces_of(AreaId area, ParticipantId erased) const = 0;
};

}  // namespace koppel::simulation
