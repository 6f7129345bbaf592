#pragma once

#include "tests/simulation/ledger.h"
#include "tests/simulation/misfortune.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel::simulation {

// One thing that the scheduler may let happen next.
enum class Action : std::uint8_t {
  kSend,           // the next facts of a sender, new ones and what was not answered
  kTick,           // what is due fires
  kWait,           // time passes
  kSetClockWrong,  // the wall clock jumps, back or forth
  kConfirmClock,   // an operator vouches for the wall clock, or sets it right
  kErase,          // an operator has somebody erased
  kHalfStep,       // a process dies between two commits of one step
  kLoseRows,       // a process dies between taking the rows away and making them anew
  kReopen,
  kVerify  // an operator replays beside the owner
};

enum class Writing : std::uint8_t {
  kAtOnce,  // a commit is durable when it returns
  kAhead    // or only when the owner was waited for, as the product's are
};

// Which misfortunes a seed has: few at a time, another few with every seed, so that none hides
// what another would show.
struct Swarm {
  DiskTrouble disk;
  std::uint32_t power_cuts = 0;  // one in so many deaths is one of the machine
  // kStamped: one file is imported, and nothing but the file says what time it is.
  Timing timing = Timing::kLive;
  Writing writing = Writing::kAtOnce;
  std::uint32_t inputs = 0;  // senders that read how far their input was taken, and go on there
  std::uint32_t lives = 0;   // senders that send again what was not answered
  std::uint32_t people = 0;  // who are there from early on, ready for a proposal
  std::uint32_t places = 0;
  std::uint32_t facts = 0;
  std::vector<Action> actions;  // drawn from with equal chance
};

[[nodiscard]] Swarm swarm_of(std::uint64_t seed);
[[nodiscard]] std::string text_of(const Swarm& swarm);

}  // namespace koppel::simulation
