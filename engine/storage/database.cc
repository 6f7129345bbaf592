#include "engine/storage/database.h"

#include "engine/model/invariant.h"
#include "engine/storage/database_options.h"
#include "engine/storage/directory.h"
#include "engine/storage/failure.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace koppel::storage {
namespace {

constexpr int kReadOnlyAttemptsMax = 5;

constexpr std::chrono::milliseconds kShredPoll{2};
constexpr int kShredPollsMax = 2500;  // 5 s

// RocksDB would start an empty database over data files whose CURRENT was lost, and delete them. A
// first start that broke off leaves no such files: CURRENT is written before them.
std::expected<void, PortError> refuse_lost_current(const std::filesystem::path& directory) {
  std::error_code error;
  for (std::filesystem::directory_iterator file(directory, error), end; !error && file != end;
       file.increment(error)) {
    const auto kind = file->path().extension();
    if (kind == ".sst" || kind == ".log")
      return std::unexpected(
          port_error(PortFailure::kDamaged,
                     "opening " + directory.string() + ": data files, but no file CURRENT"));
  }
  if (error) return std::unexpected(port_error(error, "listing", directory));
  return {};
}

std::expected<void, PortError> look_before_open(const std::filesystem::path& directory,
                                                Access access) {
  if (access == Access::kReadWrite) {
    if (auto made = make_private_directory(directory); !made) return made;
  }
  std::error_code error;
  const bool there = std::filesystem::exists(directory / "CURRENT", error);
  if (error) return std::unexpected(port_error(error, "opening", directory));
  if (there) return {};
  if (std::filesystem::exists(directory, error)) {
    if (auto sound = refuse_lost_current(directory); !sound) return sound;
  }
  if (access == Access::kReadWrite) return {};
  return std::unexpected(
      port_error(PortFailure::kNotFound, "opening " + directory.string() + ": nothing there"));
}

// The writer may delete a file between our reading the manifest and our opening the file.
bool lacks_a_file(const rocksdb::Status& status) {
  return !status.ok() && status.ToString().find("No such file") != std::string::npos;
}

bool is_there(const std::filesystem::path& file) {
  std::error_code error;
  return std::filesystem::exists(file, error) || error;
}

// RocksDB removes files some moments after it is done with them, and keeps those being read.
std::expected<void, PortError> wait_until_gone(const std::vector<std::filesystem::path>& files) {
  auto remaining = files.begin();
  for (int poll = 0; poll < kShredPollsMax; ++poll) {
    remaining = std::find_if(remaining, files.end(), is_there);
    if (remaining == files.end()) return {};
    std::this_thread::sleep_for(kShredPoll);
  }
  return std::unexpected(port_error(
      PortFailure::kUnavailable,
      "rewriting " + remaining->string() + ": still in use, deleted content remains in it"));
}

}  // namespace

Database::Database(std::filesystem::path directory, Access access)
    : directory_(std::move(directory)), access_(access) {}

Database::~Database() {
  if (!db_) return;
  for (auto* family : families_) db_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  db_->Close().PermitUncheckedError();
}

std::expected<std::unique_ptr<Database>, PortError> Database::open(
    const std::filesystem::path& directory,
    Access access,
    const std::vector<Family>& families,
    rocksdb::Env* files) {
  if (auto ready = look_before_open(directory, access); !ready)
    return std::unexpected(ready.error());
  std::unique_ptr<Database> database(new Database(directory, access));
  rocksdb::Status status = database->open_once(families, files);
  if (access == Access::kReadOnly) {
    for (int attempt = 1; lacks_a_file(status) && attempt < kReadOnlyAttemptsMax; ++attempt)
      status = database->open_once(families, files);
  }
  if (!status.ok()) return std::unexpected(port_error(status, "opening", directory));
  return database;
}

