#pragma once

#include "engine/model/invariant.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

// Numbers that look random and follow from a seed alone: the same on every machine and compiler,
// which the distributions of the standard library are not.
namespace koppel::simulate {

// Splitmix64 (Steele, Lea and Flood 2014): makes seeds and ids. Within one stream no number comes
// twice.
class SeedStream {
 public:
  explicit constexpr SeedStream(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  // 0 is the id of nobody.
  [[nodiscard]] constexpr std::uint64_t next_id() {
    const std::uint64_t id = next();
    return id == 0 ? next() : id;
  }

 private:
  std::uint64_t state_;
};

// Xoshiro256** (Blackman and Vigna 2018): draws. Everybody simulated has one of their own, so that
// one life does not change another.
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    SeedStream stream(seed);
    for (std::uint64_t& word : state_) word = stream.next();
  }

  // 0 to limit - 1. Draws again until the draw is fair.
  [[nodiscard]] std::uint32_t below(std::uint32_t limit) {
    invariant(limit > 0, "a draw needs at least one outcome");
    if (limit == 1) return 0;
    const int dropped = 32 + std::countl_zero(limit - 1);
    for (;;) {
      const auto drawn = static_cast<std::uint32_t>(next() >> dropped);
      if (drawn < limit) return drawn;
    }
  }

  // Both ends belong to it.
  [[nodiscard]] std::uint32_t between(std::uint32_t low, std::uint32_t high) {
    return low + below(high - low + 1U);
  }

  [[nodiscard]] bool percent(std::uint32_t chance) { return below(100) < chance; }

  template <typename Choices>
  [[nodiscard]] const auto& pick(const Choices& choices) {
    return choices[below(static_cast<std::uint32_t>(choices.size()))];
  }

  // The place of the one drawn; its chance is its weight in the sum of all.
  [[nodiscard]] std::size_t weighted(std::span<const std::uint32_t> weights) {
    std::uint32_t sum = 0;
    for (const std::uint32_t weight : weights) sum += weight;
    std::uint32_t left = below(sum);
    std::size_t place = 0;
    while (left >= weights[place]) left -= weights[place++];
    return place;
  }

  // Fisher and Yates: the first `count` of the result are a fair choice without repeats.
  template <typename Values>
  void shuffle(Values& values) {
    for (std::size_t left = values.size(); left > 1; --left) {
      std::swap(values[left - 1], values[below(static_cast<std::uint32_t>(left))]);
    }
  }

 private:
  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5U, 7) * 9U;
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace koppel::simulate
