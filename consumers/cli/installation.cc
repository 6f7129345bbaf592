#include "consumers/cli/installation.h"

#include "consumers/cli/checkpoints.h"
#include "consumers/cli/founding.h"
#include "consumers/cli/journal_place.h"
#include "engine/storage/directory.h"
#include "engine/storage/failure.h"
#include "engine/storage/master_key.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace koppel::cli {
namespace {

using storage::Access;
using storage::RocksdbKeys;
using storage::RocksdbStore;

PortError no_such_area(const std::filesystem::path& data, AreaId area) {
  return {.failure = PortFailure::kNotFound,
          .what = "there is no area " + to_text(area) + " in " + data.string(),
          .remedy = "name another directory with --data, or import facts of that area first"};
}

void wipe(Key& key) {
  for (volatile std::uint8_t& byte : key) byte = 0;
}

PortError lost(const std::filesystem::path& what, const std::filesystem::path& data) {
  return {.failure = PortFailure::kDamaged,
          .what = what.string() + " is missing, and " + data.string() + " has data sealed with it",
          .remedy = "put it back from its copy; without it sealed content is lost"};
}

std::expected<AreaView, PortError> view_once(const std::filesystem::path& data,
                                             AreaId area,
                                             const LoadProgress& progress) {
  auto reading = open_reading(data, area);
  if (!reading) return std::unexpected(reading.error());
  auto view = load_area(*reading->store, *reading->keys, progress);
  if (view && !view->engine.sequence().is_set()) return std::unexpected(absent_area(data, area));
  if (view && view->head.area != area) {
    if (auto held = is_in_place(data, area); !held) return std::unexpected(held.error());
  }
  return view;
}

std::expected<bool, PortError> stands_in(Journal& journal) {
  bool stands = false;
  const auto read = journal.read(Sequence{1}, [&](Sequence /*first*/, std::string_view /*bytes*/) {
    stands = true;
    return Journal::Next::kStop;
  });
  if (!read) return std::unexpected(read.error());
  return stands;
}

// Keys are made before the first area: where areas are and keys are not, they are lost.
bool are_lost(const std::filesystem::path& keys, const std::filesystem::path& data) {
  std::error_code error;
  if (areas_in(data).empty()) return false;
  return !std::filesystem::exists(keys, error) || std::filesystem::is_empty(keys, error);
}

}  // namespace

std::filesystem::path area_path(const std::filesystem::path& data, AreaId area) {
  return data / to_text(area);
}

std::filesystem::path keys_path(const std::filesystem::path& data) {
  return data / "keys";
}

std::filesystem::path master_key_path(const std::filesystem::path& data) {
  return data / "master.key";
}

std::filesystem::path checkpoints_path(const std::filesystem::path& data, AreaId area) {
  return data / "checkpoints" / to_text(area);
}

std::filesystem::path socket_path(const std::filesystem::path& data) {
  return data / "koppel.sock";
}

std::vector<AreaId> areas_in(const std::filesystem::path& data) {
  std::vector<AreaId> areas;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(data, error)) {
    const std::string name = entry.path().filename().string();
    const auto area = parse_area(name);
    if (area && to_text(*area) == name && entry.is_directory(error)) areas.push_back(*area);
  }
  std::ranges::sort(areas);
  return areas;
}

std::optional<PortError> obstacle_to(const std::filesystem::path& data) {
  std::error_code error;
  const std::filesystem::directory_iterator looked(data, error);
  if (!error || error == std::errc::no_such_file_or_directory) return std::nullopt;
  if (error != std::errc::not_a_directory) return storage::port_error(error, "reading", data);
  return PortError{.failure = PortFailure::kUnavailable,
                   .what = data.string() + " is a file, and data are in a directory",
                   .remedy = "name a directory with --data"};
}

PortError absent_area(const std::filesystem::path& data, AreaId area) {
  if (auto obstacle = obstacle_to(data)) return std::move(*obstacle);
  return lost_journal(data, area).value_or(no_such_area(data, area));
}

std::expected<std::unique_ptr<RocksdbKeys>, PortError> open_keys(const std::filesystem::path& data,
                                                                 Access access) {
  const auto path = master_key_path(data);
  const auto keys_at = keys_path(data);
  std::error_code error;
  const bool in_use = !areas_in(data).empty() || std::filesystem::exists(keys_at, error);
  auto master = access == Access::kReadOnly || in_use ? storage::load_master_key(path)
                                                      : storage::load_or_make_master_key(path);
  if (!master && master.error().failure == PortFailure::kNotFound && in_use) {
    return std::unexpected(lost(path, data));
  }
  if (!master) return std::unexpected(master.error());
  if (are_lost(keys_at, data)) return std::unexpected(lost(keys_at, data));
  using Seed = RocksdbKeys::Seed;
  const Seed seed = areas_in(data).empty() ? Seed::kMadeWhenMissing : Seed::kMustBeThere;
  auto keys = RocksdbKeys::open(keys_at, *master, access, nullptr, seed);
  wipe(*master);
  return keys;
}

