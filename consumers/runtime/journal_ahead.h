#pragma once

#include "engine/ports/journal.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace koppel {

// A journal whose commits are written by a thread of its own, so that the next facts are decided
// while a disk syncs. At most one is under way: commit() returns when the one before it is durable,
// settle() when all are. An error is answered by whichever of the two comes next, and from then on.
class JournalAhead final : public Journal {
 public:
  // `journal` outlives this, and is used by nobody else meanwhile.
  explicit JournalAhead(Journal& journal);
  JournalAhead(const JournalAhead&) = delete;
  JournalAhead& operator=(const JournalAhead&) = delete;
  ~JournalAhead() override;  // settles

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;
  [[nodiscard]] std::expected<void, PortError> settle() override;
  [[nodiscard]] Audience audience() const override;
  [[nodiscard]] Writers writers() const override;
  void derived(const OutwardMessage& message) override;

  // What is under way is read too.
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

 private:
  void write(std::unique_lock<std::mutex>& lock);
  void run(const std::stop_token& stop);

  Journal& journal_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Commit> waiting_;  // nobody has begun to write it
  bool writing_ = false;
  std::optional<PortError> failed_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace koppel
