// Claim: the log in memory does what a broker does to transactions, and fails as one may.
#include "tests/support/memory_area_log.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace koppel {
namespace {

using enum AreaProducer;
constexpr std::array kJournalAlone{AreaTopic::kJournal};

LogRecord record(const std::string& value, AreaTopic topic = AreaTopic::kJournal) {
  return {.topic = topic, .key = "AM11", .value = value, .headers = {}, .time = {.ms = 1}};
}

class ABrokerInMemory : public testing::Test {
 protected:
  ABrokerInMemory() {
    EXPECT_TRUE(log_.init(kFirst) && log_.init(kSecond));
    EXPECT_TRUE(log_.seek(AreaTopic::kJournal, 0));
  }

  void open(AreaProducer producer, const std::string& value) {
    EXPECT_TRUE(log_.begin(producer) && log_.produce(producer, record(value)));
    EXPECT_TRUE(log_.flush(producer));
  }

  std::vector<std::string> read() {
    std::vector<std::string> values;
    const auto records = log_.poll(kJournalAlone, 100, 0).value();
    for (const StandingRecord& one : records) {
      values.push_back(*one.record.value);
    }
    return values;
  }

  using Values = std::vector<std::string>;
  MemoryBroker broker_;
  MemoryAreaLog log_{broker_};
};

TEST_F(ABrokerInMemory, ShowsNothingBehindAnOpenTransaction) {
  open(kFirst, "a");
  open(kSecond, "b");
  EXPECT_EQ(log_.commit(kSecond).value(), CommitAnswer::kClean);
  EXPECT_EQ(read(), Values{});
  EXPECT_EQ(log_.bounds(AreaTopic::kJournal)->stable, 0);
  EXPECT_EQ(log_.commit(kFirst).value(), CommitAnswer::kClean);
  EXPECT_EQ(read(), (Values{"a", "b"}));
  EXPECT_EQ(log_.position(AreaTopic::kJournal).value(), 4);
}

TEST_F(ABrokerInMemory, PassesOverWhatWasAborted) {
  open(kFirst, "a");
  EXPECT_TRUE(log_.abort(kFirst));
  open(kFirst, "b");
  EXPECT_TRUE(log_.commit(kFirst));
  EXPECT_EQ(read(), Values{"b"});
}

TEST_F(ABrokerInMemory, FencesAndAbortsTheOlderHolder) {
  open(kFirst, "a");
  MemoryAreaLog other(broker_);
  EXPECT_TRUE(other.init(kFirst));
  EXPECT_EQ(log_.commit(kFirst).error().failure, LogFailure::kFenced);
  EXPECT_EQ(read(), Values{});
  EXPECT_EQ(log_.bounds(AreaTopic::kJournal)->stable, 2);
}

TEST_F(ABrokerInMemory, WritesMarkersLaterAndTheSuccessorWaitsForThem) {
  broker_.write_markers(MemoryBroker::Markers::kLater);
  open(kFirst, "a");
  EXPECT_TRUE(log_.commit(kFirst));
  EXPECT_EQ(read(), Values{});
  MemoryAreaLog other(broker_);
  EXPECT_TRUE(other.init(kFirst));
  EXPECT_EQ(read(), Values{"a"});
}

TEST_F(ABrokerInMemory, MayHaveCommittedWhatItDidNotAnswer) {
  open(kFirst, "a");
  broker_.lose_next_answer();
  EXPECT_EQ(log_.commit(kFirst).error().failure, LogFailure::kUnknown);
  EXPECT_EQ(read(), Values{"a"});
}

TEST_F(ABrokerInMemory, TearsATransactionByALateEnd) {
  open(kFirst, "a");
  broker_.send_next_end_twice(MemoryBroker::Notice::kNotices);
  EXPECT_EQ(log_.commit(kFirst).value(), CommitAnswer::kDirty);
  open(kFirst, "half");
  broker_.deliver_late();
  EXPECT_EQ(read(), (Values{"a", "half"}));
}

TEST_F(ABrokerInMemory, FencesALateEndOfAnOlderHolder) {
  open(kFirst, "a");
  broker_.delay_next_end();
  EXPECT_FALSE(log_.commit(kFirst));
  EXPECT_TRUE(log_.init(kFirst));
  open(kFirst, "b");
  broker_.deliver_late();
  EXPECT_EQ(read(), Values{});
}

TEST_F(ABrokerInMemory, LosesATailAndOpensAgainWhatOnlyLostItsMarker) {
  open(kFirst, "a");
  EXPECT_TRUE(log_.commit(kFirst));
  broker_.lose_tail(AreaTopic::kJournal, 1);
  EXPECT_EQ(log_.bounds(AreaTopic::kJournal)->stable, 0);
  broker_.lose_tail(AreaTopic::kJournal, 1);
  EXPECT_EQ(log_.bounds(AreaTopic::kJournal)->high, 0);
}

TEST_F(ABrokerInMemory, ShowsAStaleEnd) {
  open(kFirst, "a");
  EXPECT_TRUE(log_.commit(kFirst));
  broker_.show_up_to(AreaTopic::kJournal, 0);
  EXPECT_EQ(read(), Values{});
  broker_.show_all();
  EXPECT_EQ(read(), Values{"a"});
}

}  // namespace
}  // namespace koppel
