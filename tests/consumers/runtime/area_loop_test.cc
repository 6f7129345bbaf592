// Claim: a process that runs an area on a shared log takes every record of its inputs once, in
// whatever process it goes on; leaves a refusal for what is no fact; stops when an input lost
// something, until an operator accepts that; and once fenced waits for a mandate. Shown on a log in
// memory.
#include "consumers/runtime/area_loop.h"

#include "engine/codec/cloud_event.h"
#include "tests/support/log_check.h"
#include "tests/support/log_example.h"

#include <gtest/gtest.h>

#include <vector>

namespace koppel::log_example {
namespace {

LogRecord record_of(const Incoming& incoming, AreaTopic topic) {
  return {.topic = topic,
          .key = "AM11",
          .value = incoming.original,
          .headers = {{"content-type", "application/json"}},
          .time = examples::monday()};
}

class ALoop : public testing::Test {
 protected:
  AreaLoop loop_of(Process& process, const AreaLoop::Settings& settings = {}) {
    return {process.ports(),
            founding_by(process.name),
            codec::fact_of,
            [this](std::int64_t /*since_ms*/) { return mandate_; },
            settings};
  }

  void give(const Incoming& incoming, AreaTopic topic = AreaTopic::kEmployers) {
    broker_.give(record_of(incoming, topic));
  }

  // Until nothing is left to take or to read back.
  static void run(AreaLoop& loop, std::uint32_t rounds = 20) {
    for (std::uint32_t round = 0; round < rounds; ++round) loop.run_once(0);
  }

  static std::size_t employers(AreaLoop& loop) {
    return loop.hold().owner().view().market().employers.size();
  }

  MemoryBroker broker_;
  Process one_{broker_, 1};
  Process other_{broker_, 2};
  bool mandate_ = true;
};

TEST_F(ALoop, TakesWhatStandsInItsInputs) {
  AreaLoop loop = loop_of(one_);
  give(employer(1));
  give(employer(1));
  give(place(1, 1), AreaTopic::kPlacements);
  give(place(2, 9), AreaTopic::kPlacements);
  run(loop);
  ASSERT_EQ(loop.state(), AreaLoop::State::kOwning);
  EXPECT_EQ(loop.counts().taken, 2U);
  EXPECT_EQ(loop.counts().repeats, 1U);
  EXPECT_EQ(loop.counts().waiting, 1U);
  EXPECT_EQ(loop.hold().journal().unsettled(), 0U);
}

TEST_F(ALoop, GoesOnElsewhereWhereTheJournalSays) {
  for (std::uint64_t id = 1; id <= 5; ++id) give(employer(id));
  {
    AreaLoop loop = loop_of(one_);
    run(loop);
  }
  give(employer(6));
  AreaLoop loop = loop_of(other_);
  run(loop);
  EXPECT_EQ(employers(loop), 6U);
  EXPECT_EQ(loop.counts().taken, 1U);
  EXPECT_EQ(loop.counts().repeats, 0U);
}

TEST_F(ALoop, TakesNoMoreAtOnceThanABatch) {
  AreaLoop loop = loop_of(one_, {.facts_a_batch = 2});
  for (std::uint64_t id = 1; id <= 5; ++id) give(employer(id));
  loop.run_once(0);
  ASSERT_EQ(loop.state(), AreaLoop::State::kOwning);
  loop.run_once(0);
  EXPECT_EQ(loop.counts().taken, 2U);
  run(loop);
  EXPECT_EQ(loop.counts().taken, 5U);
}

TEST_F(ALoop, RefusesWhatIsNoFactAndGoesOn) {
  AreaLoop loop = loop_of(one_);
  LogRecord poison = record_of(employer(1), AreaTopic::kAnswers);
  poison.value = "{";
  broker_.give(poison);
  poison.value.reset();
  broker_.give(poison);
  give(employer(2));
  run(loop);
  EXPECT_EQ(loop.counts().refused, 2U);
  EXPECT_EQ(loop.counts().taken, 1U);
  const Seen seen = look_at(broker_);
  std::vector<FactRefused> refused;
  for (const Entry& entry : seen.entries) {
    if (const auto* one = std::get_if<FactRefused>(&entry.body)) refused.push_back(*one);
  }
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].reason, RefusalReason::kUnreadable);
  EXPECT_TRUE(refused[0].original_hash.is_set());
  EXPECT_EQ(broker_.committed(AreaTopic::kRefused).size(), 2U);
}

TEST_F(ALoop, StopsWhereAnInputLostSomethingUntilThatIsAccepted) {
  for (std::uint64_t id = 1; id <= 5; ++id) give(employer(id));
  {
    AreaLoop loop = loop_of(one_);
    run(loop);
    loop.release();
  }
  give(employer(6));
  give(employer(7));
  broker_.expire(AreaTopic::kEmployers, 6);
  AreaLoop loop = loop_of(one_);
  run(loop, 200);
  ASSERT_EQ(loop.state(), AreaLoop::State::kStopped);
  EXPECT_TRUE(loop.error()->what.starts_with("input_lost")) << loop.error()->what;
  loop.accept_gaps();
  run(loop);
  ASSERT_EQ(loop.state(), AreaLoop::State::kOwning);
  EXPECT_EQ(employers(loop), 6U);
  std::uint32_t accepted = 0;
  const Seen seen = look_at(broker_);
  for (const Entry& entry : seen.entries) {
    const auto* fact = std::get_if<Fact>(&entry.body);
    if (fact == nullptr) continue;
    if (const auto* gap = std::get_if<InputGapAccepted>(&fact->body)) {
      ++accepted;
      EXPECT_EQ(gap->from, 5U);
      EXPECT_EQ(gap->to, 6U);
    }
  }
  EXPECT_EQ(accepted, 1U);
}

