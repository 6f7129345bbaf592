#pragma once

#include "engine/ports/journal.h"

#include <expected>
#include <utility>
#include <vector>

namespace koppel::cli {

// The frames of a file, as a journal to fold.
class FramesAside final : public Journal {
 public:
  void add(StoredFrame frame) { frames_.push_back(std::move(frame)); }

  [[nodiscard]] std::vector<StoredFrame> take() { return std::exchange(frames_, {}); }

  [[nodiscard]] std::expected<void, PortError> commit(Commit /*commit*/) override { return {}; }

  [[nodiscard]] std::expected<void, PortError> read(Sequence /*from*/,
                                                    const FrameVisitor& visitor) override {
    for (const StoredFrame& frame : frames_) {
      if (visitor(frame.first, frame.bytes) == Next::kStop) break;
    }
    return {};
  }

  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& /*visitor*/) override {
    return {};
  }

 private:
  std::vector<StoredFrame> frames_;
};

}  // namespace koppel::cli
