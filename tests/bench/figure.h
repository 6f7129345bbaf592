#pragma once

#include "tests/bench/stopwatch.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a benchmark says, and how the two sides of a figure are measured.
namespace koppel::bench {

// Ours divided by the reference: a rate wants at least, a duration at most.
struct Goal {
  enum class Bound : std::uint8_t {
    kAtLeast,
    kAtMost
  } bound = Bound::kAtLeast;
  double ratio = 0;
};

struct Figure {
  std::string id;
  std::string what;  // ends with the unit of both sides
  double ours = 0;
  double reference = 0;
  std::optional<Goal> goal;

  [[nodiscard]] double ratio() const { return ours / reference; }

  // Empty without a goal.
  [[nodiscard]] std::optional<bool> holds() const;
};

// One side, once.
using Measure = std::function<Seconds()>;

// What both sides took, round by round.
struct Measured {
  std::vector<Seconds> ours;
  std::vector<Seconds> reference;
};

// Both sides in turn, as often as there are rounds; who goes first changes from round to round.
[[nodiscard]] Measured measure(int rounds, const Measure& ours, const Measure& reference);

[[nodiscard]] double median(std::vector<double> values);
// The median of one of the two clocks.
[[nodiscard]] double median(const std::vector<Seconds>& values, double Seconds::*clock);

// One run of a bench executable: what is wanted, how much of it, and where it goes.
//
//   NAME_bench [--json] [--smoke] [ID...]
//   NAME_bench --ids
//
// --smoke: tiny sizes, one round and no goals: only to see that it works.
class Run {
 public:
  // Prints usage and ends the process (64) when the arguments are wrong; answers --ids itself.
  Run(int argc, const char* const* argv, std::vector<std::string_view> ids);

  [[nodiscard]] bool wants(std::string_view id) const;

  [[nodiscard]] bool is_smoke() const { return smoke_; }

  // How often both sides are measured; fewer, but at least five, for what takes seconds.
  [[nodiscard]] int rounds() const { return smoke_ ? 1 : 11; }

  [[nodiscard]] int few_rounds() const { return smoke_ ? 1 : 5; }

  void report(Figure figure);

  // 1 when a goal did not hold.
  [[nodiscard]] int exit_code() const { return failed_ ? 1 : 0; }

 private:
  std::vector<std::string_view> ids_;
  std::vector<std::string_view> wanted_;  // empty: all
  bool json_ = false;
  bool smoke_ = false;
  bool failed_ = false;
};

}  // namespace koppel::bench
