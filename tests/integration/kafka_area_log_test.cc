// Claim: on a real broker KafkaAreaLog does what engine/ports/area_log.h says, call by call.
#include "consumers/kafka/kafka_area_log.h"

#include "tests/integration/kafka_broker.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace koppel {
namespace {

using enum AreaProducer;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::array kJournalAlone{AreaTopic::kJournal};
constexpr Instant kTime{.ms = 1'800'000'000'123};

LogRecord record(const std::string& value, AreaTopic topic = AreaTopic::kJournal) {
  return {.topic = topic, .key = "AM11", .value = value, .headers = {}, .time = kTime};
}

std::unique_ptr<KafkaAreaLog> open(const KafkaSettings& settings, KafkaAreaLog::Place place) {
  auto log = KafkaAreaLog::open(KafkaCluster::make(settings, {}).value(), place);
  EXPECT_TRUE(log.has_value()) << log.error().what;
  return std::move(*log);
}

std::string text_of(const LogError& error) {
  static constexpr std::array kNames{"unavailable", "abortable", "fenced", "unknown"};
  return std::string(kNames[static_cast<std::size_t>(error.failure)]) + ": " + error.what;
}

// "", or what went wrong.
template <typename Value>
std::string wrong(const std::expected<Value, LogError>& answer) {
  return answer ? std::string() : text_of(answer.error());
}

class AnAreaOnKafka : public testing::Test {
 protected:
  AnAreaOnKafka() : place_(the_broker().unused_area()), log_(another()) {}

  std::unique_ptr<KafkaAreaLog> another() { return open(the_broker().settings(), place_); }

  void init(KafkaAreaLog& log) {
    EXPECT_EQ(wrong(log.init(kFirst)), "");
    EXPECT_EQ(wrong(log.init(kSecond)), "");
  }

  std::vector<std::int64_t> put(KafkaAreaLog& log,
                                AreaProducer producer,
                                const std::vector<LogRecord>& records) {
    EXPECT_EQ(wrong(log.begin(producer)), "");
    for (const LogRecord& one : records) EXPECT_EQ(wrong(log.produce(producer, one)), "");
    const auto offsets = log.flush(producer);
    EXPECT_EQ(wrong(offsets), "");
    return offsets.value_or(std::vector<std::int64_t>());
  }

  void commit(KafkaAreaLog& log, AreaProducer producer) {
    const auto answer = log.commit(producer);
    EXPECT_EQ(wrong(answer), "");
    EXPECT_EQ(answer.value_or(CommitAnswer::kDirty), CommitAnswer::kClean);
  }

  // Reads on to the end of the log. No transaction may stay open: a commit is answered before its
  // marker is written, and until then the log is readable only up to that transaction.
  std::vector<StandingRecord> read(KafkaAreaLog& log, AreaTopic topic = AreaTopic::kJournal) {
    std::vector<StandingRecord> all;
    const auto until = steady_clock::now() + seconds(30);
    while (steady_clock::now() < until) {
      const auto got = log.poll(std::span(&topic, 1), 100, 100);
      EXPECT_EQ(wrong(got), "");
      if (got) all.insert(all.end(), got->begin(), got->end());
      const auto bounds = log.bounds(topic);
      EXPECT_EQ(wrong(bounds), "");
      if (bounds && log.position(topic).value() >= bounds->high) return all;
    }
    ADD_FAILURE() << "the end was not reached";
    return all;
  }

  static std::vector<std::string> values_of(const std::vector<StandingRecord>& records) {
    std::vector<std::string> values;
    for (const auto& one : records) values.push_back(one.record.value.value_or("(none)"));
    return values;
  }

