#include "tests/bench/bare_store.h"

#include "engine/model/invariant.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/database_options.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <vector>

namespace koppel::bench {
namespace {

constexpr std::size_t kJournal = 0;
constexpr std::size_t kRows = 1;

void sure(const rocksdb::Status& status) {
  invariant(status.ok(), status.ToString());
}

std::vector<rocksdb::ColumnFamilyDescriptor> descriptors() {
  using storage::Content;
  using storage::family_options;
  return {{"journal", family_options(Content::kRecords)},
          {"rows", family_options(Content::kRows)},
          {"refused", family_options(Content::kRecords)},
          {rocksdb::kDefaultColumnFamilyName, family_options(Content::kRows)}};
}

}  // namespace

BareStore::BareStore(const std::filesystem::path& directory, storage::Access access) {
  if (access == storage::Access::kReadWrite) std::filesystem::create_directories(directory);
  const rocksdb::DBOptions options = storage::database_options();
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* opened = nullptr;
  sure(access == storage::Access::kReadOnly
           ? rocksdb::DB::OpenForReadOnly(options, directory, descriptors(), &families, &opened)
           : rocksdb::DB::Open(options, directory, descriptors(), &families, &opened));
  db_.reset(opened);
  std::ranges::copy(families, families_.begin());
}

BareStore::~BareStore() {
  for (auto* family : families_) db_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  db_->Close().PermitUncheckedError();
}

void BareStore::write(const Commit& commit) {
  rocksdb::WriteBatch batch;
  for (const StoredFrame& frame : commit.frames)
    sure(batch.Put(families_[kJournal], storage::big_endian(frame.first.value()), frame.bytes));
  for (const RowChange& row : commit.rows)
    sure(row.value ? batch.Put(families_[kRows], row.key, *row.value)
                   : batch.Delete(families_[kRows], row.key));
  rocksdb::WriteOptions options;
  options.sync = true;
  sure(db_->Write(options, &batch));
}

void BareStore::each_frame(const Visitor& visitor) {
  each(families_[kJournal], visitor);
}

void BareStore::each_row(const Visitor& visitor) {
  each(families_[kRows], visitor);
}

void BareStore::each(rocksdb::ColumnFamilyHandle* family, const Visitor& visitor) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, family));
  for (at->SeekToFirst(); at->Valid(); at->Next())
    visitor(at->key().ToStringView(), at->value().ToStringView());
  sure(at->status());
}

}  // namespace koppel::bench
