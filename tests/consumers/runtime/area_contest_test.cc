// Claim: however the acquisitions of two contenders for one area are interleaved, every fact is
// once in the journal and once outside. All schedules of a bounded length are gone through; in
// each, whoever is left takes the area afterwards and must find everything whole.
#include "consumers/runtime/area_turns.h"
#include "tests/support/memory_area_log.h"
#include "tests/support/test_frames.h"

#include <gtest/gtest.h>

#include <array>
#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace koppel {
namespace {

constexpr std::uint32_t kFacts = 2;
constexpr std::int64_t kTimeoutMs = 50;

// Moves on whenever it is read, so that waiting ends.
class TickingClock final : public Clock {
 public:
  Instant wall() override { return {.ms = 1'800'000'000'000}; }

  std::int64_t monotonic_ms() override { return now_ms_ += 10; }

 private:
  std::int64_t now_ms_ = 0;
};

// Lets one of two threads run at a time, as the schedule says; after its end the first one left.
class Baton {
 public:
  explicit Baton(std::vector<std::size_t> schedule) : schedule_(std::move(schedule)) {}

  void step(std::size_t me) {
    std::unique_lock lock(guard_);
    pass(me);
    turn_.wait(lock, [&] { return whose() == me; });
    holds_[me] = true;
  }

  void finish(std::size_t me) {
    const std::unique_lock lock(guard_);
    pass(me);
    done_[me] = true;
    turn_.notify_all();
  }

 private:
  void pass(std::size_t me) {
    if (!std::exchange(holds_[me], false)) return;
    if (at_ < schedule_.size()) ++at_;
    turn_.notify_all();
  }

  [[nodiscard]] std::size_t whose() {
    while (at_ < schedule_.size() && done_[schedule_[at_]]) ++at_;
    if (at_ < schedule_.size()) return schedule_[at_];
    return done_[0] ? 1 : 0;
  }

  std::mutex guard_;
  std::condition_variable turn_;
  std::vector<std::size_t> schedule_;
  std::size_t at_ = 0;
  std::array<bool, 2> done_{};
  std::array<bool, 2> holds_{};
};

enum class Order : std::uint8_t {
  kAsDesigned,
  kSecondFirst  // initialises .1 before .0: the mutation
};

// A log whose every effect is a step of the schedule.
class ScheduledLog final : public AreaLog {
 public:
  ScheduledLog(MemoryBroker& broker, Baton& baton, std::size_t me, Order order)
      : log_(broker), baton_(&baton), me_(me), order_(order) {}

  std::expected<std::string, LogError> cluster_id() override { return log_.cluster_id(); }

  std::expected<void, LogError> init(AreaProducer producer) override {
    baton_->step(me_);
    if (order_ == Order::kAsDesigned) return log_.init(producer);
    return log_.init(producer == AreaProducer::kFirst ? AreaProducer::kSecond
                                                      : AreaProducer::kFirst);
  }

  std::expected<void, LogError> begin(AreaProducer producer) override {
    return step().begin(producer);
  }

  std::expected<void, LogError> produce(AreaProducer producer, const LogRecord& record) override {
    return log_.produce(producer, record);
  }

  std::expected<std::vector<std::int64_t>, LogError> flush(AreaProducer producer) override {
    return step().flush(producer);
  }

  std::expected<CommitAnswer, LogError> commit(AreaProducer producer) override {
    return step().commit(producer);
  }

  std::expected<void, LogError> abort(AreaProducer producer) override {
    return step().abort(producer);
  }

  std::expected<void, LogError> seek(AreaTopic topic, std::int64_t offset) override {
    return log_.seek(topic, offset);
  }

  std::expected<std::vector<StandingRecord>, LogError> poll(std::span<const AreaTopic> topics,
                                                            std::size_t most,
                                                            std::int64_t wait_ms) override {
    return step().poll(topics, most, wait_ms);
  }

  std::expected<std::int64_t, LogError> position(AreaTopic topic) override {
    return log_.position(topic);
  }

  // With the poll before it, one step: whatever is asked of the broker is asked at one moment.
  std::expected<LogBounds, LogError> bounds(AreaTopic topic) override { return log_.bounds(topic); }

 private:
  MemoryAreaLog& step() {
    baton_->step(me_);
    return log_;
  }