  using Values = std::vector<std::string>;
  using Offsets = std::vector<std::int64_t>;
  KafkaAreaLog::Place place_;
  std::unique_ptr<KafkaAreaLog> log_;
};

TEST_F(AnAreaOnKafka, KnowsItsCluster) {
  const auto id = log_->cluster_id();
  ASSERT_EQ(wrong(id), "");
  EXPECT_EQ(id->size(), 22U);
  EXPECT_EQ(*another()->cluster_id(), *id);
}

TEST_F(AnAreaOnKafka, ReadsBackWhatWasCommittedWithItsOffsets) {
  init(*log_);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  EXPECT_EQ(put(*log_, kFirst, {record("a"), record("b")}), (Offsets{0, 1}));
  commit(*log_, kFirst);
  const Offsets later = put(*log_, kSecond, {record("c")});  // before or behind .0's marker
  ASSERT_EQ(later.size(), 1U);
  EXPECT_GE(later[0], 2);
  commit(*log_, kSecond);
  const auto records = read(*log_);
  ASSERT_EQ(values_of(records), (Values{"a", "b", "c"}));
  EXPECT_EQ(records[0].offset, 0);
  EXPECT_EQ(records[2].offset, later[0]);
  EXPECT_EQ(log_->position(AreaTopic::kJournal).value(), 5);
}

TEST_F(AnAreaOnKafka, AnswersFlushByFlushInTheOrderOfProducing) {
  init(*log_);
  EXPECT_EQ(wrong(log_->begin(kFirst)), "");
  EXPECT_EQ(wrong(log_->produce(kFirst, record("keys", AreaTopic::kKeys))), "");
  EXPECT_EQ(log_->flush(kFirst).value(), Offsets{0});
  EXPECT_EQ(log_->flush(kFirst).value(), Offsets{});
  Offsets expected;
  for (std::int64_t at = 0; at < 500; ++at) {
    EXPECT_EQ(wrong(log_->produce(kFirst, record(std::to_string(at)))), "");
    expected.push_back(at);
  }
  EXPECT_EQ(log_->flush(kFirst).value(), expected);
  EXPECT_EQ(wrong(log_->produce(kFirst, record("told", AreaTopic::kProposals))), "");
  commit(*log_, kFirst);  // sends what is left
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kProposals, 0)), "");
  EXPECT_EQ(values_of(read(*log_, AreaTopic::kProposals)), Values{"told"});
}

TEST_F(AnAreaOnKafka, PassesOverWhatWasAborted) {
  init(*log_);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  put(*log_, kFirst, {record("gone")});
  EXPECT_EQ(wrong(log_->abort(kFirst)), "");
  EXPECT_EQ(values_of(read(*log_)), Values{});
  EXPECT_EQ(log_->position(AreaTopic::kJournal).value(), 2);
  put(*log_, kFirst, {record("stays")});
  commit(*log_, kFirst);
  EXPECT_EQ(values_of(read(*log_)), Values{"stays"});
}

TEST_F(AnAreaOnKafka, ShowsNothingBehindAnOpenTransaction) {
  init(*log_);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  put(*log_, kFirst, {record("a")});
  put(*log_, kSecond, {record("b")});
  commit(*log_, kSecond);
  LogBounds open = log_->bounds(AreaTopic::kJournal).value();
  while (open.high < 3)
    open = log_->bounds(AreaTopic::kJournal).value();  // the marker is on its way
  EXPECT_EQ(open.start, 0);
  EXPECT_EQ(open.stable, 0);
  EXPECT_TRUE(log_->poll(kJournalAlone, 10, 300)->empty());
  commit(*log_, kFirst);
  EXPECT_EQ(values_of(read(*log_)), (Values{"a", "b"}));
  EXPECT_EQ(log_->bounds(AreaTopic::kJournal)->stable, 4);
}

