#pragma once

#include <chrono>

namespace koppel::cli {

// SIGINT and SIGTERM as something to look at: from its making on they interrupt nothing, and
// whoever made it ends at the next safe point. Made before any thread, which then leaves them alone
// too.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();  // the signals stay held back: the process is about to end

  // Readable once one has come.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  // Whether one has come, now and from then on.
  [[nodiscard]] bool asked() const;
  // Waits until that can be read (or is at its end); false when one has come.
  [[nodiscard]] bool wait_for(int readable) const;
  // Waits that long for one.
  [[nodiscard]] bool comes_within(std::chrono::milliseconds time) const;

 private:
  int descriptor_ = -1;
};

}  // namespace koppel::cli
