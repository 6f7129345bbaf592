#pragma once

#include "consumers/runtime/second_thread.h"
#include "engine/codec/frame_codec.h"
#include "engine/model/entry.h"
#include "engine/ports/keys.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace koppel {

// What an owner has recorded since its last commit. With a second thread those of many are sealed
// and written there, while the next are decided; the frames are the same.
class PendingEntries {
 public:
  // `second` is null, or ends before this does and the keys are thread-safe.
  PendingEntries(Keys& keys, SecondThread* second) : keys_(keys), second_(second) {}

  [[nodiscard]] std::size_t count() const { return handed_over_ + last_.size(); }

  void add(Entry&& entry) { last_.push_back(std::move(entry)); }

  // Those after the first `count`, which nobody has been given yet.
  [[nodiscard]] std::span<Entry> after(std::size_t count) {
    return std::span(last_).subspan(count - handed_over_);
  }

  // None of them is changed any more. `head` is that of the journal, which has begun.
  void settle(const codec::JournalHead& head);
  // Before take_frames(), and before what can be done meanwhile.
  void settle_all();

  // The frames of all of them, which follow `head`, and moves it; none is pending then. After an
  // error neither counts.
  [[nodiscard]] std::expected<std::vector<StoredFrame>, PortError> take_frames(
      codec::JournalHead& head);

 private:
  void hand_over();
  void write(std::span<const Entry> entries);

  Keys& keys_;
  SecondThread* second_;
  std::vector<Entry> last_;
  std::size_t handed_over_ = 0;
  AreaId area_;
  JournalId journal_id_;
  codec::WrittenEntries written_;  // of those handed over
  std::optional<PortError> failed_;
};

}  // namespace koppel
