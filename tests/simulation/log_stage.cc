#include "tests/simulation/log_stage.h"

#include <algorithm>

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kChangesOneIn = 4;

}  // namespace

void LogStage::enter(std::size_t me) {
  std::unique_lock lock(guard_);
  turns_.wait(lock, [&] { return turn_ == me; });
}

void LogStage::choose() {
  if (std::ranges::count(live_, true) == 0) return;
  do {
    turn_ = dice_.below(live_.size());
  } while (!live_[turn_]);
}

void LogStage::step(std::size_t me) {
  std::unique_lock lock(guard_);
  if (taken_ >= length_.steps) throw Over();
  ++taken_;
  if (dice_.one_in(kChangesOneIn)) choose();
  turns_.notify_all();
  turns_.wait(lock, [&] { return turn_ == me; });
  if (taken_ >= length_.steps) throw Over();
  between_();
  if (dice_.one_in(length_.crash_one_in)) throw Crashed();
}

void LogStage::leave(std::size_t me) {
  const std::unique_lock lock(guard_);
  live_[me] = false;
  choose();
  turns_.notify_all();
}

}  // namespace koppel::simulation