  MemoryAreaLog log_;
  Baton* baton_;
  std::size_t me_;
  Order order_;
};

constexpr Instant kWritten{.ms = 1};

enum class End : std::uint8_t {
  kComplete,
  kLostTheArea
};

// Acquires once, and takes what facts are left.
End own(AreaLog& log, const std::string& author) {
  TickingClock clock;
  TestFold fold;
  const auto judge = [&](const StandingRecord& record) { return fold.judge(record); };
  auto turns = AreaTurns::acquire(log, clock, kTimeoutMs);
  if (!turns) return End::kLostTheArea;
  if (!turns->catch_up(AreaTopic::kJournal, 0, [&](const auto& record) { fold.judge(record); })) {
    return End::kLostTheArea;
  }
  std::uint32_t fact = fold.taken;
  std::string head = fold.head;
  if (!turns->claim(written({.previous = head, .name = author, .fact = 0}, kWritten))) {
    return End::kLostTheArea;
  }
  head = author;
  while (!turns->admitted()) {
    if (!turns->read_back(judge)) return End::kLostTheArea;
  }
  while (fact < kFacts || turns->unsettled() > 0) {
    if (fact < kFacts) {
      const std::string name = author + "." + std::to_string(++fact);
      const LogRecord told{.topic = AreaTopic::kProposals,
                           .key = "AM11",
                           .value = name,
                           .headers = {},
                           .time = {.ms = 1}};
      Sending sending;
      sending.frames = {written({.previous = head, .name = name, .fact = fact}, kWritten)};
      sending.outward = {told};
      if (!turns->send(std::move(sending))) return End::kLostTheArea;
      head = name;
    }
    if (!turns->read_back(judge)) return End::kLostTheArea;
  }
  return End::kComplete;
}

struct Seen {
  std::uint64_t schedules = 0;
  std::uint64_t not_once = 0;      // a fact missing or twice in the valid chain
  std::uint64_t extra = 0;         // told outside, belonging to no valid frame
  std::uint64_t missing = 0;       // a valid frame nobody was told of
  std::uint64_t not_complete = 0;  // the one left alone did not finish
  std::uint64_t fought = 0;        // schedules in which somebody lost the area
};

void contest(std::uint64_t bits, std::size_t length, Order order, Seen& seen) {
  std::vector<std::size_t> schedule;
  for (std::size_t at = 0; at < length; ++at) schedule.push_back(bits >> at & 1U);
  MemoryBroker broker;
  Baton baton(schedule);
  std::array<End, 2> ends{};
  std::array<std::thread, 2> contenders;
  for (const std::size_t me : {0UL, 1UL}) {
    contenders[me] = std::thread([&, me] {
      ScheduledLog log(broker, baton, me, order);
      ends[me] = own(log, std::string(1, static_cast<char>('a' + me)));
      baton.finish(me);
    });
  }
  for (std::thread& contender : contenders) contender.join();
  MemoryAreaLog alone(broker);
  ++seen.schedules;
  if (own(alone, "z") != End::kComplete) ++seen.not_complete;
  if (ends[0] == End::kLostTheArea || ends[1] == End::kLostTheArea) ++seen.fought;
  TestFold fold;
  for (const auto& record : broker.committed(AreaTopic::kJournal)) fold.judge(record);
  if (fold.facts != std::vector<std::uint32_t>{1, 2}) ++seen.not_once;
  std::map<std::string, std::uint32_t> told;
  for (const auto& record : broker.committed(AreaTopic::kProposals)) ++told[*record.record.value];
  for (const auto& [name, times] : told) {
    if (times != 1 || !fold.names.contains(name)) ++seen.extra;
  }
  for (const std::string& name : fold.names) {
    if (!told.contains(name)) ++seen.missing;
  }
}

Seen every_contest(std::size_t length, Order order) {
  Seen seen;
  for (std::uint64_t bits = 0; bits < std::uint64_t{1} << length; ++bits) {
    contest(bits, length, order, seen);
  }
  return seen;
}

// An acquisition up to its claim read back is seven steps: two init, a poll, begin, flush, commit,
// a poll. So 14 hold every interleaving of two.
std::size_t length_of_schedules() {
  return std::getenv("KOPPEL_LONG") != nullptr ? 17 : 14;
}

TEST(TwoContenders, InAnyInterleavingLeaveEveryFactOnceAndToldOnce) {
  const Seen seen = every_contest(length_of_schedules(), Order::kAsDesigned);
  RecordProperty("schedules", std::to_string(seen.schedules));
  EXPECT_GT(seen.fought, 0U);
  EXPECT_EQ(seen.not_complete, 0U);
  EXPECT_EQ(seen.not_once, 0U);
  EXPECT_EQ(seen.extra, 0U);
  EXPECT_EQ(seen.missing, 0U);
}

LogRecord fact_after(const std::string& previous, const std::string& name, std::uint32_t fact) {
  return written({.previous = previous, .name = name, .fact = fact}, kWritten);
}

// One owner takes all; another acquires where the journal seems to be empty, and takes what it
// believes to be left. What the journal then comes to.
std::vector<std::uint32_t> facts_after_a_stale_end(Chaining chaining) {
  MemoryBroker broker;
  MemoryAreaLog first(broker);
  EXPECT_EQ(own(first, "a"), End::kComplete);
  broker.show_up_to(AreaTopic::kJournal, 0);
  MemoryAreaLog second(broker);
  TickingClock clock;
  TestFold fold{.chaining = chaining};
  const auto judge = [&](const StandingRecord& record) { return fold.judge(record); };
  auto turns = AreaTurns::acquire(second, clock, kTimeoutMs).value();
  EXPECT_TRUE(turns.catch_up(AreaTopic::kJournal, 0, judge));
  const std::uint32_t taken = fold.taken;
  broker.show_all();
  EXPECT_TRUE(turns.claim(fact_after(fold.head, "b", 0)));
  bool standing = true;
  while (standing && !turns.admitted()) standing = turns.read_back(judge).has_value();
  for (std::uint32_t fact = taken + 1; standing && fact <= kFacts; ++fact) {
    Sending sending;
    sending.frames = {fact_after("b", "b." + std::to_string(fact), fact)};
    standing = turns.send(std::move(sending)).has_value();
  }
  TestFold all{.chaining = chaining};
  for (const auto& record : broker.committed(AreaTopic::kJournal)) all.judge(record);
  return all.facts;
}

TEST(AStaleEnd, LeavesEveryFactOnceWhereVoidFramesArePassedOver) {
  EXPECT_EQ(facts_after_a_stale_end(Chaining::kHeld), (std::vector<std::uint32_t>{1, 2}));
}

TEST(AStaleEnd, TakesFactsTwiceWhereVoidFramesAreNotPassedOver) {
  EXPECT_EQ(facts_after_a_stale_end(Chaining::kIgnored), (std::vector<std::uint32_t>{1, 2, 1, 2}));
}

}  // namespace
}  // namespace koppel
