#include "engine/storage/rocksdb_store.h"

#include "engine/model/invariant.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/database.h"
#include "engine/storage/directory.h"
#include "engine/storage/failure.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/checkpoint.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace koppel::storage {
namespace {

constexpr FamilyIndex kJournal = 0;
constexpr FamilyIndex kRows = 1;
constexpr FamilyIndex kRefused = 2;

std::string key_of(Sequence first) {
  return big_endian(first.value());
}

std::string_view key_of(const ContentHash& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

PortError damaged_key(const Database& database, std::string_view family) {
  return port_error(PortFailure::kDamaged,
                    "reading " + database.directory().string() + ": a key of family " +
                        std::string(family) + " has the wrong length");
}

// A batch in memory refuses nothing but more than 4 GB.
void in_batch(const rocksdb::Status& status) {
  invariant(status.ok(), "a batch takes every change");
}

}  // namespace

RocksdbStore::RocksdbStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

RocksdbStore::~RocksdbStore() = default;

std::expected<std::unique_ptr<RocksdbStore>, PortError> RocksdbStore::open(
    const std::filesystem::path& directory, Access access, rocksdb::Env* files) {
  auto database = Database::open(directory,
                                 access,
                                 {{.name = "journal", .content = Content::kRecords},
                                  {.name = "rows", .content = Content::kRows},
                                  {.name = "refused", .content = Content::kRecords}},
                                 files);
  if (!database) return std::unexpected(std::move(database.error()));
  std::unique_ptr<RocksdbStore> store(new RocksdbStore(*std::move(database)));
  const auto last = store->database_->last_key(kJournal);
  if (!last) return std::unexpected(last.error());
  if (*last) {
    if ((*last)->size() != 8) return std::unexpected(damaged_key(*store->database_, "journal"));
    store->last_first_ = Sequence{from_big_endian(**last)};
  }
  return store;
}

std::expected<void, PortError> RocksdbStore::commit(Commit commit) {
  if (commit.frames.empty() && commit.rows.empty()) return {};
  rocksdb::WriteBatch batch;
  Sequence last = last_first_;
  for (const StoredFrame& frame : commit.frames) {
    invariant(frame.first > last, "frames are appended in order");
    last = frame.first;
    in_batch(batch.Put(database_->family(kJournal), key_of(frame.first), frame.bytes));
  }
  for (const RowChange& row : commit.rows) {
    if (row.value)
      in_batch(batch.Put(database_->family(kRows), row.key, *row.value));
    else
      in_batch(batch.Delete(database_->family(kRows), row.key));
  }
  invariant(syncing_ == Syncing::kEveryCommit || commit.frames.empty(),
            "a journal that is elsewhere is not written here");
  auto written =
      database_->write(batch,
                       syncing_ == Syncing::kEveryCommit ? Database::Durability::kSynced
                                                         : Database::Durability::kWithNextSync);
  if (written) last_first_ = last;
  return written;
}

void RocksdbStore::journal_is_elsewhere() {
  invariant(!last_first_.is_set(), "what has a journal keeps it");
  syncing_ = Syncing::kNever;
}

std::expected<void, PortError> RocksdbStore::read(Sequence from, const FrameVisitor& visitor) {
  bool sound = true;
  auto scanned =
      database_->scan(kJournal, key_of(from), [&](std::string_view key, std::string_view bytes) {
        sound = key.size() == 8;
        return sound ? visitor(Sequence{from_big_endian(key)}, bytes) : Next::kStop;
      });
  if (scanned && !sound) return std::unexpected(damaged_key(*database_, "journal"));
  return scanned;
}

std::expected<void, PortError> RocksdbStore::read_rows(const RowVisitor& visitor) {
  return database_->scan(kRows, "", visitor);
}

std::expected<void, PortError> RocksdbStore::clear_rows() {
  const auto last = database_->last_key(kRows);
  if (!last) return std::unexpected(last.error());
  if (!*last) return {};
  rocksdb::WriteBatch batch;
  const std::string behind_last = **last + '\0';
  in_batch(batch.DeleteRange(database_->family(kRows), "", behind_last));
  return database_->write(batch, Database::Durability::kSynced);
}

std::expected<void, PortError> RocksdbStore::checkpoint(const std::filesystem::path& into) {
  invariant(database_->access() == Access::kReadWrite,
            "a checkpoint flushes, so it is the owner's");
  std::error_code error;
  if (std::filesystem::exists(into, error))
    return std::unexpected(
        PortError{.failure = PortFailure::kUnavailable,
                  .what = "making a checkpoint in " + into.string() + ": it exists already",
                  .remedy = "name a directory that does not exist yet"});
  const auto parent = std::filesystem::absolute(into).parent_path();
  if (auto ready = make_private_directory(parent); !ready) return ready;
  rocksdb::Checkpoint* made = nullptr;
  rocksdb::Status status = rocksdb::Checkpoint::Create(&database_->db(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  if (status.ok()) status = checkpoint->CreateCheckpoint(into);
  if (!status.ok()) return std::unexpected(port_error(status, "making a checkpoint in", into));
  std::filesystem::permissions(into, std::filesystem::perms::owner_all, error);
  if (error) return std::unexpected(port_error(error, "making a checkpoint in", into));
  return sync_directory(parent);
}

std::expected<void, PortError> RocksdbStore::keep(const ContentHash& hash,
                                                  std::string_view sealed,
                                                  const Why& /*why*/) {
  rocksdb::WriteBatch batch;
  in_batch(batch.Put(database_->family(kRefused), key_of(hash), sealed));
  return database_->write(batch, Database::Durability::kWithNextSync);
}

std::expected<void, PortError> RocksdbStore::each(const Visitor& visitor) {
  bool sound = true;
  auto scanned = database_->scan(kRefused, "", [&](std::string_view key, std::string_view sealed) {
    ContentHash hash;
    sound = key.size() == hash.bytes.size();
    if (!sound) return Next::kStop;
    std::ranges::copy(key, hash.bytes.begin());
    visitor(hash, sealed);
    return Next::kGoOn;
  });
  if (scanned && !sound) return std::unexpected(damaged_key(*database_, "refused"));
  return scanned;
}

std::expected<void, PortError> RocksdbStore::drop(const ContentHash& hash) {
  rocksdb::WriteBatch batch;
  in_batch(batch.Delete(database_->family(kRefused), key_of(hash)));
  return database_->write(batch, Database::Durability::kSynced);
}

std::expected<void, PortError> RocksdbStore::shred_dropped() {
  return database_->shred_deleted(kRefused);
}

}  // namespace koppel::storage
