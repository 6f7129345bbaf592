#pragma once

#include "engine/storage/rocksdb_keys.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/simulation/faulty_files.h"
#include "tests/simulation/machine.h"
#include "tests/support/temporary_directory.h"

#include <memory>

namespace koppel::simulation {

// The product's own stores, in a temporary directory. What its threads do in the background comes
// in any order, so a seed does not always go the same way.
class RocksdbMachine final : public Machine {
 public:
  RocksdbMachine(std::uint64_t seed, const DiskTrouble& trouble, Lie lie);

  std::expected<AreaPorts, PortError> start() override;
  void stop() override;
  void cut_power() override;

  void free_space() override {}

  void calm() override;

  // Keys lie there wrapped; that a destroyed one leaves no byte is tested with the store.
  bool has_traces_of(AreaId /*area*/, ParticipantId /*erased*/) const override { return false; }

 private:
  TemporaryDirectory directory_;
  std::shared_ptr<FaultyFiles> files_;
  std::unique_ptr<rocksdb::Env> environment_;
  std::unique_ptr<storage::RocksdbKeys> keys_;
  std::unique_ptr<storage::RocksdbStore> store_;
};

}  // namespace koppel::simulation