TEST_F(AnAreaOnKafka, FencesTheOlderHolderAndAbortsWhatItHadOpen) {
  init(*log_);
  put(*log_, kFirst, {record("open")});
  const auto other = another();
  EXPECT_EQ(wrong(other->init(kFirst)), "");
  EXPECT_EQ(log_->commit(kFirst).error().failure, LogFailure::kFenced);
  EXPECT_EQ(log_->begin(kFirst).error().failure, LogFailure::kFenced);
  EXPECT_EQ(wrong(other->seek(AreaTopic::kJournal, 0)), "");
  EXPECT_EQ(values_of(read(*other)), Values{});
  EXPECT_EQ(other->position(AreaTopic::kJournal).value(), 2);
  put(*log_, kSecond, {record("of the other id")});  // not fenced by it
  commit(*log_, kSecond);
}

TEST_F(AnAreaOnKafka, FencesAProduceOfTheOlderHolder) {
  init(*log_);
  EXPECT_EQ(wrong(log_->begin(kFirst)), "");
  const auto other = another();
  EXPECT_EQ(wrong(other->init(kFirst)), "");
  EXPECT_EQ(wrong(log_->produce(kFirst, record("late"))), "");
  EXPECT_EQ(log_->flush(kFirst).error().failure, LogFailure::kFenced);
  EXPECT_EQ(log_->abort(kFirst).error().failure, LogFailure::kFenced);
  EXPECT_EQ(wrong(log_->init(kFirst)), "");  // made anew, and the other one is fenced now
  EXPECT_EQ(wrong(other->begin(kFirst)), "");
  EXPECT_EQ(wrong(other->produce(kFirst, record("late"))), "");
  EXPECT_EQ(other->commit(kFirst).error().failure, LogFailure::kFenced);
}

TEST_F(AnAreaOnKafka, KeepsKeysHeadersTombstonesAndTimes) {
  init(*log_);
  const LogRecord whole{.topic = AreaTopic::kKeys,
                        .key = "person\0one",
                        .value = std::string("\0bytes\xff", 7),
                        .headers = {{"ce_id", "a/1"}, {"ce_id", "twice"}, {"empty", ""}},
                        .time = kTime};
  const LogRecord tombstone{
      .topic = AreaTopic::kKeys, .key = "gone", .value = {}, .headers = {}, .time = {.ms = 7}};
  const LogRecord empty{
      .topic = AreaTopic::kKeys, .key = "", .value = "", .headers = {}, .time = kTime};
  put(*log_, kFirst, {whole, tombstone, empty});
  commit(*log_, kFirst);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kKeys, 0)), "");
  const auto records = read(*log_, AreaTopic::kKeys);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].record.key, whole.key);
  EXPECT_EQ(records[0].record.value, whole.value);
  EXPECT_EQ(records[0].record.headers, whole.headers);
  EXPECT_EQ(records[0].record.time, kTime);
  EXPECT_EQ(records[0].record.topic, AreaTopic::kKeys);
  EXPECT_EQ(records[1].record.value, std::nullopt);
  EXPECT_EQ(records[1].record.time.ms, 7);
  EXPECT_EQ(records[2].record.value, std::string());
}

TEST_F(AnAreaOnKafka, SeeksBackAndForth) {
  init(*log_);
  std::vector<LogRecord> many;
  for (int at = 0; at < 50; ++at) many.push_back(record(std::to_string(at)));
  put(*log_, kFirst, many);
  commit(*log_, kFirst);
  for (const std::int64_t from : {0, 40, 10, 49, 0}) {
    EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, from)), "");
    EXPECT_EQ(log_->position(AreaTopic::kJournal).value(), from);
    const auto records = read(*log_);
    ASSERT_EQ(records.size(), 50U - static_cast<std::size_t>(from));
    EXPECT_EQ(records.front().offset, from);
  }
}

