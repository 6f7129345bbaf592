#pragma once

#include "engine/ports/journal.h"

#include <chrono>
#include <functional>

namespace koppel {

// A journal that also tells how long each commit took until it was durable.
class TimedJournal final : public Journal {
 public:
  using Told = std::function<void(std::chrono::nanoseconds)>;

  // `journal` outlives this. Commits that fail are not told.
  TimedJournal(Journal& journal, Told told);

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;
  [[nodiscard]] Audience audience() const override;
  [[nodiscard]] Writers writers() const override;
  [[nodiscard]] std::expected<void, PortError> settle() override;
  void derived(const OutwardMessage& message) override;
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

 private:
  Journal* journal_;
  Told told_;
};

}  // namespace koppel
