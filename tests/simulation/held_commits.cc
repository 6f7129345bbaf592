#include "tests/simulation/held_commits.h"

#include <utility>

namespace koppel::simulation {

std::expected<void, PortError> HeldCommits::commit(Commit commit) {
  if (writing_ == Writing::kAtOnce) return journal_.commit(std::move(commit));
  if (auto written = write_held(); !written) return written;
  held_ = std::move(commit);
  // A failure is told by the next call, as by a thread that nobody waits for.
  if (dice_.one_in(2)) (void)write_held();
  return {};
}

std::expected<void, PortError> HeldCommits::settle() {
  if (lie_ == Lie::kSaidTooEarly) return {};
  return write_held();
}

std::expected<void, PortError> HeldCommits::read(Sequence from, const FrameVisitor& visitor) {
  if (auto written = write_held(); !written) return written;
  return journal_.read(from, visitor);
}

std::expected<void, PortError> HeldCommits::read_rows(const RowVisitor& visitor) {
  if (auto written = write_held(); !written) return written;
  return journal_.read_rows(visitor);
}

std::expected<void, PortError> HeldCommits::write_held() {
  if (!failed_ && held_) {
    const auto done = journal_.commit(*std::exchange(held_, std::nullopt));
    if (!done) failed_ = done.error();
  }
  if (failed_) return std::unexpected(*failed_);
  return {};
}

}  // namespace koppel::simulation
