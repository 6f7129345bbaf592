#pragma once

#include "tests/simulation/dice.h"

#include <cstdint>

namespace koppel::simulation {

// What may happen at a call of a disk: one in so many; 0 is never.
struct DiskTrouble {
  std::uint32_t dies = 0;   // the process, at that call: with its effect, without, or half-way
  std::uint32_t fails = 0;  // the call, with its effect, without, or half-way
  std::uint32_t slow = 0;   // hours pass, where milliseconds do otherwise
  std::uint64_t capacity_bytes = UINT64_MAX;
};

enum class Fate : std::uint8_t {
  kNone,
  kFails,
  kDies
};

// Says of one call after the other what happens at it.
class Misfortune {
 public:
  Misfortune(std::uint64_t seed, const DiskTrouble& trouble) : dice_(seed), trouble_(trouble) {}

  [[nodiscard]] Fate next() {
    if (dead_) return Fate::kDies;
    if (dice_.one_in(trouble_.fails)) return Fate::kFails;
    dead_ = dice_.one_in(trouble_.dies);
    return dead_ ? Fate::kDies : Fate::kNone;
  }

  // Once it died, every call fails and has no effect until another process starts.
  [[nodiscard]] bool process_is_dead() const { return dead_; }

  void start_process() { dead_ = false; }

  void kill_process() { dead_ = true; }

  void calm() { trouble_ = {}; }

  [[nodiscard]] Dice& dice() { return dice_; }

  [[nodiscard]] DiskTrouble& trouble() { return trouble_; }

 private:
  Dice dice_;
  DiskTrouble trouble_;
  bool dead_ = false;
};

}  // namespace koppel::simulation