// librdkafka forgets a partition of a topic not known yet when it is assigned anew.
TEST_F(AnAreaOnKafka, ReadsOnHoweverSoonItIsSoughtAgain) {
  init(*log_);
  put(*log_, kFirst, {record("a")});
  commit(*log_, kFirst);
  for (int pause_ms = 0; pause_ms < 20; pause_ms += 2) {
    log_ = another();
    for (int times = 0; times < 3; ++times) {
      EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
      rest(milliseconds(pause_ms));
    }
    EXPECT_EQ(values_of(log_->poll(kJournalAlone, 10, 10'000).value()), Values{"a"}) << pause_ms;
  }
}

TEST_F(AnAreaOnKafka, HandsOverAtMostSoManyAndEachTopicByItself) {
  init(*log_);
  put(*log_, kFirst, {record("j0"), record("j1"), record("j2"), record("k0", AreaTopic::kKeys)});
  commit(*log_, kFirst);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kKeys, 0)), "");
  Values got;
  while (got.size() < 3) {
    const auto records = log_->poll(kJournalAlone, 2, 5'000).value();
    ASSERT_FALSE(records.empty());
    ASSERT_LE(records.size(), 2U);
    for (const auto& value : values_of(records)) got.push_back(value);
  }
  EXPECT_EQ(got, (Values{"j0", "j1", "j2"}));
  EXPECT_EQ(values_of(read(*log_, AreaTopic::kKeys)), Values{"k0"});
  EXPECT_EQ(log_->position(AreaTopic::kAnswers).error().failure, LogFailure::kUnknown);
}

TEST_F(AnAreaOnKafka, WaitsForAFirstRecordAndNoLonger) {
  init(*log_);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  const auto began = steady_clock::now();
  EXPECT_TRUE(log_->poll(kJournalAlone, 10, 300)->empty());
  const auto waited = steady_clock::now() - began;
  EXPECT_GE(waited, milliseconds(300));
  EXPECT_LT(waited, milliseconds(1'500));
  put(*log_, kFirst, {record("a")});
  commit(*log_, kFirst);
  EXPECT_EQ(values_of(log_->poll(kJournalAlone, 10, 10'000).value()), Values{"a"});
}

TEST_F(AnAreaOnKafka, DoesNotMoveAnOffsetThatTheLogDoesNotHold) {
  init(*log_);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 3)), "");
  EXPECT_TRUE(log_->poll(kJournalAlone, 10, 1'000)->empty());
  EXPECT_EQ(log_->position(AreaTopic::kJournal).value(), 3);
  EXPECT_EQ(log_->bounds(AreaTopic::kJournal)->high, 0);
  put(*log_, kFirst, {record("0"), record("1"), record("2"), record("3")});
  commit(*log_, kFirst);
  EXPECT_EQ(values_of(read(*log_)), Values{"3"});  // the log has it now
}

TEST_F(AnAreaOnKafka, RefusesARecordThatIsTooLargeAndTheTransactionWithIt) {
  init(*log_);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  EXPECT_EQ(wrong(log_->begin(kFirst)), "");
  EXPECT_EQ(wrong(log_->produce(kFirst, record("small"))), "");
  const auto large = log_->produce(kFirst, record(std::string(3'000'000, 'x')));
  EXPECT_EQ(large.error().failure, LogFailure::kAbortable);
  EXPECT_EQ(log_->commit(kFirst).error().failure, LogFailure::kAbortable);
  EXPECT_EQ(wrong(log_->abort(kFirst)), "");
  put(*log_, kFirst, {record("next")});
  commit(*log_, kFirst);
  EXPECT_EQ(values_of(read(*log_)), Values{"next"});
}

TEST_F(AnAreaOnKafka, SaysUnknownWhenATransactionIsInAnotherState) {
  EXPECT_EQ(log_->begin(kFirst).error().failure, LogFailure::kUnknown);
  init(*log_);
  EXPECT_EQ(log_->commit(kFirst).error().failure, LogFailure::kUnknown);
  EXPECT_EQ(wrong(log_->begin(kFirst)), "");
  EXPECT_EQ(log_->begin(kFirst).error().failure, LogFailure::kUnknown);
}

TEST_F(AnAreaOnKafka, NamesAPartitionThatIsNotThere) {
  place_.partition = 4'000;
  const auto outside = another();
  const auto made = outside->init(kFirst);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().failure, LogFailure::kUnavailable);
  EXPECT_NE(made.error().what.find("has no partition 4000"), std::string::npos);
  EXPECT_EQ(made.error().remedy, "make it: deploy/topics");
}

// R1: the answer to EndTxn is late, librdkafka asks again, and is answered well.
TEST_F(AnAreaOnKafka, CallsACommitDirtyWhoseRequestTimedOutUntilItIsInitialisedAnew) {
  log_ = open(the_broker().settings({{"socket.timeout.ms", "1000"}}), place_);
  init(*log_);
  put(*log_, kFirst, {record("a")});
  the_broker().freeze();
  std::thread thawing([] {
    rest(milliseconds(4'500));  // librdkafka looks for what timed out every two seconds at worst
    the_broker().thaw();
  });
  const auto answer = log_->commit(kFirst);
  thawing.join();
  EXPECT_EQ(wrong(answer), "");
  EXPECT_EQ(answer.value_or(CommitAnswer::kClean), CommitAnswer::kDirty);
  EXPECT_EQ(wrong(log_->init(kFirst)), "");
  put(*log_, kFirst, {record("b")});
  commit(*log_, kFirst);
  EXPECT_EQ(wrong(log_->seek(AreaTopic::kJournal, 0)), "");
  EXPECT_EQ(values_of(read(*log_)), (Values{"a", "b"}));
}

// Nothing answers at all for longer than the transaction may take.
TEST_F(AnAreaOnKafka, SaysUnknownWithinTheTimeOfATransactionWhenNoAnswerComes) {
  const KafkaSettings::Wishes hasty{
      .brokers = the_broker().servers(),
      .call_ms = 1'500,
      .librdkafka = {{"socket.timeout.ms", "1000"}, {"transaction.timeout.ms", "3000"}}};
  log_ = open(KafkaSettings::of(hasty).value(), place_);
  init(*log_);
  put(*log_, kFirst, {record("a")});
  the_broker().freeze();
  const auto began = steady_clock::now();
  const auto answer = log_->commit(kFirst);
  const auto took = steady_clock::now() - began;
  const auto made = log_->init(kFirst);  // the producer that waits for EndTxn is destroyed by it
  const auto made_after = steady_clock::now() - began - took;
  the_broker().thaw();
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().failure, LogFailure::kUnknown) << answer.error().what;
  EXPECT_LT(took, seconds(8));
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().failure, LogFailure::kUnavailable);
  EXPECT_LT(made_after, seconds(5));
  while (!log_->init(kFirst)) rest(milliseconds(100));
  put(*log_, kFirst, {record("b")});
  commit(*log_, kFirst);
}

TEST(NoBroker, IsUnavailableWithinTheTimeOfACall) {
  const KafkaSettings nobody =
      KafkaSettings::of({.brokers = "127.0.0.1:1", .call_ms = 1'500}).value();
  const auto log = open(nobody, {.area = AreaId(11), .partition = 10});
  const auto bounded = [](const auto& call) {
    const auto began = steady_clock::now();
    const auto answer = call();
    EXPECT_LT(steady_clock::now() - began, seconds(5));
    EXPECT_EQ(answer.error().failure, LogFailure::kUnavailable) << answer.error().what;
  };
  bounded([&] { return log->cluster_id(); });
  bounded([&] { return log->init(kFirst); });
  bounded([&] { return log->init(kFirst); });
  bounded([&] { return log->bounds(AreaTopic::kJournal); });
  EXPECT_EQ(wrong(log->seek(AreaTopic::kJournal, 0)), "");
  EXPECT_TRUE(log->poll(kJournalAlone, 10, 100)->empty());
}

}  // namespace
}  // namespace koppel
