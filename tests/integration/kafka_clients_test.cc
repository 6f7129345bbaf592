// Claim: who knows our topics by proto/asyncapi.yaml alone reads what it promises, on a real
// broker: the example consumer, killed again and again, ends with the free seats of the market;
// kcat and Kafka's own consumers see the same messages with the headers promised, and what was
// given up never.
#include "engine/codec/cloud_event.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"
#include "engine/ports/area_topic.h"
#include "tests/integration/free_seats.h"
#include "tests/integration/kafka_broker.h"
#include "tests/integration/told_topics.h"
#include "tests/support/api_document.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

using std::chrono::milliseconds;

constexpr KafkaAreaLog::Place kPlace{.area = examples::ToldHistory::kArea, .partition = 10};
constexpr std::uint64_t kSeed = 1;
constexpr std::array kTold{
    AreaTopic::kProposals, AreaTopic::kReminders, AreaTopic::kPlacementEvents};

bool is_long() {
  return std::getenv("KOPPEL_LONG") != nullptr;  // NOLINT(concurrency-mt-unsafe)
}

std::string topic_of(AreaTopic topic) {
  return topic_name("koppel", topic);
}

// Starts the consumer and kills it, each time after a while of chance, until it is told to end.
class Killer {
 public:
  explicit Killer(FreeSeats& reader) : reader_(reader), thread_([this] { go_on(); }) {}

  Killer(const Killer&) = delete;
  Killer& operator=(const Killer&) = delete;

  ~Killer() { end(); }

  void end() {
    ending_ = true;
    if (thread_.joinable()) thread_.join();
  }

  [[nodiscard]] std::size_t kills() const { return kills_; }

  [[nodiscard]] std::size_t lives_that_wrote() const { return wrote_; }

