// Claim: the protocol of ownership runs over a real broker: an owner acquires an area, claims it,
// and reads back all that it sends; and of two owners that contest it again and again, nothing is
// lost or twice in the valid chain, or told outside without standing in it.
#include "consumers/kafka/kafka_area_log.h"
#include "consumers/runtime/area_turns.h"
#include "tests/integration/kafka_broker.h"
#include "tests/support/test_frames.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace koppel {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::int64_t kTimeoutMs = 15'000;
constexpr std::size_t kUnsettledMax = 20;

class RealClock final : public Clock {
 public:
  Instant wall() override { return {.ms = since<std::chrono::system_clock>()}; }

  std::int64_t monotonic_ms() override { return since<steady_clock>(); }

 private:
  template <typename Source>
  static std::int64_t since() {
    return std::chrono::duration_cast<milliseconds>(Source::now().time_since_epoch()).count();
  }
};

LogRecord record(AreaTopic topic, std::string value) {
  return {.topic = topic,
          .key = "AM11",
          .value = std::move(value),
          .headers = {},
          .time = RealClock().wall()};
}

// One process's sight of the area, from one acquisition to the loss of it.
class Owner {
 public:
  Owner(AreaLog& log, std::string author) : log_(&log), author_(std::move(author)) {}

  // Acquires and takes the facts up to `last`; answers why it stopped before.
  LogError own(std::uint32_t last) {
    TestFold fold;
    const auto judge = [&](const StandingRecord& one) { return fold.judge(one); };
    // A broker that has just begun makes the topic of its transactions first.
    auto turns = AreaTurns::acquire(*log_, clock_, kTimeoutMs);
    for (int again = 0; !turns && again < 2; ++again) {
      turns = AreaTurns::acquire(*log_, clock_, kTimeoutMs);
    }
    if (!turns) return turns.error();
    const auto read = turns->catch_up(AreaTopic::kJournal, 0, judge);
    if (!read) return read.error();
    std::uint32_t fact = fold.taken;
    std::string head = fold.head;
    const std::string name = author_ + std::to_string(++acquisitions_);
    if (auto claimed = turns->claim(written({head, name, 0}, RealClock().wall())); !claimed)
      return claimed.error();
    head = name;
    while (!turns->admitted()) {
      if (auto back = turns->read_back(judge); !back) return back.error();
    }
    while (fact < last || turns->unsettled() > 0) {
      if (fact < last && turns->unsettled() < kUnsettledMax) {
        const std::string next = name + "." + std::to_string(++fact);
        Sending sending;
        sending.frames = {written({head, next, fact}, RealClock().wall())};
        sending.outward = {record(AreaTopic::kProposals, next)};
        if (auto sent = turns->send(std::move(sending)); !sent) return sent.error();
        head = next;
      }
      if (auto back = turns->read_back(judge); !back) return back.error();
    }
    complete_ = true;
    return {};
  }

  [[nodiscard]] bool complete() const { return complete_; }

 private:
  AreaLog* log_;
  std::string author_;
  RealClock clock_;
  std::uint32_t acquisitions_ = 0;
  bool complete_ = false;
};

std::unique_ptr<KafkaAreaLog> open(KafkaAreaLog::Place place) {
  auto cluster = KafkaCluster::make(the_broker().settings(), {}).value();
  return std::move(KafkaAreaLog::open(std::move(cluster), place).value());
}

