#include "consumers/runtime/pending_entries.h"

#include <utility>

namespace koppel {
namespace {

constexpr std::size_t kHandedOver = 160;  // at least: waking a thread costs as much as some entries

}  // namespace

void PendingEntries::settle(const codec::JournalHead& head) {
  if (second_ == nullptr || last_.size() < kHandedOver) return;
  if (handed_over_ == 0) {  // else it may be reading them
    area_ = head.area;
    journal_id_ = head.journal_id;
  }
  hand_over();
}

void PendingEntries::settle_all() {
  if (handed_over_ > 0) hand_over();
}

void PendingEntries::hand_over() {
  handed_over_ += last_.size();
  second_->give([this, entries = std::exchange(last_, {})] { write(entries); });
  last_.reserve(2 * kHandedOver);
}

void PendingEntries::write(std::span<const Entry> entries) {
  const codec::Sealing sealing{.keys = keys_, .area = area_, .journal_id = journal_id_};
  for (const Entry& entry : entries) {
    if (failed_) return;
    if (auto done = written_.add(entry, sealing); !done) failed_ = done.error();
  }
}

std::expected<std::vector<StoredFrame>, PortError> PendingEntries::take_frames(
    codec::JournalHead& head) {
  if (handed_over_ == 0) {
    auto frames = codec::write_frames(head, last_, keys_);
    last_.clear();
    return frames;
  }
  settle_all();
  second_->wait_until_done();
  handed_over_ = 0;
  if (failed_) return std::unexpected(*failed_);
  auto frames = codec::write_frames(head, written_, keys_);
  written_.clear();
  return frames;
}

}  // namespace koppel
