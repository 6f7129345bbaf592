#pragma once

#include "engine/ports/journal.h"
#include "engine/storage/access.h"

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
}  // namespace rocksdb

namespace koppel::bench {

// The reference's store: RocksDB with the families and options of engine/storage, and nothing else
// of it. What fails ends the process.
class BareStore {
 public:
  // kReadWrite makes the directory when it is missing.
  BareStore(const std::filesystem::path& directory, storage::Access access);
  BareStore(const BareStore&) = delete;
  BareStore& operator=(const BareStore&) = delete;
  ~BareStore();

  // The same puts and deletes, in one synced batch.
  void write(const Commit& commit);

  using Visitor = std::function<void(std::string_view key, std::string_view value)>;
  void each_frame(const Visitor& visitor);
  void each_row(const Visitor& visitor);

 private:
  void each(rocksdb::ColumnFamilyHandle* family, const Visitor& visitor);

  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, 4> families_{};
};

}  // namespace koppel::bench
