#pragma once

#include "tests/simulation/found.h"
#include "tests/simulation/log_decorators.h"

#include <cstdint>
#include <string>

namespace koppel::simulation {

// What befalls two processes that contend for an area, one in so many steps; 0: never.
struct LogFaults {
  std::uint32_t crash = 0;      // of a process, sometimes with its directory lost
  std::uint32_t end = 0;        // an EndTxn or its answer gets lost, late or sent twice
  std::uint32_t markers = 0;    // written later
  std::uint32_t stale_end = 0;  // the log seems to end earlier
  std::uint32_t lost_tail = 0;  // acknowledged records are lost
  std::uint32_t straggler =
      0;  // what a crashed process was sending arrives, outside of a transaction
};

struct LogContest {
  std::uint64_t seed = 0;
  std::uint32_t facts = 36;
  std::uint32_t steps = 500;
  LogFaults faults;
  Mutation mutation = Mutation::kNone;
};

struct LogOutcome {
  Found found;
  std::uint64_t acquired = 0;
  std::uint64_t lost = 0;
  std::uint64_t crashes = 0;
  std::uint64_t voids = 0;
  std::uint64_t told_again = 0;
  std::uint64_t strays = 0;
  std::uint64_t entries = 0;
  std::uint64_t told = 0;
};

// Runs it, lets one process finish alone, and looks whether every fact is once in the valid chain,
// every message told once under its id, none told that belongs to no valid frame (but where records
// were lost), the rows of every process with the rest of the journal come to the market that the
// journal alone comes to, and that is the market of an embedded owner told the same.
[[nodiscard]] LogOutcome run(const LogContest& contest);

}  // namespace koppel::simulation
