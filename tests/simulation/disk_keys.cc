#include "tests/simulation/disk_keys.h"

#include "engine/storage/big_endian.h"
#include "tests/simulation/record_log.h"

#include <algorithm>

namespace koppel::simulation {
namespace {

// A payload is a list of changes of three fields each: area, participant, key (empty: destroyed).
void add_change(std::string& payload, const KeyOwner& owner, std::string_view key) {
  add_field(payload, storage::big_endian(owner.first.value()));
  add_field(payload, storage::big_endian(owner.second.value()));
  add_field(payload, key);
}

std::string_view view(const Key& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

}  // namespace

Key Keysmith::make(const KeyOwner& owner) {
  const Key key = *source.find_or_make(AreaId{1}, ParticipantId{++made});
  ever[owner].push_back(key);
  return key;
}

std::expected<std::unique_ptr<DiskKeys>, PortError> DiskKeys::open(Disk& disk,
                                                                   std::string file,
                                                                   Keysmith& smith) {
  std::unique_ptr<DiskKeys> keys(new DiskKeys(disk, std::move(file), smith));
  const auto log = disk.read(keys->file_);
  if (!log) return std::unexpected(log.error());
  for (const std::string& payload : payloads_in(*log)) keys->apply(payload);
  if (auto done = keys->rewrite(); !done) return std::unexpected(done.error());
  return keys;
}

void DiskKeys::apply(std::string_view payload) {
  const std::vector<std::string> fields = fields_in(payload);
  for (std::size_t at = 0; at + 2 < fields.size(); at += 3) {
    const auto area = static_cast<AreaId::Value>(storage::from_big_endian(fields[at]));
    const KeyOwner owner{AreaId{area}, ParticipantId{storage::from_big_endian(fields[at + 1])}};
    held_.erase(owner);
    if (fields[at + 2].empty()) continue;
    std::ranges::copy(fields[at + 2], held_[owner].begin());
  }
}

std::expected<void, PortError> DiskKeys::write(const std::string& payload) {
  if (write_failed_) {
    return std::unexpected(PortError{.failure = PortFailure::kUnavailable,
                                     .what = "writing to " + file_ + ": an earlier write failed",
                                     .remedy = "open it again"});
  }
  auto done = disk_.append(file_, record_of(payload));
  if (done) done = disk_.sync(file_);
  write_failed_ = !done;
  return done;
}

std::expected<void, PortError> DiskKeys::rewrite() {
  std::string payload;
  for (const auto& [owner, key] : held_) {
    if (!unsynced_.contains(owner)) add_change(payload, owner, view(key));
  }
  auto done = disk_.replace(file_, payload.empty() ? payload : record_of(payload));
  write_failed_ = !done;
  return done;
}

std::expected<std::optional<Key>, PortError> DiskKeys::find(AreaId area,
                                                            ParticipantId participant) {
  const auto held = held_.find({area, participant});
  if (held == held_.end()) return std::nullopt;
  return held->second;
}

std::expected<Key, PortError> DiskKeys::find_or_make(AreaId area, ParticipantId participant) {
  const KeyOwner owner{area, participant};
  if (const auto held = held_.find(owner); held != held_.end()) return held->second;
  unsynced_.insert(owner);
  return held_[owner] = smith_.make(owner);
}

std::expected<void, PortError> DiskKeys::sync() {
  if (unsynced_.empty()) return {};
  std::string payload;
  for (const KeyOwner& owner : unsynced_) add_change(payload, owner, view(held_.at(owner)));
  auto done = write(payload);
  if (done) unsynced_.clear();
  return done;
}

// Destroyed in the log first: a destruction that breaks off there is finished by the next one.
std::expected<void, PortError> DiskKeys::destroy(AreaId area, ParticipantId participant) {
  const KeyOwner owner{area, participant};
  held_.erase(owner);
  unsynced_.erase(owner);
  std::string payload;
  add_change(payload, owner, "");
  if (auto done = write(payload); !done) return done;
  return rewrite();
}

void DiskKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  smith_.source.fill_nonce(nonce);
}

std::array<std::uint8_t, 64> DiskKeys::sign(std::span<const std::uint8_t> message) {
  return smith_.source.sign(message);
}

std::array<std::uint8_t, 32> DiskKeys::verify_key() {
  return smith_.source.verify_key();
}

}  // namespace koppel::simulation