// All that an outsider reads of a topic, once the markers of all commits are written.
std::vector<StandingRecord> committed(KafkaAreaLog& log, AreaTopic topic) {
  std::vector<StandingRecord> all;
  EXPECT_TRUE(log.seek(topic, 0));
  const std::int64_t end = log.bounds(topic)->high;
  while (log.position(topic).value() < end) {
    const auto some = log.poll(std::span(&topic, 1), 1'000, 100);
    if (!some) {
      ADD_FAILURE() << some.error().what;
      break;
    }
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

// Every fact once in the chain, and told once, and nothing told that is not in it.
TestFold expect_whole(KafkaAreaLog::Place place, std::uint32_t last) {
  const auto log = open(place);
  TestFold fold;
  for (const auto& one : committed(*log, AreaTopic::kJournal)) fold.judge(one);
  std::vector<std::uint32_t> every;
  for (std::uint32_t fact = 1; fact <= last; ++fact) every.push_back(fact);
  EXPECT_EQ(fold.facts, every);
  std::map<std::string, std::uint32_t> told;
  for (const auto& one : committed(*log, AreaTopic::kProposals)) ++told[*one.record.value];
  for (const auto& [name, times] : told) {
    EXPECT_EQ(times, 1U) << name;
    EXPECT_TRUE(fold.names.contains(name)) << name;
  }
  EXPECT_EQ(told.size(), fold.names.size());
  return fold;
}

TEST(AnOwnerOnKafka, ReadsBackAHundredTransactions) {
  constexpr std::uint32_t kFacts = 100;
  const auto place = the_broker().unused_area();
  const auto log = open(place);
  Owner owner(*log, "a");
  const auto began = steady_clock::now();
  const LogError ended = owner.own(kFacts);
  const auto took = steady_clock::now() - began;
  ASSERT_TRUE(owner.complete()) << ended.what;
  RecordProperty("ms", std::to_string(std::chrono::duration_cast<milliseconds>(took).count()));
  EXPECT_EQ(expect_whole(place, kFacts).voids, 0U);
}

TEST(AnOwnerOnKafka, TakesOverFromOneThatIsGone) {
  const auto place = the_broker().unused_area();
  {
    const auto log = open(place);
    Owner first(*log, "a");
    EXPECT_EQ(first.own(10).what, "");
    ASSERT_TRUE(log->begin(AreaProducer::kFirst));  // and dies in the middle of the next one
    ASSERT_TRUE(
        log->produce(AreaProducer::kFirst, written({"a1.10", "a1.11", 11}, RealClock().wall())));
    ASSERT_TRUE(log->flush(AreaProducer::kFirst));
  }
  const auto log = open(place);
  Owner second(*log, "b");
  EXPECT_EQ(second.own(20).what, "");
  EXPECT_EQ(expect_whole(place, 20).voids, 0U);
}

// Both want it all the time. Whoever loses it waits for a while that grows, and tries again.
std::uint32_t contest(KafkaAreaLog::Place place, const std::string& name, std::uint32_t last) {
  std::array<std::uint32_t, 2> losses{};
  std::array<std::thread, 2> owners;
  std::atomic<bool> done = false;
  for (const std::size_t me : {0UL, 1UL}) {
    owners[me] = std::thread([&, me] {
      std::minstd_rand random(2 * last + me);
      const auto log = open(place);
      Owner owner(*log, name + static_cast<char>('a' + me));
      rest(milliseconds(random() % 400));
      while (!done) {
        (void)owner.own(last);
        if (owner.complete()) {
          done = true;
        } else {
          const std::uint64_t longest = 100UL << std::min(++losses[me], 4U);
          rest(milliseconds(longest / 2 + random() % longest));
        }
      }
    });
  }
  for (std::thread& owner : owners) owner.join();
  return losses[0] + losses[1];
}

TEST(TwoOwnersOnKafka, ContestAnAreaAndLoseNothing) {
  const std::uint32_t contests = std::getenv("KOPPEL_LONG") != nullptr ? 200 : 5;
  constexpr std::uint32_t kContestsAnArea = 10;
  constexpr std::uint32_t kFactsAContest = 30;
  std::uint32_t lost = 0;
  for (std::uint32_t first = 0; first < contests; first += kContestsAnArea) {
    const auto place = the_broker().unused_area();
    const std::uint32_t here = std::min(kContestsAnArea, contests - first);
    for (std::uint32_t at = 1; at <= here; ++at) {
      lost += contest(place, std::to_string(at), kFactsAContest * at);
    }
    expect_whole(place, kFactsAContest * here);
  }
  std::cout << contests << " contests, an area lost " << lost << " times\n";
  EXPECT_GT(lost, 0U);
}

}  // namespace
}  // namespace koppel
