#pragma once

#include "consumers/cli/areas.h"
#include "consumers/cli/lost_journal.h"
#include "consumers/runtime/area_owner.h"
#include "consumers/runtime/area_view.h"
#include "consumers/runtime/journal_ahead.h"
#include "consumers/runtime/timed_journal.h"
#include "engine/ports/error.h"
#include "engine/storage/area_keys.h"
#include "engine/storage/rocksdb_keys.h"
#include "engine/storage/rocksdb_store.h"

#include <chrono>
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

// The data directory of one installation:
//
//   DIR/AM11/        journal, rows and refused originals of an area (RocksdbStore)
//   DIR/checkpoints/ a copy of each area a day, the last seven (checkpoints.h)
//   DIR/keys/        the persons' keys, wrapped (RocksdbKeys); its lock is that of the installation
//   DIR/master.key   what wraps them, unless systemd hands it over (master_key.h)
//   DIR/koppel.sock  where a running `koppel run` listens
namespace koppel::cli {

[[nodiscard]] std::filesystem::path area_path(const std::filesystem::path& data, AreaId area);
[[nodiscard]] std::filesystem::path keys_path(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path master_key_path(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path checkpoints_path(const std::filesystem::path& data,
                                                     AreaId area);
[[nodiscard]] std::filesystem::path socket_path(const std::filesystem::path& data);

// Areas that have a directory, in order; none when `data` does not exist.
[[nodiscard]] std::vector<AreaId> areas_in(const std::filesystem::path& data);

// Why nobody can look in there: `data` is a file, or this user may not read it. Nothing when one
// can, and when it is not there.
[[nodiscard]] std::optional<PortError> obstacle_to(const std::filesystem::path& data);

// Why there is nothing to read of that area: it is lost (lost_journal.h), or was never there.
[[nodiscard]] PortError absent_area(const std::filesystem::path& data, AreaId area);

// The keys of all areas. A writer makes master key and keys in a directory without areas; where
// areas are, missing ones are lost (kDamaged) and never made again.
[[nodiscard]] std::expected<std::unique_ptr<storage::RocksdbKeys>, PortError> open_keys(
    const std::filesystem::path& data, storage::Access access);

// An area opened to be read, also while a writer lives: what was committed until now.
struct AreaReading {
  std::unique_ptr<storage::RocksdbStore> store;
  std::unique_ptr<Keys> keys;
};

[[nodiscard]] std::expected<AreaReading, PortError> open_reading(const std::filesystem::path& data,
                                                                 AreaId area);

// The market of an area as of now; kNotFound when there is none.
[[nodiscard]] std::expected<AreaView, PortError> open_view(const std::filesystem::path& data,
                                                           AreaId area);
[[nodiscard]] std::expected<AreaView, PortError> open_view(const std::filesystem::path& data,
                                                           AreaId area,
                                                           const LoadProgress& progress);

// The one who writes: holds the key store and with it the installation, and opens areas when they
// are first asked for.
class Installation final : public Areas {
 public:
  // Makes what is missing. kLocked when another process writes here; kDamaged when a directory here
  // holds the journal of another area (journal_place.h).
  [[nodiscard]] static std::expected<std::unique_ptr<Installation>, PortError> open_for_writing(
      const std::filesystem::path& data);

  // The owner of that area, opened or founded at `now` when this is the first time; its journal
  // writes ahead. Valid until close_area(). After an error of the owner: close_area(), and ask
  // again. kDamaged: the journal of that area was lost before this was opened.
  [[nodiscard]] std::expected<AreaOwner*, PortError> owner(AreaId area, Instant now) override;
  // The same for an area that has a journal; nullptr where it is lost, and where a process died
  // between making the directory and its first commit. Founding waits for a fact, whose time the
  // journal begins with.
  [[nodiscard]] std::expected<AreaOwner*, PortError> standing_owner(AreaId area,
                                                                    Instant now) override;
  void close_area(AreaId area);
  // Makes the checkpoint of the day that the market of that opened area lives in, once all that its
  // owner committed is durable.
  [[nodiscard]] std::expected<void, PortError> keep_checkpoint_of(AreaId area) override;

  // Tells how long each commit of areas opened from now on took.
  void time_commits(TimedJournal::Told told) override { told_ = std::move(told); }

  // Those on disk, opened or not.
  [[nodiscard]] std::vector<AreaId> areas() const override;

  [[nodiscard]] const LostJournals& lost() const override { return lost_; }

  // The keys as that area's journal uses them; and the store of them all.
  [[nodiscard]] storage::AreaKeys keys_of(AreaId area) const { return {keys_, area}; }

  [[nodiscard]] storage::RocksdbKeys& key_store() { return *keys_; }

 private:
  struct Opened {
    std::unique_ptr<storage::RocksdbStore> store;
    std::unique_ptr<TimedJournal> timed;
    std::unique_ptr<JournalAhead> ahead;
    std::unique_ptr<storage::AreaKeys> keys;
    std::unique_ptr<AreaOwner> owner;  // before the others, when this ends
  };

  Installation(std::filesystem::path data, std::shared_ptr<storage::RocksdbKeys> keys);

  [[nodiscard]] std::expected<AreaOwner*, PortError> open_owner(
      std::unique_ptr<storage::RocksdbStore> store, AreaId area, Instant now);

  std::filesystem::path data_;
  std::shared_ptr<storage::RocksdbKeys> keys_;
  LostJournals lost_;
  TimedJournal::Told told_ = [](std::chrono::nanoseconds /*time*/) {};
  std::map<AreaId, Opened> opened_;
};

}  // namespace koppel::cli