 private:
  void go_on() {
    std::mt19937 random(static_cast<std::uint32_t>(kSeed));
    while (!ending_) {
      reader_.start();
      rest(milliseconds(100 + (random() % 1'100)));
      if (reader_.kill() == FreeSeats::Life::kWrote) ++wrote_;
      ++kills_;
    }
  }

  FreeSeats& reader_;
  std::atomic<bool> ending_ = false;
  std::atomic<std::size_t> kills_ = 0;
  std::atomic<std::size_t> wrote_ = 0;
  std::thread thread_;
};

// What a client sees of a record: name of header to value; key and timestamp under names of theirs.
using Seen = std::map<std::string, std::string>;
constexpr const char* kKey = "(key)";
constexpr const char* kTime = "(time)";

// "a=b,c=d", with these marks; no value of ours has a comma.
Seen headers_in(const std::string& text, char mark) {
  Seen seen;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t at = part.find(mark);
    if (at != std::string::npos) seen[part.substr(0, at)] = part.substr(at + 1);
  }
  return seen;
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream text(line);
  for (std::string column; std::getline(text, column, '\t');) columns.push_back(column);
  columns.resize(std::max<std::size_t>(columns.size(), 3));
  return columns;
}

std::vector<Seen> by_kcat(AreaTopic topic, const std::string& isolation) {
  const auto answer = run("timeout 120 kcat -C -q -e -o beginning -b " + the_broker().servers() +
                          " -t " + topic_of(topic) + " -p " + std::to_string(kPlace.partition) +
                          " -X isolation.level=" + isolation + " -f '%k\\t%T\\t%h\\n'");
  EXPECT_EQ(answer.code, 0) << answer.text;
  std::vector<Seen> all;
  std::istringstream lines(answer.text);
  for (std::string line; std::getline(lines, line);) {
    const auto columns = columns_of(line);
    all.push_back(headers_in(columns[2], '='));
    all.back()[kKey] = columns[0];
    all.back()[kTime] = columns[1];
  }
  return all;
}

std::string java(const std::string& arguments) {
  return "java -cp '" KOPPEL_KAFKA_LIBS "/*' " + arguments;
}

// A line a record: CreateTime:1, headers, key; a last line says how many there were.
std::vector<Seen> by_console_consumer(AreaTopic topic) {
  const auto answer = run(
      "( timeout 120 " +
      java("org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server " +
           the_broker().servers() + " --topic " + topic_of(topic) + " --partition " +
           std::to_string(kPlace.partition) +
           " --offset earliest --isolation-level read_committed --timeout-ms 5000"
           " --formatter-property print.headers=true --formatter-property print.key=true"
           " --formatter-property print.timestamp=true --formatter-property print.value=false") +
      " 2>/dev/null )");
  std::vector<Seen> all;
  std::istringstream lines(answer.text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("CreateTime:")) continue;
    const auto columns = columns_of(line);
    all.push_back(headers_in(columns[1], ':'));
    all.back()[kKey] = columns[2];
    all.back()[kTime] = columns[0].substr(columns[0].find(':') + 1);
  }
  return all;
}

// Reads until it is ended, and says so in JSON, a line an event.
std::size_t by_verifiable_consumer(AreaTopic topic, const TemporaryDirectory& directory) {
  const auto settings = directory / "consumer.properties";
  std::ofstream(settings) << "isolation.level=read_committed\n";
  const auto answer = run("( timeout 15 " +
                          java("org.apache.kafka.tools.VerifiableConsumer --bootstrap-server " +
                               the_broker().servers() + " --topic " + topic_of(topic) +
                               " --group-id verifiable --command-config " + settings.string()) +
                          " 2>/dev/null )");
  std::size_t records = 0;
  std::istringstream lines(answer.text);
  for (std::string line; std::getline(lines, line);) {
    const auto event = nlohmann::json::parse(line, nullptr, false);
    if (!event.is_object() || event.value("name", "") != "records_consumed") continue;
    records += event.value("count", std::size_t{0});
  }
  return records;
}

// The whole play, once for all tests: topics are told while a consumer is killed again and again.
class ClientsOfTheTopics : public testing::Test {
 protected:
  struct Play {
    TemporaryDirectory directory;
    ToldTopics topics{the_broker().settings(), kPlace, kSeed};
    FreeSeats reader{the_broker().servers(), directory / "seats.sqlite"};
    std::size_t kills = 0;
    std::size_t lives_that_wrote = 0;
  };

  static void SetUpTestSuite() {
    play_ = std::make_unique<Play>();
    const std::size_t facts = is_long() ? 12'000 : 3'000;
    const std::size_t kills = is_long() ? 200 : 25;
    Killer killer(play_->reader);
    // Neither is ahead of the other: the deaths are spread over the whole history.
    while (play_->topics.facts() < facts) {
      play_->topics.play();
      while (killer.kills() * facts < play_->topics.facts() * kills) rest(milliseconds(5));
    }
    play_->topics.finish();
    killer.end();
    play_->kills = killer.kills();
    play_->lives_that_wrote = killer.lives_that_wrote();
  }

  static void TearDownTestSuite() { play_.reset(); }

  static Play& play() { return *play_; }

  // The table a reader must have: seats and free seats of the market, and each message once.
  static std::map<std::string, FreeSeats::Row> expected() {
    std::map<std::string, FreeSeats::Row> rows;
    const auto& messages = play().topics.counts(AreaTopic::kPlacementEvents).messages;
    for (const Placement& placement : play().topics.market().placements) {
      const std::uint32_t seats = placement.details.seats;
      const std::uint32_t taken = placement.closed ? seats : std::min(seats, placement.engaged);
      const std::string id = to_text(placement.id);
      rows[id] = {.seats = seats, .free = seats - taken, .messages = messages.at(id)};
    }
    return rows;
  }

