#include "tests/simulation/simulate.h"

#include "tests/simulation/fake_machine.h"
#include "tests/simulation/rocksdb_machine.h"
#include "tests/simulation/world.h"

#include <csignal>
#include <cstdio>
#include <exception>

namespace koppel::simulation {
namespace {

// RocksDB makes that many calls where the store in memory makes one.
constexpr std::uint32_t kCallsOfRocksdb = 15;

// The run under way, for its last words.
struct Running {
  std::uint64_t seed;
  std::string test;  // that repeats it
  const World& world;
};

const Running* running = nullptr;

std::string story_of(const Running& run, const Found& wrong) {
  return "seed " + std::to_string(run.seed) + ", step " + std::to_string(run.world.diary().step()) +
         ": " + wrong.value_or("nothing is wrong") + "\n" + run.world.diary().lines() +
         "this seed again: KOPPEL_SEED=" + std::to_string(run.seed) + " tests/run " + run.test +
         "\n";
}

// The process ends anyway: that more is called here than a signal handler should does no harm.
void say_last_words(int /*signal*/) {
  if (running != nullptr) std::fputs(story_of(*running, "it aborts").c_str(), stderr);
}

Found outcome_of(World& world) {
  try {
    return world.run();
  } catch (const std::exception& thrown) {
    return std::string("it ends with ") + thrown.what();
  }
}

Report report_of(std::uint64_t seed, const std::string& test, World& world) {
  const Running run{.seed = seed, .test = test, .world = world};
  running = &run;
  const auto before = std::signal(SIGABRT, say_last_words);
  Report report{.wrong = outcome_of(world)};
  std::signal(SIGABRT, before);
  running = nullptr;
  report.story = story_of(run, report.wrong);
  report.diary_hash = world.diary().hash();
  report.recoveries = world.recoveries();
  report.facts = world.ledger().all().size();
  return report;
}

}  // namespace

Report simulate(std::uint64_t seed, Lie lie) {
  const Swarm swarm = swarm_of(seed);
  SimulatedClock clock;
  FakeMachine machine(seed, swarm.disk, clock, lie);
  World world(seed, swarm, machine, clock, lie);
  return report_of(seed, "Simulation/Seeds.FindNothing/0", world);
}

Report simulate_on_rocksdb(std::uint64_t seed, Lie lie) {
  Swarm swarm = swarm_of(seed);
  swarm.disk.dies *= kCallsOfRocksdb;
  swarm.disk.fails *= kCallsOfRocksdb;
  SimulatedClock clock;
  RocksdbMachine machine(seed, swarm.disk, lie);
  World world(seed, swarm, machine, clock, lie);
  return report_of(seed, "Simulation/SeedsOnRocksdb.FindNothing/0", world);
}

}  // namespace koppel::simulation