TEST_F(ALoop, WaitsForAMandateOnceItWasFenced) {
  AreaLoop loop = loop_of(one_);
  AreaLoop next = loop_of(other_);
  run(loop);
  run(next);
  mandate_ = false;
  give(employer(1));
  run(loop, 200);
  EXPECT_EQ(loop.state(), AreaLoop::State::kWaiting);
  EXPECT_EQ(loop.error()->failure, PortFailure::kLocked);
  EXPECT_EQ(loop.counts().lost, 1U);
  run(next);
  EXPECT_EQ(next.counts().taken, 1U);
  mandate_ = true;
  run(loop, 200);
  EXPECT_EQ(loop.state(), AreaLoop::State::kOwning);
  EXPECT_EQ(employers(loop), 1U);
}

TEST_F(ALoop, LeavesRowsThatNothingHasToBeFoldedBehind) {
  AreaLoop loop = loop_of(one_);
  give(employer(1));
  loop.run_once(0);
  loop.run_once(0);
  loop.release();
  EXPECT_EQ(loop.state(), AreaLoop::State::kWaiting);
  std::string head;
  ASSERT_TRUE(one_.rows
                  .read_rows([&](std::string_view, std::string_view value) {
                    head = value;
                    return Journal::Next::kStop;
                  })
                  .has_value());
  EXPECT_EQ(codec::read_head(head)->sequence, look_at(broker_).head.sequence);
  loop.run_once(0);
  EXPECT_EQ(loop.state(), AreaLoop::State::kOwning);
}

TEST_F(ALoop, StopsWhenTheClockRanFarAheadUntilThatIsConfirmed) {
  {
    AreaLoop loop = loop_of(one_);
    run(loop);
  }
  one_.clock.pass(40 * kDayMs);
  AreaLoop loop = loop_of(one_);
  run(loop, 200);
  ASSERT_EQ(loop.state(), AreaLoop::State::kStopped);
  EXPECT_TRUE(loop.error()->what.starts_with("clock_unconfirmed"));
  loop.confirm_clock();
  run(loop);
  EXPECT_EQ(loop.state(), AreaLoop::State::kOwning);
}

// A broker that is not there.
class UnreachableLog final : public AreaLog {
 public:
  std::expected<std::string, LogError> cluster_id() override {
    ++asked;
    return gone();
  }

  std::expected<void, LogError> init(AreaProducer) override { return gone(); }

  std::expected<void, LogError> begin(AreaProducer) override { return gone(); }

  std::expected<void, LogError> produce(AreaProducer, const LogRecord&) override { return gone(); }

  std::expected<std::vector<std::int64_t>, LogError> flush(AreaProducer) override { return gone(); }

  std::expected<CommitAnswer, LogError> commit(AreaProducer) override { return gone(); }

  std::expected<void, LogError> abort(AreaProducer) override { return gone(); }

  std::expected<void, LogError> seek(AreaTopic, std::int64_t) override { return gone(); }

  std::expected<std::vector<StandingRecord>, LogError> poll(std::span<const AreaTopic>,
                                                            std::size_t,
                                                            std::int64_t) override {
    return gone();
  }

  std::expected<std::int64_t, LogError> position(AreaTopic) override { return gone(); }

  std::expected<LogBounds, LogError> bounds(AreaTopic) override { return gone(); }

  std::uint32_t asked = 0;

 private:
  static std::unexpected<LogError> gone() {
    return std::unexpected(LogError{.what = "nobody answers", .remedy = "start the broker"});
  }
};

TEST_F(ALoop, TriesAgainEverMoreSeldomAndSaysWhy) {
  UnreachableLog log;
  const AreaHold::Ports ports{.log = log,
                              .rows = one_.rows,
                              .wrapping = one_.wrapping,
                              .clock = one_.clock,
                              .timeout_ms = kTimeoutMs};
  AreaLoop loop(ports, founding_by("one"), codec::fact_of, [](std::int64_t) { return true; });
  const auto tries_in = [&](std::int64_t ms) {
    const std::uint32_t before = log.asked;
    const std::int64_t since_ms = one_.clock.monotonic_ms();
    while (one_.clock.monotonic_ms() - since_ms < ms) loop.run_once(0);
    return log.asked - before;
  };
  EXPECT_GE(tries_in(10'000), 4U);
  tries_in(100'000);
  const std::uint32_t later = tries_in(100'000);
  EXPECT_GE(later, 10U);
  EXPECT_LE(later, 21U);
  EXPECT_EQ(loop.state(), AreaLoop::State::kWaiting);
  EXPECT_EQ(loop.error()->what, "nobody answers");
}

}  // namespace
}  // namespace koppel::log_example
