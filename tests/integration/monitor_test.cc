// Claim: a running koppel tells how it does: figures that grow with what it takes, healths that
// turn when its loop stands or the process ends, and a log; and none of it names anybody. Shown
// with the real binary as a child, asked over HTTP.
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <poll.h>

namespace koppel {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds kPatience{30};

class TheMonitor : public testing::Test {
 protected:
  TheMonitor() {
    write_lines(facts_, sample_facts());
    std::ofstream(settings_) << "monitor = \"0\"\nlog_level = \"debug\"\nlog_format = \"json\"\n";
  }

  [[nodiscard]] std::vector<std::string> words(const std::vector<std::string>& command) const {
    std::vector<std::string> all{"--data", data_.string(), "--config", settings_.string()};
    all.insert(all.end(), command.begin(), command.end());
    return all;
  }

  // Starts it, and waits until it runs.
  void start() {
    running_ = std::make_unique<KoppelProcess>(words({"run", "--confirm-clock"}));
    ASSERT_TRUE(running_->says("running; "));
    const std::string said = running_->err();
    const std::string mark = "\"port\":";
    const std::size_t at = said.find(mark);
    ASSERT_NE(at, std::string::npos) << said;
    port_ = std::stoi(said.substr(at + mark.size()));
  }

  [[nodiscard]] httplib::Result get(const std::string& path) const {
    httplib::Client client("127.0.0.1", port_);
    client.set_connection_timeout(kPatience);
    client.set_read_timeout(kPatience);
    return client.Get(path);
  }

  // The value of a line of /metrics that begins so; -1 when there is none.
  [[nodiscard]] double figure(const std::string& name) const {
    const auto answer = get("/metrics");
    if (!answer) return -1;
    const std::size_t at = answer->body.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(answer->body.substr(at + name.size() + 2));
  }

  // Whether the path comes to answer that.
  [[nodiscard]] bool comes_to(const std::string& path, int status, const std::string& body) const {
    const auto until = steady_clock::now() + kPatience;
    while (steady_clock::now() < until) {
      const auto answer = get(path);
      if (answer && answer->status == status && answer->body == body) return true;
      (void)::poll(nullptr, 0, 100);
    }
    return false;
  }

