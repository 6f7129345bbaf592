// Claim: on a cluster of three nodes an engine takes every fact once and tells everything once
// while nodes are killed and come back, so that leaders of its partitions, coordinators of its
// transactions and of its group change. Judged as in kafka_engine_test.cc.
#include "tests/integration/engine_stage.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

namespace koppel {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kPatience{180};
constexpr std::uint32_t kSeed = 20261128;
constexpr int kNodes = 3;

TEST(AnEngineOnThreeNodes, OutlivesEachOfThem) {
  const std::size_t rounds = std::getenv("KOPPEL_LONG") != nullptr ? 30 : kNodes;
  const KafkaBroker nodes({.nodes = kNodes, .settings = {}});
  EngineStage stage(nodes, {});
  const auto facts = facts_of_stage();
  std::minstd_rand random(kSeed);
  const auto engine = stage.engine(stage.directory("one"));
  ASSERT_TRUE(engine->says("AM01: owned")) << engine->err();
  const std::size_t parts = 2 * rounds;
  const auto send = [&](std::size_t n) {
    const auto at = [&](std::size_t i) {
      return facts.begin() + static_cast<std::ptrdiff_t>(facts.size() * i / parts);
    };
    const Ended sent = stage.send({at(n), at(n + 1)});
    ASSERT_EQ(sent.code, 0) << sent.err;
  };
  for (std::size_t round = 0; round < rounds; ++round) {
    send(2 * round);
    rest(milliseconds(random() % 300));
    nodes.kill_node(1 + static_cast<int>(round) % kNodes);
    send(2 * round + 1);
    rest(milliseconds(random() % 2'000));
    nodes.start_again();
    ASSERT_TRUE(stage.all_taken(kPatience)) << engine->err();
  }
  EXPECT_EQ(stage.wrong(), "");
  const auto seen = stage.seen();
  std::cout << "nodes killed " << rounds << ", entries " << seen.entries.size() << ", void frames "
            << seen.voids << '\n';
  engine->send(SIGTERM);
  EXPECT_EQ(engine->wait().code, 0);
}

}  // namespace
}  // namespace koppel
