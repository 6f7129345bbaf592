// Claim: a journal made embedded moves to Kafka and back with the bytes it has, an engine on Kafka
// goes on where it came to, and what comes back is what that engine made. Shown on a real broker
// with the real binary.
#include "tests/integration/kafka_broker.h"
#include "tests/integration/koppel_process.h"
#include "tests/integration/stored_frames.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include <httplib.h>

namespace koppel {
namespace {

constexpr int kLooks = 100;

class AJournalOnKafka : public testing::Test {
 protected:
  AJournalOnKafka() {
    auto facts = sample_facts();
    for (std::string& fact : facts) {
      const std::string area = "\"area\":\"AM11\"";
      fact.replace(fact.find(area), area.size(), "\"area\":\"AM01\"");
    }
    const auto most = facts.begin() + static_cast<std::ptrdiff_t>(facts.size() - 100);
    write_lines(directory_ / "most.jsonl", {facts.begin(), most});
    write_lines(directory_ / "rest.jsonl", {most, facts.end()});
    write_lines(passphrase_, {"a passphrase of the suite"});
    // One area and one partition of each topic, so that an engine has nothing else to own.
    const auto areas = directory_ / "areas.json";
    write_lines(areas, {R"({"areas":[{"code":"AM01","name":"One","partition":0}]})"});
    write_lines(settings_, {"kafka.prefix = \"" + prefix_ + "\"", "monitor = \"0\""});
    const auto made = the_broker().topics("--areas " + areas.string() + " --prefix " + prefix_);
    EXPECT_EQ(made.code, 0) << made.text;
  }

  [[nodiscard]] Ended in(const std::filesystem::path& data,
                         const std::vector<std::string>& command,
                         Surroundings::Stop stop = Surroundings::Stop::kNotAsked) const {
    std::vector<std::string> all{
        "--data", data.string(), "--config", settings_.string(), "--area", "AM01"};
    all.insert(all.end(), command.begin(), command.end());
    return run_koppel(all, {.stop = stop});
  }

  [[nodiscard]] std::vector<std::string> sealed(std::vector<std::string> command) const {
    command.insert(command.end(), {"--passphrase-file", passphrase_.string()});
    return command;
  }

  [[nodiscard]] static std::vector<std::string> on_kafka(std::vector<std::string> command) {
    command.insert(command.end(), {"--kafka", the_broker().servers()});
    return command;
  }

  // What it owns, how far it came, and how far behind its inputs it is.
  void expect_monitored(const KoppelProcess& running) const {
    const std::string mark = " port=";
    const std::size_t at = running.err().find(mark);
    ASSERT_NE(at, std::string::npos) << running.err();
    httplib::Client client("127.0.0.1", std::stoi(running.err().substr(at + mark.size())));
    const std::string lag =
        "\nkoppel_input_lag{area=\"AM01\",input=\"" + prefix_ + ".participants.v1\"} 0\n";
    std::string figures;
    for (int look = 0; look < kLooks && figures.find(lag) == std::string::npos; ++look) {
      rest(std::chrono::milliseconds(100));
      figures = client.Get("/metrics")->body;
    }
    for (const std::string& line : {lag,
                                    std::string("\nkoppel_areas_owned 1\n"),
                                    std::string("\nkoppel_journal_sequence{area=\"AM01\"} ")}) {
      EXPECT_NE(figures.find(line), std::string::npos) << line << figures;
    }
    EXPECT_EQ(figures.find("koppel_commit_seconds_count 0\n"), std::string::npos);
    EXPECT_EQ(client.Get("/health/ready")->status, 200);
  }

