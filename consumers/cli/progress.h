#pragma once

#include "consumers/cli/command.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace koppel::cli {

// How far a long task is, on stderr: on a terminal one line that changes, shown only when the task
// takes more than half a second; elsewhere a line every ten seconds; nothing when quiet.
class Progress {
 public:
  // `total` 0: not known beforehand.
  Progress(const Globals& globals, std::string what, std::string unit, std::uint64_t total);
  // Of what is done on the way to something else: nothing where there is no terminal.
  [[nodiscard]] static Globals on_a_terminal_alone(Globals globals);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Takes the line away.
  ~Progress();

  void at(std::uint64_t done);

  [[nodiscard]] std::chrono::duration<double> elapsed() const;

 private:
  enum class Manner : std::uint8_t {
    kSilent,
    kLines,
    kOneLine
  };

  std::string what_;
  std::string unit_;
  std::uint64_t total_;
  Manner manner_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point next_;
  bool shown_ = false;
};

// "0.34 s", "12 s"
[[nodiscard]] std::string seconds_text(std::chrono::duration<double> time);

// "Replaying ████████░░░░  66%  48,213 entries  412,000/s  0:07 left"; without a total no bar, and
// nothing about what is left.
[[nodiscard]] std::string progress_text(const std::string& what,
                                        const std::string& unit,
                                        std::uint64_t done,
                                        std::uint64_t total,
                                        std::chrono::duration<double> elapsed);

}  // namespace koppel::cli
