#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/import_lines.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/submission.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace koppel::cli {

enum class AfterHistory : std::uint8_t {
  kClockStands,  // at the last fact
  kClockRunsToNow
};

enum class Taking : std::uint8_t {
  kForGood,
  kForTrial  // tells what would become of the facts, and records nothing
};

// What an earlier import left of the same input, when time has moved on since.
enum class Rest : std::uint8_t {
  kAtItsTime,  // is not taken (resumed_history.h)
  kAsOfNow     // is judged as what comes late
};

struct HistoryOptions {
  const StopSignals& stop;  // looked at after each commit
  std::string again;        // the command that goes on where this one stopped
  Timing timing = Timing::kHistory;
  Taking taking = Taking::kForGood;
  AfterHistory clock = AfterHistory::kClockStands;
  Rest rest = Rest::kAtItsTime;
  std::filesystem::path rejects;  // the reject file: what was not taken, with line and reason
};

// Takes every line into the journal, resuming behind what an earlier run had taken of the same
// input, and prints how many were taken, refused and so on. Answers the exit code.
[[nodiscard]] int import_history(const Globals& globals,
                                 const InputLines& input,
                                 const HistoryOptions& options);

}  // namespace koppel::cli
