#include "consumers/runtime/read_back.h"

#include <algorithm>
#include <utility>

namespace koppel {

void ReadBack::sent(std::int64_t offset, std::string bytes) {
  // Below what was read already: the log was cut and has grown again.
  if (offset < position_) lost_ = true;
  if (!waiting_.empty() && offset <= waiting_.back().offset) lost_ = true;
  waiting_.push_back({.offset = offset, .bytes = std::move(bytes)});
}

void ReadBack::returned(std::int64_t offset, const std::string& bytes, Standing standing) {
  position_ = std::max(position_, offset + 1);
  if (waiting_.empty() || offset < waiting_.front().offset) return;
  const Sent& awaited = waiting_.front();
  if (offset != awaited.offset || bytes != awaited.bytes || standing == Standing::kVoid) {
    lost_ = true;
    return;
  }
  settled_ = offset;
  waiting_.pop_front();
  pinned_since_ms_.reset();
}

void ReadBack::stands_at(std::int64_t position) {
  position_ = position;
  if (awaits() && position > waiting_.front().offset) lost_ = true;
}

void ReadBack::looked(std::int64_t position, const LogBounds& bounds, std::int64_t now_ms) {
  stands_at(position);
  if (position > bounds.high) lost_ = true;
  if (!awaits()) return;
  const std::int64_t awaited = waiting_.front().offset;
  if (bounds.stable > awaited) {
    pinned_since_ms_.reset();
    return;
  }
  if (!pinned_since_ms_) pinned_since_ms_ = now_ms;
  if (now_ms - *pinned_since_ms_ >= timeout_ms_) lost_ = true;
}

}  // namespace koppel
