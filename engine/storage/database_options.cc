#include "engine/storage/database_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <array>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string_view>

namespace koppel::storage {
namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;
constexpr std::size_t kCacheBytes = 64 * kMebibyte;
constexpr std::size_t kWriteBuffersBytes = 32 * kMebibyte;  // of all databases, inside the cache
constexpr std::size_t kWriteBufferBytes = 8 * kMebibyte;    // of one family
constexpr std::size_t kWalBytesMax = 64 * kMebibyte;        // 500,000 entries take 2 s to recover

// One for the process, since memory is the process's: the first area open does not take what the
// 35th needs.
struct Budget {
  std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kCacheBytes);
  std::shared_ptr<rocksdb::WriteBufferManager> write_buffers =
      std::make_shared<rocksdb::WriteBufferManager>(kWriteBuffersBytes, cache);
};

const Budget& budget() {
  static const Budget shared;
  return shared;
}

// "[ERROR] [db/db_impl.cc:2986] what\n" is "what".
std::string_view without_place(std::string_view line) {
  while (line.starts_with('[')) {
    const std::size_t end = line.find("] ");
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 2);
  }
  while (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

// What goes wrong in RocksDB's own threads, to stderr; all else comes back as a status. Its own log
// file stands in the database's directory, where a second opener moves it away from the first, and
// a full disk ends the process by an assertion in the writing of that very log (Debian's 7.8.3).
class Errors final : public rocksdb::Logger {
 public:
  Errors() : rocksdb::Logger(rocksdb::ERROR_LEVEL) {}

  using rocksdb::Logger::Logv;

  void Logv(const char* format, std::va_list arguments) override {
    std::array<char, kLineBytesMax> line{};
    std::vsnprintf(line.data(), line.size(), format, arguments);
    const std::string_view text = without_place(line.data());
    std::fprintf(stderr,
                 "koppel: RocksDB, in the background: %.*s\n",
                 static_cast<int>(text.size()),
                 text.data());
  }

  void LogHeader(const char* /*format*/, std::va_list /*arguments*/) override {}

 private:
  static constexpr std::size_t kLineBytesMax = 512;
};

std::shared_ptr<rocksdb::Logger> errors() {
  static const auto shared = std::make_shared<Errors>();
  return shared;
}

}  // namespace

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.max_background_jobs = 2;
  options.max_total_wal_size = kWalBytesMax;  // else an idle family pins the logs for ever
  options.write_buffer_manager = budget().write_buffers;
  options.bytes_per_sync = kMebibyte;
  options.info_log = errors();
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  // All files open from the start: a reader keeps what its writer deletes.
  options.max_open_files = -1;
  // Every commit is synced, so only the last record of the newest log can be torn, and that commit
  // was never acknowledged: it is dropped. Anything else that does not check out was acknowledged
  // once, and opening must fail. Point-in-time recovery would silently drop all that follows the
  // damage; absolute consistency would refuse the torn tail that any power cut leaves.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // No second life behind our back: after a failed write the caller opens again.
  options.max_bgerror_resume_count = 0;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(Content content) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = budget().cache;
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  switch (content) {
    case Content::kRecords:
      options.compression = rocksdb::kLZ4Compression;
      table.block_size = 64 * 1024;
      break;
    case Content::kRows: options.compression = rocksdb::kLZ4Compression; break;
    case Content::kSecrets:
      options.compression = rocksdb::kNoCompression;
      table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
      break;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace koppel::storage