  TemporaryDirectory directory_;
  std::filesystem::path data_ = directory_ / "data";
  std::filesystem::path facts_ = directory_ / "facts.jsonl";
  std::filesystem::path settings_ = directory_ / "koppel.toml";
  std::unique_ptr<KoppelProcess> running_;
  int port_ = 0;
};

TEST_F(TheMonitor, CountsWhatARunTakes) {
  start();
  EXPECT_EQ(figure("koppel_areas_owned"), 0);
  const auto facts = sample_facts();
  ASSERT_EQ(run_koppel(words({"import", "facts", "--future", facts_.string()})).code, 0);
  EXPECT_EQ(figure(R"(koppel_facts_total{area="AM11",outcome="taken"})"), facts.size());
  EXPECT_EQ(figure("koppel_areas_owned"), 1);
  EXPECT_EQ(figure(R"(koppel_input_lag{input="socket"})"), 0);
  EXPECT_GT(figure("koppel_commit_seconds_count"), 3);
  EXPECT_GT(figure("koppel_commit_seconds_sum"), 0);
  const double sequence = figure(R"(koppel_journal_sequence{area="AM11"})");
  const auto digest = nlohmann::json::parse(digest_in(data_));
  EXPECT_EQ(sequence, digest.at("sequence").get<double>());
  const auto again = directory_ / "again.jsonl";
  write_lines(again, {facts.begin(), facts.begin() + 100});
  ASSERT_EQ(run_koppel(words({"import", "facts", "--future", again.string()})).code, 0);
  EXPECT_EQ(figure(R"(koppel_facts_total{area="AM11",outcome="repeat"})"), 100);
}

TEST_F(TheMonitor, CountsTheRefusedByReason) {
  start();
  const std::string fact =
      R"({"source":"suite","id":"1","area":"AM11","occurredAt":"2126-11-02T08:00:00Z",)"
      R"("consultantRegistered":{"consultant":"9000000000000000001","caseloadMax":25}})";
  write_lines(facts_, {fact});
  ASSERT_EQ(run_koppel(words({"import", "facts", facts_.string()})).code, 6);
  EXPECT_EQ(figure(R"(koppel_facts_total{area="AM11",outcome="refused"})"), 1);
  EXPECT_EQ(figure(R"(koppel_facts_refused_total{area="AM11",reason="occurred_in_future"})"), 1);
  EXPECT_TRUE(running_->says(R"("event":"a fact was refused","area":"AM11")"));
}

TEST_F(TheMonitor, IsReadyUntilTheLoopStandsAndAgainWhenItGoesOn) {
  start();
  EXPECT_TRUE(comes_to("/health/ready", 200, "{\"standing\":\"ready\"}\n"));
  if (!running_->stop_first_thread()) GTEST_SKIP() << "this system lets nobody stop a thread";
  EXPECT_TRUE(comes_to("/health/ready", 503, "{\"standing\":\"silent\"}\n"));
  EXPECT_TRUE(comes_to("/health/live", 200, "{\"standing\":\"silent\"}\n"));
  EXPECT_GT(figure("koppel_last_tick_seconds"), 4.5);
  running_->let_first_thread_go_on();
  EXPECT_TRUE(comes_to("/health/ready", 200, "{\"standing\":\"ready\"}\n"));
}

TEST_F(TheMonitor, IsGoneWithTheEngine) {
  start();
  running_->send(SIGTERM);
  EXPECT_EQ(running_->wait().code, 0);
  EXPECT_FALSE(get("/health/live"));
}

TEST_F(TheMonitor, EndsTheStartWhenItsAddressIsTaken) {
  start();
  std::ofstream(settings_) << "monitor = \"" << port_ << "\"\n";
  const Ended ended = run_koppel(
      {"--data", (directory_ / "other").string(), "--config", settings_.string(), "run"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.err.find("cannot be listened at"), std::string::npos) << ended.err;
}

TEST_F(TheMonitor, IsOffUnlessConfigured) {
  std::ofstream(settings_) << "log_format = \"json\"\n";
  KoppelProcess running(words({"run"}));
  ASSERT_TRUE(running.says("running; "));
  running.send(SIGTERM);
  EXPECT_EQ(running.wait().err.find("monitor"), std::string::npos);
}

TEST_F(TheMonitor, HearsNothingButItsThreeQuestions) {
  start();
  httplib::Client client("127.0.0.1", port_);
  EXPECT_EQ(client.Get("/")->status, 404);
  EXPECT_EQ(client.Post("/metrics", std::string(100'000, 'x'), "text/plain")->status, 413);
  EXPECT_EQ(client.Delete("/health/live")->status, 404);
  EXPECT_EQ(get("/health/live")->status, 200);
}

// Every id, name, place and word of a fact that is long enough not to occur by chance.
void collect(const nlohmann::json& json, std::set<std::string>& words) {
  if (json.is_structured()) {
    for (const auto& one : json) collect(one, words);
  } else if (json.is_string()) {
    const auto& text = json.get_ref<const std::string&>();
    const bool of_these_days = text.starts_with("2026-") || text.starts_with("2027-");
    if (text.size() >= 6 && !of_these_days) words.insert(text);
  }
}

TEST_F(TheMonitor, NamesNobody) {
  start();
  ASSERT_EQ(run_koppel(words({"import", "facts", facts_.string()})).code, 0);
  std::set<std::string> words_of_facts;
  for (const std::string& line : read_lines(facts_)) {
    collect(nlohmann::json::parse(line), words_of_facts);
  }
  ASSERT_GT(words_of_facts.size(), 500U);
  const std::string figures = get("/metrics")->body;
  running_->send(SIGTERM);
  const Ended ended = running_->wait();
  for (const std::string& word : words_of_facts) {
    EXPECT_EQ(figures.find(word), std::string::npos) << word;
    EXPECT_EQ(ended.err.find(word), std::string::npos) << word;
  }
  for (std::size_t begin = 0; begin < ended.err.size();) {
    const std::size_t end = ended.err.find('\n', begin);
    const auto line = nlohmann::json::parse(ended.err.substr(begin, end - begin), nullptr, false);
    EXPECT_TRUE(line.is_object() && line.contains("time") && line.contains("level"))
        << ended.err.substr(begin, end - begin);
    begin = end + 1;
  }
}

}  // namespace
}  // namespace koppel
