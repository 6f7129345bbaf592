#include "consumers/runtime/timed_journal.h"

#include <utility>

namespace koppel {

TimedJournal::TimedJournal(Journal& journal, Told told)
    : journal_(&journal), told_(std::move(told)) {}

std::expected<void, PortError> TimedJournal::commit(Commit commit) {
  const auto begun = std::chrono::steady_clock::now();
  auto done = journal_->commit(std::move(commit));
  if (done) told_(std::chrono::steady_clock::now() - begun);
  return done;
}

Journal::Audience TimedJournal::audience() const {
  return journal_->audience();
}

Journal::Writers TimedJournal::writers() const {
  return journal_->writers();
}

std::expected<void, PortError> TimedJournal::settle() {
  return journal_->settle();
}

void TimedJournal::derived(const OutwardMessage& message) {
  journal_->derived(message);
}

std::expected<void, PortError> TimedJournal::read(Sequence from, const FrameVisitor& visitor) {
  return journal_->read(from, visitor);
}

std::expected<void, PortError> TimedJournal::read_rows(const RowVisitor& visitor) {
  return journal_->read_rows(visitor);
}

}  // namespace koppel
