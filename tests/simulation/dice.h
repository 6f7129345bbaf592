#pragma once

#include <cstdint>
#include <random>

namespace koppel::simulation {

// All chance of a simulated run: the same seed and the same questions give the same answers.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::uint32_t below(std::uint64_t below) {
    return static_cast<std::uint32_t>(random_() % below);
  }

  // 0 times is never.
  [[nodiscard]] bool one_in(std::uint32_t times) { return times != 0 && below(times) == 0; }

 private:
  std::mt19937_64 random_;
};

}  // namespace koppel::simulation
