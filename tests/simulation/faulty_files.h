#pragma once

#include "tests/simulation/lies.h"
#include "tests/simulation/misfortune.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace koppel::simulation {

// The machine's file system under a cache of its own: RocksDB's writes go to the real files at
// once, and a power cut takes away what was never synced, of bytes as of names. Nothing is ever
// really synced, which makes it fast. Thread-safe, but for what is done while no process runs.
class FaultyFiles final : public rocksdb::FileSystemWrapper {
 public:
  FaultyFiles(std::uint64_t seed, const DiskTrouble& trouble, Lie lie);

  void start_process();
  // From now on every call fails and has no effect.
  void kill_process();
  // While no process runs.
  void cut_power();
  void calm();

  // What happens to one file; called by the files that this hands out.
  using Append = std::function<rocksdb::IOStatus(const rocksdb::Slice& bytes)>;
  [[nodiscard]] rocksdb::IOStatus append(const std::string& name,
                                         const rocksdb::Slice& bytes,
                                         const Append& really);
  [[nodiscard]] rocksdb::IOStatus sync(const std::string& name);
  [[nodiscard]] rocksdb::IOStatus sync_names(const std::string& directory);

  const char* Name() const override { return "FaultyFiles"; }

  using Context = rocksdb::IODebugContext;
  rocksdb::IOStatus NewWritableFile(const std::string& name,
                                    const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    Context* context) override;
  rocksdb::IOStatus NewDirectory(const std::string& name,
                                 const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 Context* context) override;
  rocksdb::IOStatus RenameFile(const std::string& from,
                               const std::string& to,
                               const rocksdb::IOOptions& options,
                               Context* context) override;
  rocksdb::IOStatus DeleteFile(const std::string& name,
                               const rocksdb::IOOptions& options,
                               Context* context) override;

 private:
  struct Written {
    std::uint64_t bytes = 0;
    std::uint64_t synced = 0;
  };

  [[nodiscard]] rocksdb::IOStatus next(const std::string& doing, const std::string& name);
  void remember(const std::string& name);

  std::mutex guard_;  // of what follows
  Misfortune misfortune_;
  const Lie lie_;  // only kSyncDropped: every sync of a write-ahead log
  std::map<std::string, Written> files_;
  // What each name stood for when the names of its directory were last synced; nothing: no file.
  std::map<std::string, std::optional<std::string>> before_;
};

}  // namespace koppel::simulation
