#include "tests/support/memory_journal.h"

#include "engine/model/invariant.h"

#include <iterator>
#include <utility>

namespace koppel {

std::expected<void, PortError> MemoryJournal::commit(Commit commit) {
  if (health_ == Health::kCommitFailed)
    return std::unexpected(PortError{.failure = PortFailure::kUnavailable,
                                     .what = "writing to memory: an earlier write failed",
                                     .remedy = "reopen()"});
  Sequence last = frames_.empty() ? Sequence{} : frames_.rbegin()->first;
  for (const StoredFrame& frame : commit.frames)
    invariant(frame.first > std::exchange(last, frame.first), "frames are appended in order");
  if (!next_) {
    store(commit);
    return {};
  }
  const Failure failure = *std::exchange(next_, std::nullopt);
  health_ = Health::kCommitFailed;
  if (failure.fate == Fate::kStored) store(commit);
  return std::unexpected(failure.error);
}

void MemoryJournal::store(const Commit& commit) {
  for (const StoredFrame& frame : commit.frames) frames_.emplace(frame.first, frame.bytes);
  for (const RowChange& row : commit.rows) {
    if (row.value)
      rows_.insert_or_assign(row.key, *row.value);
    else
      rows_.erase(row.key);
  }
}

std::expected<void, PortError> MemoryJournal::read(Sequence from, const FrameVisitor& visitor) {
  auto frame = frames_.upper_bound(from);
  if (frame != frames_.begin()) frame = std::prev(frame);
  for (; frame != frames_.end(); ++frame)
    if (visitor(frame->first, frame->second) == Next::kStop) break;
  return {};
}

std::expected<void, PortError> MemoryJournal::read_rows(const RowVisitor& visitor) {
  for (const auto& [key, value] : rows_)
    if (visitor(key, value) == Next::kStop) break;
  return {};
}

std::expected<void, PortError> MemoryJournal::keep(const ContentHash& hash,
                                                   std::string_view sealed,
                                                   const Why& /*why*/) {
  refused_.insert_or_assign(hash, std::string(sealed));
  return {};
}

std::expected<void, PortError> MemoryJournal::each(const Visitor& visitor) {
  const auto as_of_now = refused_;  // a visitor may drop what it sees
  for (const auto& [hash, sealed] : as_of_now) visitor(hash, sealed);
  return {};
}

std::expected<void, PortError> MemoryJournal::drop(const ContentHash& hash) {
  refused_.erase(hash);
  return {};
}

void MemoryJournal::fail_next_commit(PortError error, Fate fate) {
  next_ = Failure{.error = std::move(error), .fate = fate};
}

}  // namespace koppel