  // As many as were committed, each as the page promises, and no other message among them.
  static void expect_promised(AreaTopic topic, const std::vector<Seen>& seen) {
    const auto& counts = play().topics.counts(topic);
    const ApiChannel channel = read_api_document().at(topic_of(topic));
    EXPECT_EQ(seen.size(), counts.committed);
    std::set<std::string> ids;
    std::size_t closing = 0;
    for (Seen one : seen) {
      const std::string key = one[kKey];
      const Instant time{.ms = std::stoll(one[kTime])};
      one.erase(kKey);
      one.erase(kTime);
      if (key == kClosingKey) {
        ++closing;
        continue;
      }
      EXPECT_EQ(key, to_text(kPlace.area));
      EXPECT_EQ(wrong_headers(channel, one), "");
      EXPECT_EQ(one["ce_time"], to_text(time));
      ids.insert(one["ce_id"]);
    }
    EXPECT_EQ(closing, counts.closing);
    EXPECT_EQ(ids, counts.ids);
  }

 private:
  static inline std::unique_ptr<Play> play_;
};

TEST_F(ClientsOfTheTopics, KeepFreeSeatsExactlyOnceOverEveryDeath) {
  const auto& counts = play().topics.counts(AreaTopic::kPlacementEvents);
  const std::string said = play().reader.once();
  std::cout << play().topics.facts() << " facts, " << play().topics.transactions()
            << " transactions; of places: " << counts.committed << " records committed ("
            << counts.ids.size() << " messages, " << counts.repeats << " sent again, "
            << counts.late << " late, " << counts.closing << " Closing), " << counts.aborted
            << " aborted; killed " << play().kills << " times, " << play().lives_that_wrote
            << " lives wrote; at last: " << said;
  EXPECT_FALSE(said.starts_with("failed")) << said;
  EXPECT_EQ(play().reader.table(), expected());
  EXPECT_GE(play().kills, is_long() ? 200U : 25U);
  EXPECT_GT(play().lives_that_wrote, 5U);
  EXPECT_GT(counts.repeats, 5U);
  EXPECT_GT(counts.late, 5U);
  EXPECT_GT(counts.aborted, 20U);
  EXPECT_GT(counts.closing, 0U);
}

TEST_F(ClientsOfTheTopics, ThatWereNeverKilledHaveTheSameTable) {
  const FreeSeats undisturbed(the_broker().servers(), play().directory / "undisturbed.sqlite");
  const auto& counts = play().topics.counts(AreaTopic::kPlacementEvents);
  EXPECT_TRUE(undisturbed.once().starts_with(
      std::to_string(counts.ids.size()) + " messages taken, " +
      std::to_string(counts.committed - counts.closing - counts.ids.size()) + " repeats dropped"));
  EXPECT_EQ(undisturbed.table(), expected());
  EXPECT_TRUE(undisturbed.once().starts_with("0 messages taken, 0 repeats dropped"));
  EXPECT_EQ(undisturbed.table(), expected());
}

TEST_F(ClientsOfTheTopics, ReadAnotherClusterFromItsBeginningAndDropWhatTheyHad) {
  const FreeSeats moved(the_broker().servers(), play().directory / "moved.sqlite");
  EXPECT_FALSE(moved.once().starts_with("failed"));
  moved.change("UPDATE origin SET cluster = 7");
  const auto& counts = play().topics.counts(AreaTopic::kPlacementEvents);
  const std::string said = moved.once();
  EXPECT_TRUE(said.starts_with("0 messages taken, " +
                               std::to_string(counts.committed - counts.closing) + " repeats"))
      << said;
  EXPECT_EQ(moved.table(), expected());
}

TEST_F(ClientsOfTheTopics, SayWhatTheTopicDoesNotHold) {
  const FreeSeats ahead(the_broker().servers(), play().directory / "ahead.sqlite");
  EXPECT_FALSE(ahead.once().starts_with("failed"));
  ahead.change("UPDATE position SET next = 1000000 WHERE partition = 10");
  const std::string said = ahead.once();
  EXPECT_TRUE(said.starts_with("failed")) << said;
  EXPECT_NE(said.find("koppel.placement-events.v1, partition 10: does not hold the offset"),
            std::string::npos)
      << said;
  EXPECT_EQ(ahead.table(), expected());
}

// In topics of another prefix, which nobody else reads.
TEST_F(ClientsOfTheTopics, EndWithThePlaceOfWhatIsNotAsPromised) {
  ASSERT_EQ(the_broker().topics("--prefix other").code, 0);
  const std::string produce = "printf x | kcat -P -b " + the_broker().servers() +
                              " -t other.placement-events.v1 -p 3 -k AM05 -H ce_type=";
  ASSERT_EQ(run(produce + "koppel.placement.moved.v2").code, 0);  // came later: passed over
  const FreeSeats reader(the_broker().servers(), play().directory / "other.sqlite");
  EXPECT_TRUE(reader.once("--prefix other").starts_with("0 messages taken"));
  ASSERT_EQ(run(produce + "koppel.placement.opened.v1").code, 0);
  const std::string said = reader.once("--prefix other");
  EXPECT_TRUE(said.starts_with("failed")) << said;
  EXPECT_NE(said.find("other.placement-events.v1, partition 3, offset 1: is not as promised"),
            std::string::npos)
      << said;
}

TEST_F(ClientsOfTheTopics, SeeByKcatWhatThePagePromises) {
  for (const AreaTopic topic : kTold) {
    SCOPED_TRACE(topic_of(topic));
    expect_promised(topic, by_kcat(topic, "read_committed"));
    const auto& counts = play().topics.counts(topic);
    EXPECT_EQ(by_kcat(topic, "read_uncommitted").size(), counts.committed + counts.aborted);
  }
}

TEST_F(ClientsOfTheTopics, SeeByTheConsoleConsumerWhatThePagePromises) {
  for (const AreaTopic topic : kTold) {
    SCOPED_TRACE(topic_of(topic));
    expect_promised(topic, by_console_consumer(topic));
  }
}

TEST_F(ClientsOfTheTopics, SeeAsManyByTheVerifiableConsumer) {
  EXPECT_EQ(by_verifiable_consumer(AreaTopic::kPlacementEvents, play().directory),
            play().topics.counts(AreaTopic::kPlacementEvents).committed);
}

// A fact as the page says it may be sent, by kcat; the value is a file's.
TEST_F(ClientsOfTheTopics, SendFactsThatAreTaken) {
  const auto file = play().directory / "fact.json";
  std::ofstream(file) << R"({"source":"suite","id":"1","area":"AM11",)"
                      << R"("occurredAt":"2026-11-02T08:00:00Z",)"
                      << R"("intakeHeld":{"participant":"81985529216486895"}})";
  const auto sent =
      run("kcat -P -b " + the_broker().servers() + " -t " + topic_of(AreaTopic::kParticipants) +
          " -p " + std::to_string(kPlace.partition) + " -k AM11 -H ce_specversion=1.0 -H " +
          "content-type=application/json -H ce_source=suite -H ce_id=1 " + file.string());
  ASSERT_EQ(sent.code, 0) << sent.text;
  const auto cluster = KafkaCluster::make(the_broker().settings(), {}).value();
  const auto log = KafkaAreaLog::open(cluster, kPlace).value();
  ASSERT_TRUE(log->seek(AreaTopic::kParticipants, 0).has_value());
  constexpr std::array kParticipants{AreaTopic::kParticipants};
  const auto records = log->poll(kParticipants, 1, 20'000).value();
  ASSERT_EQ(records.size(), 1U);
  const auto fact = codec::fact_of(records[0].record);
  ASSERT_TRUE(fact.has_value()) << fact.error().why;
  EXPECT_EQ(fact->area, kPlace.area);
  EXPECT_TRUE(std::holds_alternative<IntakeHeld>(fact->body));
}

}  // namespace
}  // namespace koppel
