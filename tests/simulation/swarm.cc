#include "tests/simulation/swarm.h"

#include "tests/simulation/dice.h"

namespace koppel::simulation {
namespace {

constexpr std::uint64_t kOwnStream = 0x5eed'0001;
constexpr std::uint32_t kPeopleMax = 5;
constexpr std::uint32_t kPlacesMax = 4;
constexpr std::uint32_t kFactsMin = 25;
constexpr std::uint32_t kFactsMore = 60;

DiskTrouble trouble_of(Dice& dice) {
  DiskTrouble trouble;
  if (!dice.one_in(4)) trouble.dies = 10 + dice.below(60);
  if (dice.one_in(2)) trouble.fails = 20 + dice.below(80);
  if (dice.one_in(3)) trouble.slow = 5 + dice.below(40);
  if (dice.one_in(4)) trouble.capacity_bytes = 20'000 + dice.below(150'000);
  return trouble;
}

void add_if_drawn(Swarm& swarm, Dice& dice, Action action) {
  if (dice.one_in(2)) swarm.actions.push_back(action);
}

}  // namespace

Swarm swarm_of(std::uint64_t seed) {
  Dice dice(seed ^ kOwnStream);
  Swarm swarm{.disk = trouble_of(dice)};
  if (!dice.one_in(3)) swarm.power_cuts = 1 + dice.below(3);
  if (!dice.one_in(3)) swarm.writing = Writing::kAhead;
  swarm.people = 1 + dice.below(kPeopleMax);
  swarm.places = 1 + dice.below(kPlacesMax);
  swarm.facts = kFactsMin + dice.below(kFactsMore);
  swarm.actions.assign(6, Action::kSend);
  for (const Action action :
       {Action::kHalfStep, Action::kLoseRows, Action::kReopen, Action::kVerify}) {
    add_if_drawn(swarm, dice, action);
  }
  if (dice.one_in(4)) {
    swarm.timing = Timing::kStamped;
    swarm.inputs = 1;
    return swarm;
  }
  swarm.inputs = dice.below(3);
  swarm.lives = (swarm.inputs == 0 ? 1 : 0) + dice.below(3);
  for (const Action action : {Action::kTick, Action::kWait, Action::kErase}) {
    add_if_drawn(swarm, dice, action);
  }
  if (dice.one_in(2)) {
    swarm.actions.push_back(Action::kSetClockWrong);
    swarm.actions.push_back(Action::kConfirmClock);
  }
  return swarm;
}

std::string text_of(const Swarm& swarm) {
  const auto one_in = [](std::uint32_t times) {
    return times == 0 ? std::string("never") : "1/" + std::to_string(times);
  };
  return "a process dies " + one_in(swarm.disk.dies) + ", by power " + one_in(swarm.power_cuts) +
         "; a call fails " + one_in(swarm.disk.fails) + ", is slow " + one_in(swarm.disk.slow) +
         (swarm.disk.capacity_bytes == UINT64_MAX ? "" : "; little space") +
         (swarm.timing == Timing::kStamped ? "; an import" : "") +
         (swarm.writing == Writing::kAhead ? "; commits are written ahead" : "") + "; " +
         std::to_string(swarm.inputs) + " inputs, " + std::to_string(swarm.lives) +
         " live senders, " + std::to_string(swarm.facts) + " facts";
}

}  // namespace koppel::simulation
