#include "tests/simulation/rocksdb_machine.h"

namespace koppel::simulation {
namespace {

constexpr Key kMaster{0x6b, 0x6f, 0x70, 0x70, 0x65, 0x6c};

}  // namespace

RocksdbMachine::RocksdbMachine(std::uint64_t seed, const DiskTrouble& trouble, Lie lie)
    : files_(std::make_shared<FaultyFiles>(seed, trouble, lie)),
      environment_(rocksdb::NewCompositeEnv(files_)) {}

std::expected<AreaPorts, PortError> RocksdbMachine::start() {
  files_->start_process();
  auto keys = storage::RocksdbKeys::open(
      directory_ / "keys", kMaster, storage::Access::kReadWrite, environment_.get());
  if (!keys) return std::unexpected(keys.error());
  keys_ = std::move(*keys);
  auto store = storage::RocksdbStore::open(
      directory_ / "AM11", storage::Access::kReadWrite, environment_.get());
  if (!store) return std::unexpected(store.error());
  store_ = std::move(*store);
  return AreaPorts{.journal = *store_, .refused = *store_, .keys = *keys_};
}

// A process that was killed closes nothing: RocksDB finds every call failing when it is put away.
void RocksdbMachine::stop() {
  files_->kill_process();
  store_.reset();
  keys_.reset();
}

void RocksdbMachine::cut_power() {
  files_->cut_power();
}

void RocksdbMachine::calm() {
  files_->calm();
}

}  // namespace koppel::simulation
