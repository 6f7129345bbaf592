#pragma once

#include "engine/ports/area_log.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace koppel {

// Whether what was sent to one topic came back: the reader passed the offset of its delivery report
// and was given that very record, and whoever judges records called it valid. What does not come
// back makes the whole of it lost, for good: the owner drops its market and acquires again. All
// forms of not coming back are here (design: journal, "Read back means").
class ReadBack {
 public:
  enum class Standing : std::uint8_t {
    kValid,
    kVoid
  };

  // `timeout_ms`: how long the stable offset may stay at or below something sent.
  explicit ReadBack(std::int64_t timeout_ms) : timeout_ms_(timeout_ms) {}

  // Acknowledged at that offset. Offsets rise from one call to the next.
  void sent(std::int64_t offset, std::string bytes);
  // The reader was given a record, in offset order.
  void returned(std::int64_t offset, const std::string& bytes, Standing standing);
  // Where the reader stands after what it was given.
  void stands_at(std::int64_t position);
  // The same, and what the log says of itself; to be asked now and then, more often while something
  // is awaited.
  void looked(std::int64_t position, const LogBounds& bounds, std::int64_t now_ms);

  [[nodiscard]] bool lost() const { return lost_; }

  [[nodiscard]] bool awaits() const { return !waiting_.empty(); }

  // Everything sent up to and with that offset came back.
  [[nodiscard]] bool settled(std::int64_t offset) const { return !lost_ && offset <= settled_; }

 private:
  struct Sent {
    std::int64_t offset = 0;
    std::string bytes;
  };

  std::int64_t timeout_ms_;
  std::int64_t position_ = 0;
  std::int64_t settled_ = -1;
  std::deque<Sent> waiting_;
  std::optional<std::int64_t> pinned_since_ms_;
  bool lost_ = false;
};

}  // namespace koppel
