#pragma once

#include <cstdint>
#include <deque>
#include <string>

namespace koppel::simulation {

// What happened lately, step by step.
class Diary {
 public:
  void begin_step() { ++step_; }

  [[nodiscard]] std::uint32_t step() const { return step_; }

  void note(const std::string& what);

  // The last lines, the oldest first.
  [[nodiscard]] std::string lines() const;

  // Of all lines ever noted: two runs that did the same have the same.
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  std::deque<std::string> lines_;
  std::uint32_t step_ = 0;
  std::uint64_t hash_ = 0;
};

}  // namespace koppel::simulation
