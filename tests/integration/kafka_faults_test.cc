// Claim: engines on a real broker take every fact once and tell everything once when nobody tells
// them how a commit ended, when the broker forgot who they are or was killed itself, and when two
// of them own the same area all the time. Judged as in kafka_engine_test.cc.
#include "engine/codec/cloud_event.h"
#include "tests/integration/engine_stage.h"
#include "tests/integration/tcp_proxy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

namespace koppel {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Lines = std::vector<std::string>;

constexpr seconds kPatience{120};
constexpr std::uint32_t kSeed = 20261128;
constexpr int kTransactionMs = 5'000;
constexpr int kForgottenMs = 12'000;  // a transactional id that nobody uses

// A second listener, which says that it is where the proxy is.
std::string settings_of(int broker, int behind, int proxy) {
  const auto place = [](const std::string& name, int port) {
    return name + "://127.0.0.1:" + std::to_string(port);
  };
  return "listeners=" + place("PLAINTEXT", broker) + "," + place("CONTROLLER", broker + 100) + "," +
         place("PROXIED", behind) + "\nadvertised.listeners=" + place("PLAINTEXT", broker) + "," +
         place("PROXIED", proxy) +
         "\nlistener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,"
         "PROXIED:PLAINTEXT\ntransactional.id.expiration.ms=" +
         std::to_string(kForgottenMs) +
         "\ntransaction.remove.expired.transaction.cleanup.interval.ms=1000\n";
}

// One for all tests, with its proxy.
struct Place {
  Place() { proxy.lead_to(behind); }

  TcpProxy proxy;
  int behind = free_port();
  KafkaBroker broker{
      {.settings = [this](int port) { return settings_of(port, behind, proxy.port()); }}};
};

std::ptrdiff_t acquisitions(const log_example::Seen& seen) {
  return std::ranges::count_if(seen.entries, [](const Entry& entry) {
    return std::holds_alternative<AreaAcquired>(entry.body);
  });
}

class AnEngineInABadWorld : public testing::Test {
 protected:
  static void SetUpTestSuite() { place_ = std::make_unique<Place>(); }

  static void TearDownTestSuite() { place_.reset(); }

  [[nodiscard]] static std::size_t rounds(std::size_t usual, std::size_t in_a_long_run) {
    return std::getenv("KOPPEL_LONG") != nullptr ? in_a_long_run : usual;
  }

  [[nodiscard]] static TcpProxy& proxy() { return place_->proxy; }

  [[nodiscard]] std::unique_ptr<KoppelProcess> engine_behind_proxy(const std::string& name) const {
    return stage_.engine(stage_.directory(name),
                         "127.0.0.1:" + std::to_string(place_->proxy.port()));
  }

  // The n-th of so many equal parts of the facts.
  void send(std::size_t n, std::size_t of) {
    const auto at = [&](std::size_t i) {
      return facts_.begin() + static_cast<std::ptrdiff_t>(facts_.size() * i / of);
    };
    const Ended sent = stage_.send({at(n), at(n + 1)});
    ASSERT_EQ(sent.code, 0) << sent.err;
  }

  [[nodiscard]] static bool lost(int losses) {
    for (int left = 600; left > 0 && proxy().losses() < losses; --left) rest(milliseconds(50));
    return proxy().losses() >= losses;
  }

  void settle() {
    EXPECT_TRUE(stage_.all_taken(kPatience));
    EXPECT_EQ(stage_.wrong(), "");
  }

