#pragma once

#include "engine/ports/journal.h"
#include "engine/ports/refused_store.h"
#include "tests/simulation/disk.h"
#include "tests/support/memory_journal.h"

#include <expected>
#include <memory>
#include <string>

namespace koppel::simulation {

// Journal, rows and refused originals of one area as a log of records on a disk, one record a
// write, under the contract of RocksdbStore: a commit is one synced record; an original that is
// kept is durable with the next one; after a failed write every later one is refused.
class DiskStore final : public Journal, public RefusedStore {
 public:
  // Drops a torn last record. What is there is durable on return.
  [[nodiscard]] static std::expected<std::unique_ptr<DiskStore>, PortError> open(Disk& disk,
                                                                                 std::string file);

  std::expected<void, PortError> commit(Commit commit) override;
  std::expected<void, PortError> read(Sequence from, const FrameVisitor& visitor) override;
  std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

  std::expected<void, PortError> keep(const ContentHash& hash,
                                      std::string_view sealed,
                                      const Why& why) override;
  std::expected<void, PortError> each(const Visitor& visitor) override;
  std::expected<void, PortError> drop(const ContentHash& hash) override;
  std::expected<void, PortError> shred_dropped() override;

 private:
  enum class Durability : std::uint8_t {
    kSynced,
    kWithNextSync
  };

  DiskStore(Disk& disk, std::string file) : disk_(disk), file_(std::move(file)) {}

  [[nodiscard]] std::expected<void, PortError> write(const std::string& payload,
                                                     Durability durability);
  [[nodiscard]] std::expected<void, PortError> rewrite();
  void apply(std::string_view payload);

  Disk& disk_;
  std::string file_;
  MemoryJournal memory_;  // what the log comes to
  bool write_failed_ = false;
};

}  // namespace koppel::simulation
