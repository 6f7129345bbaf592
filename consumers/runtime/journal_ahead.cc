#include "consumers/runtime/journal_ahead.h"

#include <utility>

namespace koppel {

JournalAhead::JournalAhead(Journal& journal)
    : journal_(journal), thread_([this](const std::stop_token& stop) { run(stop); }) {}

JournalAhead::~JournalAhead() {
  (void)settle();  // who wanted to know has asked
}

std::expected<void, PortError> JournalAhead::commit(Commit commit) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !waiting_ && !writing_; });
  if (failed_) return std::unexpected(*failed_);
  waiting_ = std::move(commit);
  changed_.notify_all();
  return {};
}

// Writes what the thread has not begun with itself: a single fact waits for no other thread.
std::expected<void, PortError> JournalAhead::settle() {
  std::unique_lock lock(mutex_);
  if (waiting_) write(lock);
  changed_.wait(lock, [this] { return !waiting_ && !writing_; });
  if (failed_) return std::unexpected(*failed_);
  return journal_.settle();
}

void JournalAhead::write(std::unique_lock<std::mutex>& lock) {
  Commit commit = *std::exchange(waiting_, std::nullopt);
  writing_ = true;
  lock.unlock();
  const auto done = journal_.commit(std::move(commit));
  lock.lock();
  writing_ = false;
  if (!done) failed_ = done.error();
  changed_.notify_all();
}

void JournalAhead::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) write(lock);
}

Journal::Audience JournalAhead::audience() const {
  return journal_.audience();
}

Journal::Writers JournalAhead::writers() const {
  return journal_.writers();
}

void JournalAhead::derived(const OutwardMessage& message) {
  journal_.derived(message);
}

std::expected<void, PortError> JournalAhead::read(Sequence from, const FrameVisitor& visitor) {
  if (auto settled = settle(); !settled) return settled;
  return journal_.read(from, visitor);
}

std::expected<void, PortError> JournalAhead::read_rows(const RowVisitor& visitor) {
  if (auto settled = settle(); !settled) return settled;
  return journal_.read_rows(visitor);
}

}  // namespace koppel
