#pragma once

#include "tests/simulation/disk_keys.h"
#include "tests/simulation/disk_store.h"
#include "tests/simulation/fake_disk.h"
#include "tests/simulation/lies.h"
#include "tests/simulation/machine.h"

#include <memory>

namespace koppel::simulation {

// Everything in memory, on a fake disk.
class FakeMachine final : public Machine {
 public:
  FakeMachine(std::uint64_t seed, const DiskTrouble& trouble, SimulatedClock& clock, Lie lie);

  std::expected<AreaPorts, PortError> start() override;
  void stop() override;
  void cut_power() override;
  void free_space() override;
  void calm() override;
  bool has_traces_of(AreaId area, ParticipantId erased) const override;

 private:
  // What a process has open.
  struct Opened {
    Opened(std::unique_ptr<DiskStore> of_area, std::unique_ptr<DiskKeys> of_all, Lie lie);

    std::unique_ptr<DiskStore> store;
    std::unique_ptr<DiskKeys> honest_keys;
    LyingJournal journal;
    LyingRefusedStore refused;
    LyingKeys keys;
  };

  FakeDisk disk_;
  LyingDisk lying_disk_;
  Keysmith smith_;
  Lie lie_;
  std::unique_ptr<Opened> opened_;
};

}  // namespace koppel::simulation
