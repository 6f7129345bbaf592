#include "tests/simulation/disk_store.h"

#include "engine/model/invariant.h"
#include "engine/storage/big_endian.h"
#include "tests/simulation/record_log.h"

#include <algorithm>
#include <utility>

namespace koppel::simulation {
namespace {

// A payload is a list of changes of three fields each: what, key, value.
constexpr std::string_view kFrame = "frame";
constexpr std::string_view kRow = "row";
constexpr std::string_view kRowGone = "row gone";
constexpr std::string_view kOriginal = "original";
constexpr std::string_view kOriginalGone = "original gone";

void add_change(std::string& payload,
                std::string_view what,
                std::string_view key,
                std::string_view value) {
  add_field(payload, what);
  add_field(payload, key);
  add_field(payload, value);
}

std::string_view key_of(const ContentHash& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

ContentHash hash_of(std::string_view key) {
  ContentHash hash;
  std::ranges::copy(key, hash.bytes.begin());
  return hash;
}

void in_memory(const std::expected<void, PortError>& done) {
  invariant(done.has_value(), "memory does not fail");
}

}  // namespace

std::expected<std::unique_ptr<DiskStore>, PortError> DiskStore::open(Disk& disk, std::string file) {
  std::unique_ptr<DiskStore> store(new DiskStore(disk, std::move(file)));
  const auto log = disk.read(store->file_);
  if (!log) return std::unexpected(log.error());
  for (const std::string& payload : payloads_in(*log)) store->apply(payload);
  if (auto done = store->rewrite(); !done) return std::unexpected(done.error());
  return store;
}

void DiskStore::apply(std::string_view payload) {
  const std::vector<std::string> fields = fields_in(payload);
  Commit commit;
  for (std::size_t at = 0; at + 2 < fields.size(); at += 3) {
    const std::string& what = fields[at];
    const std::string& key = fields[at + 1];
    const std::string& value = fields[at + 2];
    if (what == kFrame) {
      commit.frames.push_back({.first = Sequence{storage::from_big_endian(key)}, .bytes = value});
    } else if (what == kRow) {
      commit.rows.push_back({.key = key, .value = value});
    } else if (what == kRowGone) {
      commit.rows.push_back({.key = key, .value = std::nullopt});
    } else if (what == kOriginal) {
      in_memory(memory_.keep(hash_of(key), value, {}));
    } else {
      in_memory(memory_.drop(hash_of(key)));
    }
  }
  in_memory(memory_.commit(commit));
}

std::expected<void, PortError> DiskStore::write(const std::string& payload, Durability durability) {
  if (write_failed_) {
    return std::unexpected(PortError{.failure = PortFailure::kUnavailable,
                                     .what = "writing to " + file_ + ": an earlier write failed",
                                     .remedy = "open it again"});
  }
  auto done = disk_.append(file_, record_of(payload));
  if (done && durability == Durability::kSynced) done = disk_.sync(file_);
  write_failed_ = !done;
  if (done) apply(payload);
  return done;
}

// The log anew as one record: what was taken away is in no file any more, and nothing waits in the
// cache.
std::expected<void, PortError> DiskStore::rewrite() {
  std::string payload;
  in_memory(memory_.read(Sequence{1}, [&](Sequence first, std::string_view bytes) {
    add_change(payload, kFrame, storage::big_endian(first.value()), bytes);
    return Next::kGoOn;
  }));
  in_memory(memory_.read_rows([&](std::string_view key, std::string_view value) {
    add_change(payload, kRow, key, value);
    return Next::kGoOn;
  }));
  in_memory(memory_.each([&](const ContentHash& hash, std::string_view sealed) {
    add_change(payload, kOriginal, key_of(hash), sealed);
  }));
  return disk_.replace(file_, payload.empty() ? payload : record_of(payload));
}

std::expected<void, PortError> DiskStore::commit(Commit commit) {
  std::string payload;
  for (const StoredFrame& frame : commit.frames) {
    add_change(payload, kFrame, storage::big_endian(frame.first.value()), frame.bytes);
  }
  for (const RowChange& row : commit.rows) {
    add_change(payload, row.value ? kRow : kRowGone, row.key, row.value.value_or(""));
  }
  if (payload.empty()) return {};
  return write(payload, Durability::kSynced);
}

std::expected<void, PortError> DiskStore::read(Sequence from, const FrameVisitor& visitor) {
  return memory_.read(from, visitor);
}

std::expected<void, PortError> DiskStore::read_rows(const RowVisitor& visitor) {
  return memory_.read_rows(visitor);
}

std::expected<void, PortError> DiskStore::keep(const ContentHash& hash,
                                               std::string_view sealed,
                                               const Why& /*why*/) {
  std::string payload;
  add_change(payload, kOriginal, key_of(hash), sealed);
  return write(payload, Durability::kWithNextSync);
}

std::expected<void, PortError> DiskStore::each(const Visitor& visitor) {
  return memory_.each(visitor);
}

std::expected<void, PortError> DiskStore::drop(const ContentHash& hash) {
  std::string payload;
  add_change(payload, kOriginalGone, key_of(hash), "");
  return write(payload, Durability::kSynced);
}

std::expected<void, PortError> DiskStore::shred_dropped() {
  if (write_failed_) return write("", Durability::kSynced);
  auto done = rewrite();
  write_failed_ = !done;
  return done;
}

}  // namespace koppel::simulation
