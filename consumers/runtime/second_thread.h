#pragma once

#include "consumers/runtime/used_beside.h"

#include <functional>
#include <optional>
#include <utility>

namespace koppel {

// Does what it is given, in order, beside the thread that gives it; begins with the first task.
class SecondThread {
 public:
  using Task = std::function<void()>;

  void give(Task task) {
    if (!thread_) thread_.emplace([](Task& one) { std::exchange(one, nullptr)(); });
    (void)thread_->exchange(std::move(task));
  }

  // Returns when all tasks are done; what they wrote is visible then.
  void wait_until_done() {
    if (thread_) thread_->wait_until_used();
  }

 private:
  std::optional<UsedBeside<Task>> thread_;
};

}  // namespace koppel