// The journal first: then every key that its entries need is there already (rocksdb_keys.h).
std::expected<AreaReading, PortError> open_reading(const std::filesystem::path& data, AreaId area) {
  if (has_no_journal(area_path(data, area))) return std::unexpected(absent_area(data, area));
  auto store = RocksdbStore::open(area_path(data, area), Access::kReadOnly);
  if (!store) return std::unexpected(store.error());
  auto keys = open_keys(data, Access::kReadOnly);
  if (!keys) return std::unexpected(keys.error());
  return AreaReading{.store = std::move(*store),
                     .keys = std::make_unique<storage::AreaKeys>(std::move(*keys), area)};
}

// An erasure between the two openings takes a key away that the older journal still needs: then a
// second look sees the erasure.
std::expected<AreaView, PortError> open_view(const std::filesystem::path& data,
                                             AreaId area,
                                             const LoadProgress& progress) {
  auto view = view_once(data, area, progress);
  if (!view && view.error().failure == PortFailure::kDamaged) {
    view = view_once(data, area, progress);
  }
  return view;
}

std::expected<AreaView, PortError> open_view(const std::filesystem::path& data, AreaId area) {
  return open_view(data, area, [](std::uint64_t /*read*/) {});
}

Installation::Installation(std::filesystem::path data, std::shared_ptr<RocksdbKeys> keys)
    : data_(std::move(data)), keys_(std::move(keys)), lost_(lost_journals(data_, keys_.get())) {}

std::expected<std::unique_ptr<Installation>, PortError> Installation::open_for_writing(
    const std::filesystem::path& data) {
  if (auto made = storage::make_private_directory(data); !made) {
    return std::unexpected(made.error());
  }
  auto keys = open_keys(data, Access::kReadWrite);
  if (!keys) return std::unexpected(keys.error());
  if (auto held = are_in_place(data); !held) return std::unexpected(held.error());
  return std::unique_ptr<Installation>(new Installation(data, std::move(*keys)));
}

std::expected<AreaOwner*, PortError> Installation::open_owner(std::unique_ptr<RocksdbStore> store,
                                                              AreaId area,
                                                              Instant now) {
  auto timed = std::make_unique<TimedJournal>(*store, told_);
  auto ahead = std::make_unique<JournalAhead>(*timed);
  auto keys = std::make_unique<storage::AreaKeys>(keys_, area);
  const AreaPorts ports{
      .journal = *ahead, .refused = *store, .keys = *keys, .threads = Threads::kTwo};
  auto owner = AreaOwner::open(ports, founding_of(area, now), now);
  if (!owner) return std::unexpected(owner.error());
  // Before any key of it: keys without a journal tell that it was lost.
  if (auto begun = (*owner)->wait_until_durable(); !begun) return std::unexpected(begun.error());
  Opened& opened = opened_[area];
  opened = {.store = std::move(store),
            .timed = std::move(timed),
            .ahead = std::move(ahead),
            .keys = std::move(keys),
            .owner = std::move(*owner)};
  return opened.owner.get();
}

std::expected<AreaOwner*, PortError> Installation::owner(AreaId area, Instant now) {
  if (const auto found = opened_.find(area); found != opened_.end()) {
    return found->second.owner.get();
  }
  if (const auto lost = lost_.find(area); lost != lost_.end()) {
    return std::unexpected(lost->second);
  }
  auto store = RocksdbStore::open(area_path(data_, area), Access::kReadWrite);
  if (!store) return std::unexpected(store.error());
  return open_owner(std::move(*store), area, now);
}

std::expected<AreaOwner*, PortError> Installation::standing_owner(AreaId area, Instant now) {
  if (opened_.contains(area)) return owner(area, now);
  if (lost_.contains(area) || has_no_journal(area_path(data_, area))) return nullptr;
  auto store = RocksdbStore::open(area_path(data_, area), Access::kReadWrite);
  if (!store) return std::unexpected(store.error());
  const auto has_journal = stands_in(**store);
  if (!has_journal) return std::unexpected(has_journal.error());
  if (!*has_journal) return nullptr;
  return open_owner(std::move(*store), area, now);
}

void Installation::close_area(AreaId area) {
  opened_.erase(area);
}

std::expected<void, PortError> Installation::keep_checkpoint_of(AreaId area) {
  const Opened& opened = opened_.at(area);
  if (auto done = opened.owner->wait_until_durable(); !done) return done;
  const Date day = local_date(opened.owner->view().market().head.now);
  return keep_checkpoint(*opened.store, checkpoints_path(data_, area), day);
}

std::vector<AreaId> Installation::areas() const {
  return areas_in(data_);
}

}  // namespace koppel::cli
