#pragma once

#include "engine/ports/error.h"
#include "engine/ports/journal.h"
#include "engine/storage/access.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Env;
class Status;
class WriteBatch;
}  // namespace rocksdb

namespace koppel::storage {

// What a column family holds decides its options.
enum class Content : std::uint8_t {
  kRecords,  // long values, appended and scanned in order: LZ4, 64 KB blocks
  kRows,     // short values, scanned whole at the start: LZ4
  kSecrets   // values that must vanish when deleted: uncompressed, so that a scan can show it
};

struct Family {
  std::string name;
  Content content = Content::kRows;
};

using FamilyIndex = std::size_t;

// One RocksDB directory with its column families; the adapters of this folder stand on it.
// Thread-safe. All databases of the process share one budget for blocks and write buffers.
class Database final {
 public:
  // kReadWrite makes directory (mode 0700) and families; the directory's lock is held until
  // destruction. kReadOnly sees what was committed when it was opened and keeps seeing that; it
  // opens a directory whose writer lives, since all files are opened at once and a file that
  // vanished meanwhile means another attempt. A write in flight is seen whole or not at all.
  // Fails with kLocked, kNotFound (read-only), kNoPermission, kNoSpace, kDamaged, kNewerFormat
  // (families unknown to us). `files`: how RocksDB reaches the disk, for longer than the database
  // lives; null is the machine's own way.
  [[nodiscard]] static std::expected<std::unique_ptr<Database>, PortError> open(
      const std::filesystem::path& directory,
      Access access,
      const std::vector<Family>& families,
      rocksdb::Env* files = nullptr);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] Access access() const { return access_; }

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  [[nodiscard]] rocksdb::DB& db() { return *db_; }

  [[nodiscard]] rocksdb::ColumnFamilyHandle* family(FamilyIndex index) { return families_[index]; }

  // The batch whole or nothing. kSynced: durable on return, with all writes before it. After a
  // failure the outcome is unknown, and every later write is refused (kUnavailable) until the
  // database is opened again: a sync that failed once may seem to succeed the next time.
  enum class Durability : std::uint8_t {
    kSynced,
    kWithNextSync
  };
  [[nodiscard]] std::expected<void, PortError> write(rocksdb::WriteBatch& batch,
                                                     Durability durability);

  [[nodiscard]] std::expected<std::optional<std::string>, PortError> get(FamilyIndex family,
                                                                         std::string_view key);

  // Hands over the family in key order, from the last key not after `from` (or else the first).
  [[nodiscard]] std::expected<void, PortError> scan(FamilyIndex family,
                                                    std::string_view from,
                                                    const Journal::RowVisitor& visitor);
  [[nodiscard]] std::expected<std::optional<std::string>, PortError> last_key(FamilyIndex family);

  // After this no file holds what was deleted from that family before the call: flushes all
  // families (so the old write-ahead logs go), rewrites every file of this one, and waits until
  // the old files are gone from the directory.
  [[nodiscard]] std::expected<void, PortError> shred_deleted(FamilyIndex family);

 private:
  Database(std::filesystem::path directory, Access access);

  [[nodiscard]] rocksdb::Status open_once(const std::vector<Family>& families, rocksdb::Env* files);
  // Adds the tables it replaces to the old files.
  [[nodiscard]] rocksdb::Status rewrite(FamilyIndex family,
                                        std::vector<std::filesystem::path>& old_files);

  std::filesystem::path directory_;
  Access access_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;  // `default`, unused, is the last
  std::atomic<bool> write_failed_ = false;
};

}  // namespace koppel::storage