  TemporaryDirectory directory_;
  std::filesystem::path here_ = directory_ / "here";
  std::filesystem::path cluster_ = directory_ / "cluster";  // of the processes on Kafka
  std::filesystem::path back_ = directory_ / "back";
  std::filesystem::path passphrase_ = directory_ / "passphrase";
  std::filesystem::path settings_ = directory_ / "koppel.toml";
  std::string prefix_ = testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(AJournalOnKafka, MovesThereGoesOnAndMovesBack) {
  const auto facts = [&](const char* name) {
    return std::vector<std::string>{"import", "facts", "--future", (directory_ / name).string()};
  };
  ASSERT_EQ(in(here_, facts("most.jsonl")).code, 0);
  const std::string there = (directory_ / "there").string();
  const Ended left = in(here_, sealed({"export", "journal", there}));
  ASSERT_EQ(left.code, 0) << left.err;

  // Asked to stop it leaves the topic as it was.
  const Ended stopped = in(
      cluster_, on_kafka(sealed({"import", "journal", there})), Surroundings::Stop::kAskedBefore);
  EXPECT_EQ(stopped.code, 130) << stopped.err;
  EXPECT_NE(stopped.err.find("; nothing came into AM01"), std::string::npos) << stopped.err;

  const Ended arrived = in(cluster_, on_kafka(sealed({"import", "journal", there})));
  ASSERT_EQ(arrived.code, 0) << arrived.err;
  EXPECT_EQ(arrived.out, left.out);

  // It comes into an empty area only.
  const Ended refused = in(cluster_, on_kafka(sealed({"import", "journal", there})));
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("already"), std::string::npos) << refused.err;

  // And back, without anything in between: the same bytes.
  const std::string first = (directory_ / "first").string();
  const Ended halted = in(
      cluster_, on_kafka(sealed({"export", "journal", first})), Surroundings::Stop::kAskedBefore);
  EXPECT_EQ(halted.code, 130) << halted.err;
  EXPECT_FALSE(std::filesystem::exists(first));
  const Ended returned = in(cluster_, on_kafka(sealed({"export", "journal", first})));
  ASSERT_EQ(returned.code, 0) << returned.err;
  EXPECT_EQ(returned.out, left.out);
  const Ended home = in(back_, sealed({"import", "journal", first}));
  ASSERT_EQ(home.code, 0) << home.err;
  EXPECT_EQ(frames_in(back_ / "AM01"), frames_in(here_ / "AM01"));
  EXPECT_EQ(digest_in(back_), digest_in(here_));

  // An engine on Kafka owns it, tells what was never told, and what it makes moves back too.
  {
    KoppelProcess running({"--data",
                           cluster_.string(),
                           "--config",
                           settings_.string(),
                           "run",
                           "--confirm-clock",
                           "--kafka",
                           the_broker().servers()});
    ASSERT_TRUE(running.says("AM01: owned")) << running.err();
    expect_monitored(running);
    running.send(SIGTERM);
    const Ended ended = running.wait();
    EXPECT_EQ(ended.code, 0) << ended.err;
  }
  const std::string second = (directory_ / "second").string();
  const Ended grown = in(cluster_, on_kafka(sealed({"export", "journal", second})));
  ASSERT_EQ(grown.code, 0) << grown.err;
  std::filesystem::rename(back_ / "AM01", directory_ / "away");
  const Ended again = in(back_, sealed({"import", "journal", second}));
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(again.out, grown.out);
  EXPECT_EQ(verify_in(back_).code, 0);
  const auto before = frames_in(here_ / "AM01");
  const auto after = frames_in(back_ / "AM01");
  EXPECT_GT(after.size(), before.size());
  for (const auto& [sequence, bytes] : before) EXPECT_EQ(after.at(sequence), bytes) << sequence;
  // Embedded it goes on as any other.
  EXPECT_TRUE(in(back_, facts("rest.jsonl")).out.starts_with("taken "));
  EXPECT_EQ(verify_in(back_).code, 0);
}

TEST_F(AJournalOnKafka, IsNotToBeHadWhereThereIsNone) {
  const std::string file = (directory_ / "none").string();
  const Ended ended = in(cluster_, on_kafka(sealed({"export", "journal", file})));
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace koppel
