#pragma once

#include "consumers/cli/stop_signals.h"
#include "engine/model/id.h"
#include "engine/ports/journal.h"

#include <expected>

namespace koppel::cli {

// A journal that ends where a stop was asked: whoever folds it comes to what its area was at that
// entry. Nothing is written through it.
class UntilStopped final : public Journal {
 public:
  // Both outlive it.
  UntilStopped(Journal& whole, const StopSignals& stop) : whole_(whole), stop_(stop) {}

  // Whether what was read is not all there is.
  [[nodiscard]] bool stopped() const { return stopped_; }

  // Where the last frame begins that was read; unset before the first.
  [[nodiscard]] Sequence reached() const { return reached_; }

  [[nodiscard]] Writers writers() const override { return whole_.writers(); }

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

 private:
  [[nodiscard]] bool goes_on();

  Journal& whole_;
  const StopSignals& stop_;
  Sequence reached_;
  bool stopped_ = false;
};

}  // namespace koppel::cli
