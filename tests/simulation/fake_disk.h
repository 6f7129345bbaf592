#pragma once

#include "tests/simulation/disk.h"
#include "tests/simulation/misfortune.h"
#include "tests/simulation/simulated_clock.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace koppel::simulation {

// A disk under a cache. Writes lie in the cache; a sync takes them to the platter; a power cut
// takes away the cache, but for some of it that was on its way, the last of that torn. What a
// failed sync left in the cache no later sync takes to the platter, though it says so.
class FakeDisk final : public Disk {
 public:
  FakeDisk(std::uint64_t seed, const DiskTrouble& trouble, SimulatedClock& clock)
      : misfortune_(seed, trouble), clock_(&clock) {}

  std::expected<std::string, PortError> read(const std::string& file) override;
  std::expected<void, PortError> append(const std::string& file, std::string_view bytes) override;
  std::expected<void, PortError> sync(const std::string& file) override;
  std::expected<void, PortError> replace(const std::string& file, std::string_view bytes) override;

  [[nodiscard]] Misfortune& misfortune() { return misfortune_; }

  // While no process runs.
  void cut_power();
  void free_space();

  // Whether any file has these bytes, on the platter or in the cache.
  [[nodiscard]] bool holds(std::string_view bytes) const;

 private:
  struct File {
    std::string bytes;        // as the cache has it
    std::size_t durable = 0;  // bytes of it on the platter
    bool sync_failed = false;
  };

  void take_time();
  [[nodiscard]] PortError error(const std::string& doing, const std::string& file) const;
  [[nodiscard]] std::uint64_t used_bytes() const;

  Misfortune misfortune_;
  SimulatedClock* clock_;
  std::map<std::string, File> files_;
};

}  // namespace koppel::simulation
