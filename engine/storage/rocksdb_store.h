#pragma once

#include "engine/ports/journal.h"
#include "engine/ports/refused_store.h"
#include "engine/storage/access.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string_view>

namespace rocksdb {
class Env;
}

namespace koppel::storage {

class Database;

// The directory of one area (DIR/AM11): journal, rows and refused originals, in one RocksDB, so
// that one synced batch is one commit.
//
//   family    key                               value
//   journal   be64 first sequence               bytes of the frame
//   rows      RowKind (1 byte), then be64       bytes of the row
//             number | code bytes | 16 bytes
//   refused   16 bytes content hash             sealed original
//   default   unused
//
// be64 is big-endian, so the order of keys is the order of sequences. Keys and values of rows are
// encoded by engine/codec and opaque here. One thread at a time, but originals beside a commit.
//
// After a failed commit or keep every later one is refused (kUnavailable): drop the market, destroy
// this and open again. A commit that failed may be found there afterwards, whole.
class RocksdbStore final : public Journal, public RefusedStore {
 public:
  // kReadWrite makes the directory when it is missing and holds its lock: a second opener gets
  // kLocked. kReadOnly works while a writer lives and sees what was committed when it was opened,
  // never more; a missing directory is kNotFound. Also kNoPermission, kNoSpace, kDamaged (a torn
  // last write that was never acknowledged is dropped, any other damage is an error; damage inside
  // a table shows when it is read), kNewerFormat. `files` as in Database::open.
  [[nodiscard]] static std::expected<std::unique_ptr<RocksdbStore>, PortError> open(
      const std::filesystem::path& directory, Access access, rocksdb::Env* files = nullptr);
  ~RocksdbStore() override;

  // One synced batch of frames and rows. Frames are appended only: a first sequence not after the
  // last one stored breaks an invariant. An empty commit writes nothing.
  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;

  // The journal is kept by others, and rows are all that is committed here: from now on no commit
  // waits for the disk. A crash may take the last of them; they are whole, and follow anew from the
  // journal.
  void journal_is_elsewhere();

  // Begins at the last frame whose first sequence is not after `from`: the one that holds `from`,
  // or, when `from` lies behind the end, the last frame of all. The caller, who knows how many
  // entries a frame has, passes over what comes before `from`.
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

  // Takes every row away, in one synced batch; the frames stay. For rows that do not belong to the
  // journal and are folded anew.
  [[nodiscard]] std::expected<void, PortError> clear_rows();

  // A directory of its own that opens like this one, as of now; files are shared by hard link on
  // one file system and copied otherwise. `into` must not exist, its parents are made.
  [[nodiscard]] std::expected<void, PortError> checkpoint(const std::filesystem::path& into);

  // Durable with the next commit, which is the one that records the refusal.
  [[nodiscard]] std::expected<void, PortError> keep(const ContentHash& hash,
                                                    std::string_view sealed,
                                                    const Why& why) override;
  [[nodiscard]] std::expected<void, PortError> each(const Visitor& visitor) override;
  // Durable on return; the bytes leave the files with shred_dropped().
  [[nodiscard]] std::expected<void, PortError> drop(const ContentHash& hash) override;

  // After this no file of the directory holds an original dropped before: called once after a round
  // of drops, since it rewrites all refused originals. Checkpoints keep what they hold.
  [[nodiscard]] std::expected<void, PortError> shred_dropped() override;

 private:
  explicit RocksdbStore(std::unique_ptr<Database> database);

  std::unique_ptr<Database> database_;
  enum class Syncing : std::uint8_t {
    kEveryCommit,
    kNever
  } syncing_ = Syncing::kEveryCommit;
  Sequence last_first_;  // of the last frame stored; not set when there is none
};

}  // namespace koppel::storage
