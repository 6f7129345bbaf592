#pragma once

#include <chrono>

namespace koppel::bench {

using Moment = std::chrono::steady_clock::time_point;

[[nodiscard]] inline Moment moment() {
  return std::chrono::steady_clock::now();
}

[[nodiscard]] inline double seconds_between(Moment from, Moment to) {
  return std::chrono::duration<double>(to - from).count();
}

[[nodiscard]] inline double seconds_since(Moment from) {
  return seconds_between(from, moment());
}

}  // namespace koppel::bench
