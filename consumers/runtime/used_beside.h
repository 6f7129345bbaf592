#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace koppel {

// Items that this thread makes and another uses, in order, so that the next is made while the last
// is used. Used items come back to be filled again: what they hold is freed where it was made.
template <typename Item>
class UsedBeside {
 public:
  using Use = std::function<void(Item& item)>;

  explicit UsedBeside(Use use)
      : use_(std::move(use)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

  UsedBeside(const UsedBeside&) = delete;
  UsedBeside& operator=(const UsedBeside&) = delete;
  ~UsedBeside() = default;  // what is not used yet is dropped

  // Hands it over, once fewer than kUnderWay wait to be used. Answers one that was used, as `use`
  // left it, or a new one.
  [[nodiscard]] Item exchange(Item item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < kUnderWay; });
    waiting_.push_back(std::move(item));
    changed_.notify_all();
    if (used_.empty()) return {};
    Item used = std::move(used_.front());
    used_.pop_front();
    return used;
  }

  // Returns when all that was handed over is used; what `use` wrote is visible then.
  void wait_until_used() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.empty() && !using_; });
  }

 private:
  static constexpr std::size_t kUnderWay = 8;

  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); }) &&
           !stop.stop_requested()) {
      Item item = std::move(waiting_.front());
      waiting_.pop_front();
      using_ = true;
      lock.unlock();
      use_(item);
      lock.lock();
      using_ = false;
      used_.push_back(std::move(item));
      changed_.notify_all();
    }
  }

  Use use_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Item> waiting_;
  std::deque<Item> used_;
  bool using_ = false;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace koppel