  static std::unique_ptr<Place> place_;
  EngineStage stage_{
      place_->broker,
      {{"socket.timeout.ms", "2000"}, {"transaction.timeout.ms", std::to_string(kTransactionMs)}}};
  Lines facts_ = facts_of_stage();
};

std::unique_ptr<Place> AnEngineInABadWorld::place_;

TEST_F(AnEngineInABadWorld, IsNeverToldHowACommitEnded) {
  const std::size_t all = rounds(3, 60);
  const auto engine = engine_behind_proxy("untold");
  ASSERT_TRUE(engine->says("AM01: owned")) << engine->err();
  for (std::size_t round = 0; round < all; ++round) {
    const int before = proxy().losses();
    const auto what = static_cast<TcpProxy::Loss>(round % 3);
    proxy().lose(RequestKind::kEndTransaction, what);
    send(round, all);
    ASSERT_TRUE(lost(before + 1)) << engine->err();
    // Longer than the transaction may last, so that the broker ends it its own way.
    if (what == TcpProxy::Loss::kEverything) rest(milliseconds(kTransactionMs + 2'000));
    proxy().heal();
    ASSERT_TRUE(stage_.all_taken(kPatience)) << engine->err();
  }
  EXPECT_EQ(stage_.wrong(), "");
  const auto seen = stage_.seen();
  std::cout << "commits without an answer: " << all << ", acquired " << acquisitions(seen)
            << ", void frames " << seen.voids << '\n';
  EXPECT_GT(acquisitions(seen), static_cast<std::ptrdiff_t>(all));
  engine->send(SIGTERM);
  EXPECT_EQ(engine->wait().code, 0);
}

TEST_F(AnEngineInABadWorld, IsKilledWhenItIsNotToldHowACommitEnded) {
  const std::size_t all = rounds(3, 40);
  for (std::size_t round = 0; round < all; ++round) {
    const auto engine = engine_behind_proxy("killed");
    ASSERT_TRUE(engine->says("AM01: owned")) << engine->err();
    const int before = proxy().losses();
    proxy().lose(RequestKind::kEndTransaction, static_cast<TcpProxy::Loss>(round % 3));
    send(round, all);
    ASSERT_TRUE(lost(before + 1)) << engine->err();
    engine->send(SIGKILL);
    proxy().heal();
  }
  const auto engine = engine_behind_proxy("last");
  settle();
  engine->send(SIGTERM);
  EXPECT_EQ(engine->wait().code, 0);
}

TEST_F(AnEngineInABadWorld, IsForgottenByTheBroker) {
  const auto engine = engine_behind_proxy("forgotten");
  ASSERT_TRUE(engine->says("AM01: owned")) << engine->err();
  send(0, 3);
  EXPECT_TRUE(stage_.all_taken(kPatience));
  const auto before = acquisitions(stage_.seen());
  rest(milliseconds(kForgottenMs + 4'000));
  send(1, 3);
  settle();
  EXPECT_GT(acquisitions(stage_.seen()), before);
  send(2, 3);
  settle();
  engine->send(SIGTERM);
  EXPECT_EQ(engine->wait().code, 0);
}

TEST_F(AnEngineInABadWorld, OutlivesItsBroker) {
  const std::size_t all = rounds(1, 20);
  std::minstd_rand random(kSeed);
  const auto engine = stage_.engine(stage_.directory("outliving"));
  ASSERT_TRUE(engine->says("AM01: owned")) << engine->err();
  for (std::size_t round = 0; round < all; ++round) {
    send(round, all);
    rest(milliseconds(random() % 500));
    place_->broker.kill_node(1);
    rest(milliseconds(random() % 3'000));
    place_->broker.start_again();
    ASSERT_TRUE(stage_.all_taken(kPatience)) << engine->err();
  }
  settle();
  engine->send(SIGTERM);
  EXPECT_EQ(engine->wait().code, 0);
}

// Nobody asks the group here: both are told all the time that the area is theirs.
TEST_F(AnEngineInABadWorld, SharesItsAreaWithAnotherThatOwnsItToo) {
  const std::size_t all = rounds(8, 80);
  const auto contender = [&](const std::string& name) {
    return std::make_unique<AreaThreads>(AreaThreads::Parts{
        .equip = [this, at = stage_.directory(name)](AreaId) { return stage_.gear(at); },
        .decoder = codec::fact_of,
        .mandate = [](AreaId, std::int64_t) { return true; }});
  };
  std::vector<std::unique_ptr<AreaThreads>> both;
  both.push_back(contender("one"));
  both.push_back(contender("other"));
  for (const auto& one : both) one->own({AreaId{1}});
  for (std::size_t round = 0; round < all; ++round) send(round, all);
  EXPECT_TRUE(stage_.all_taken(kPatience));
  std::uint64_t lost = 0;
  for (const auto& one : both) {
    for (const auto& [area, standing] : one->standings()) lost += standing.counts.lost;
  }
  both.clear();
  settle();
  const auto seen = stage_.seen();
  std::cout << "two owners: acquired " << acquisitions(seen) << ", lost " << lost
            << ", void frames " << seen.voids << '\n';
  EXPECT_GT(lost, 0U);
}

}  // namespace
}  // namespace koppel
