#include "tests/simulation/lies.h"

#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/model/invariant.h"

#include <utility>

namespace koppel::simulation {
namespace {

RowChange without_positions(RowChange row) {
  if (row.key != codec::head_key() || !row.value) return row;
  auto head = codec::read_head(*row.value);
  invariant(head.has_value(), "the head that was just written can be read");
  head->positions.clear();
  row.value = codec::write_head(*head);
  return row;
}

// What comes of the commit when it is made in two.
std::pair<Commit, Commit> cut(const Commit& commit, Lie lie) {
  std::pair<Commit, Commit> parts{commit, {}};
  if (lie == Lie::kRowsFirst) std::swap(parts.first.frames, parts.second.frames);
  if (lie == Lie::kCommitInPieces) {
    const auto half =
        parts.first.rows.begin() + static_cast<std::ptrdiff_t>(commit.rows.size() / 2);
    parts.second.rows.assign(half, parts.first.rows.end());
    parts.first.rows.erase(half, parts.first.rows.end());
  }
  return parts;
}

}  // namespace

std::expected<std::string, PortError> LyingDisk::read(const std::string& file) {
  return honest_.read(file);
}

std::expected<void, PortError> LyingDisk::append(const std::string& file, std::string_view bytes) {
  return honest_.append(file, bytes);
}

std::expected<void, PortError> LyingDisk::sync(const std::string& file) {
  if (lie_ == Lie::kKeysNotSynced && file == kKeysFile) return {};
  if (lie_ == Lie::kSyncDropped && file == kAreaFile && ++syncs_ % kLieEvery == 0) return {};
  return honest_.sync(file);
}

std::expected<void, PortError> LyingDisk::replace(const std::string& file, std::string_view bytes) {
  return honest_.replace(file, bytes);
}

std::expected<void, PortError> LyingJournal::commit(Commit commit) {
  auto [first, second] = cut(commit, lie_);
  if (lie_ == Lie::kPositionsForgotten) {
    for (RowChange& row : first.rows) row = without_positions(std::move(row));
  }
  if (++commits_ % kLieEvery == 0) {
    if (lie_ == Lie::kCommitDropped) return {};
    if (lie_ == Lie::kFramesDropped) first.frames.clear();
  }
  if (auto done = honest_.commit(first); !done) return done;
  return honest_.commit(second);
}

std::expected<void, PortError> LyingJournal::read(Sequence from, const FrameVisitor& visitor) {
  return honest_.read(from, visitor);
}

std::expected<void, PortError> LyingJournal::read_rows(const RowVisitor& visitor) {
  return honest_.read_rows(visitor);
}

std::expected<void, PortError> LyingRefusedStore::keep(const ContentHash& hash,
                                                       std::string_view sealed,
                                                       const Why& why) {
  return honest_.keep(hash, sealed, why);
}

std::expected<void, PortError> LyingRefusedStore::each(const Visitor& visitor) {
  return honest_.each(visitor);
}

std::expected<void, PortError> LyingRefusedStore::drop(const ContentHash& hash) {
  if (lie_ == Lie::kOriginalNotDropped) return {};
  return honest_.drop(hash);
}

std::expected<void, PortError> LyingRefusedStore::shred_dropped() {
  return honest_.shred_dropped();
}

std::expected<std::optional<Key>, PortError> LyingKeys::find(AreaId area,
                                                             ParticipantId participant) {
  return honest_.find(area, participant);
}

std::expected<Key, PortError> LyingKeys::find_or_make(AreaId area, ParticipantId participant) {
  return honest_.find_or_make(area, participant);
}

std::expected<void, PortError> LyingKeys::sync() {
  return honest_.sync();
}

std::expected<void, PortError> LyingKeys::destroy(AreaId area, ParticipantId participant) {
  if (lie_ == Lie::kKeyNotDestroyed) return {};
  return honest_.destroy(area, participant);
}

void LyingKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  honest_.fill_nonce(nonce);
}

std::array<std::uint8_t, 64> LyingKeys::sign(std::span<const std::uint8_t> message) {
  return honest_.sign(message);
}

std::array<std::uint8_t, 32> LyingKeys::verify_key() {
  return honest_.verify_key();
}

}  // namespace koppel::simulation