rocksdb::Status Database::open_once(const std::vector<Family>& families, rocksdb::Env* files) {
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const Family& family : families)
    descriptors.emplace_back(family.name, family_options(family.content));
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, family_options(Content::kRows));
  families_.clear();
  rocksdb::DBOptions options = database_options();
  if (files != nullptr) options.env = files;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      access_ == Access::kReadWrite
          ? rocksdb::DB::Open(options, directory_, descriptors, &families_, &db)
          : rocksdb::DB::OpenForReadOnly(options, directory_, descriptors, &families_, &db);
  db_.reset(db);
  return status;
}

std::expected<void, PortError> Database::write(rocksdb::WriteBatch& batch, Durability durability) {
  invariant(access_ == Access::kReadWrite, "a read-only database is never written");
  if (write_failed_)
    return std::unexpected(
        PortError{.failure = PortFailure::kUnavailable,
                  .what = "writing to " + directory_.string() + ": an earlier write failed",
                  .remedy = "open it again; what was acknowledged is kept"});
  rocksdb::WriteOptions options;
  options.sync = durability == Durability::kSynced;
  if (const auto status = db_->Write(options, &batch); !status.ok()) {
    write_failed_ = true;
    return std::unexpected(port_error(status, "writing to", directory_));
  }
  return {};
}

std::expected<std::optional<std::string>, PortError> Database::get(FamilyIndex family,
                                                                   std::string_view key) {
  std::string value;
  const auto status = db_->Get(rocksdb::ReadOptions(), families_[family], key, &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return std::unexpected(port_error(status, "reading", directory_));
  return value;
}

std::expected<void, PortError> Database::scan(FamilyIndex family,
                                              std::string_view from,
                                              const Journal::RowVisitor& visitor) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;  // a whole scan would push out what the cache is for
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, families_[family]));
  at->SeekForPrev(from);
  if (!at->Valid() && at->status().ok()) at->SeekToFirst();
  for (; at->Valid(); at->Next())
    if (visitor(at->key().ToStringView(), at->value().ToStringView()) == Journal::Next::kStop)
      return {};
  if (!at->status().ok()) return std::unexpected(port_error(at->status(), "reading", directory_));
  return {};
}

std::expected<std::optional<std::string>, PortError> Database::last_key(FamilyIndex family) {
  const std::unique_ptr<rocksdb::Iterator> at(
      db_->NewIterator(rocksdb::ReadOptions(), families_[family]));
  at->SeekToLast();
  if (!at->status().ok()) return std::unexpected(port_error(at->status(), "reading", directory_));
  if (!at->Valid()) return std::nullopt;
  return at->key().ToString();
}

rocksdb::Status Database::rewrite(FamilyIndex family,
                                  std::vector<std::filesystem::path>& old_files) {
  if (auto status = db_->Flush(rocksdb::FlushOptions(), families_); !status.ok()) return status;
  rocksdb::ColumnFamilyMetaData tables;
  db_->GetColumnFamilyMetaData(families_[family], &tables);
  for (const auto& level : tables.levels)
    for (const auto& table : level.files) old_files.push_back(directory_ / table.relative_filename);
  rocksdb::CompactRangeOptions every_file;
  every_file.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  auto status = db_->CompactRange(every_file, families_[family], nullptr, nullptr);
  if (!status.ok()) return status;
  // Turning deletions off and on is the one call that looks at every file there: a log of an
  // earlier run that recovery left behind would otherwise stay until the next start.
  status = db_->DisableFileDeletions();
  return status.ok() ? db_->EnableFileDeletions(/*force=*/false) : status;
}

std::expected<void, PortError> Database::shred_deleted(FamilyIndex family) {
  invariant(access_ == Access::kReadWrite, "a read-only database is never written");
  std::vector<std::filesystem::path> old_files;
  std::error_code error;
  for (std::filesystem::directory_iterator file(directory_, error), end; !error && file != end;
       file.increment(error))
    if (file->path().extension() == ".log") old_files.push_back(file->path());
  if (error) return std::unexpected(port_error(error, "listing", directory_));

  if (const auto status = rewrite(family, old_files); !status.ok())
    return std::unexpected(port_error(status, "rewriting", directory_));
  return wait_until_gone(old_files);
}

}  // namespace koppel::storage
