#pragma once

#include "engine/ports/journal.h"
#include "tests/bench/stopwatch.h"

namespace koppel::bench {

// A journal that notes when it was read, so that the product's own path is timed from outside: what
// happens to a row or frame happens between these moments.
class ObservedJournal final : public Journal {
 public:
  // `from`: the first sequence of a stored frame; when it is handed over is noted.
  explicit ObservedJournal(Journal& observed, Sequence from = {})
      : observed_(observed), from_(from) {}

  Seconds rows_asked;
  Seconds frames_asked;
  Seconds from_handed_over;
  Seconds frames_read;

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override {
    return observed_.commit(commit);
  }

  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override {
    rows_asked = moment();
    return observed_.read_rows(visitor);
  }

  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override {
    frames_asked = moment();
    auto done = observed_.read(from, [&](Sequence first, std::string_view bytes) {
      if (first == from_) from_handed_over = moment();
      return visitor(first, bytes);
    });
    frames_read = moment();
    return done;
  }

 private:
  Journal& observed_;
  Sequence from_;
};

}  // namespace koppel::bench
