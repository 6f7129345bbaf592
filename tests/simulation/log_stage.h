#pragma once

#include "tests/simulation/dice.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace koppel::simulation {

// Lets one of several threads run at a time, for a step each, in an order that follows from a seed.
class LogStage {
 public:
  struct Crashed {};  // thrown into the contender that crashes

  struct Over {};  // into all, once the steps are used up

  struct Length {
    std::uint32_t steps = 0;
    std::uint32_t crash_one_in = 0;
  };

  // `between`: what the world does before a step.
  LogStage(Dice& dice, std::size_t contenders, const Length& length, std::function<void()> between)
      : dice_(dice), length_(length), between_(std::move(between)), live_(contenders, true) {}

  // Waits for the first turn.
  void enter(std::size_t me);
  // Gives others their turn, and comes back with the next one of its own.
  void step(std::size_t me);
  void leave(std::size_t me);

 private:
  void choose();

  Dice& dice_;
  Length length_;
  std::function<void()> between_;
  std::mutex guard_;
  std::condition_variable turns_;
  std::vector<bool> live_;
  std::size_t turn_ = 0;
  std::uint32_t taken_ = 0;
};

}  // namespace koppel::simulation
