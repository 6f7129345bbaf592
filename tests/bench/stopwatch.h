#pragma once

#include <chrono>
#include <ctime>

namespace koppel::bench {

// What something took: on the clock, and of the process's processor time. The second is steadier
// on a machine that others use too, and leaves out what waits for a disk.
struct Seconds {
  double wall = 0;
  double cpu = 0;

  friend Seconds operator+(Seconds a, Seconds b) { return {a.wall + b.wall, a.cpu + b.cpu}; }

  friend Seconds operator-(Seconds a, Seconds b) { return {a.wall - b.wall, a.cpu - b.cpu}; }
};

// A reading; the difference of two is what passed between them.
[[nodiscard]] inline Seconds moment() {
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now().time_since_epoch();
  std::timespec cpu{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return {.wall = wall.count(),
          .cpu = static_cast<double>(cpu.tv_sec) + (static_cast<double>(cpu.tv_nsec) / 1e9)};
}

[[nodiscard]] inline Seconds since(Seconds begun) {
  return moment() - begun;
}

}  // namespace koppel::bench
