#pragma once

#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace koppel {

// A real data directory with a part of the sample, to be put out of order and looked at.
class DoctorStage : public ::testing::Test {
 protected:
  void SetUp() override {
    ::umask(S_IRWXG | S_IRWXO);  // as koppel does: what the test writes there is its owner's alone
    const std::filesystem::path facts = temporary_ / "facts.jsonl";
    write_lines(facts, sample_facts());
    ASSERT_EQ(run_koppel({"--data", data_, "import", "facts", facts.string()}).code, 0);
  }

  // That command on that directory.
  [[nodiscard]] Ended koppel(const std::vector<std::string>& words) const {
    std::vector<std::string> all{"--data", data_};
    all.insert(all.end(), words.begin(), words.end());
    return run_koppel(all);
  }

  [[nodiscard]] std::filesystem::path in_data(const std::string& name) const {
    return std::filesystem::path(data_) / name;
  }

  // A run that lives until it has made the checkpoint of its day.
  void make_a_checkpoint() {
    KoppelProcess run({"--data", data_, "run", "--confirm-clock"});
    ASSERT_TRUE(run.says("running"));
    while (!std::filesystem::exists(in_data("checkpoints/AM11"))) {
      ASSERT_FALSE(run.ends_within(std::chrono::milliseconds(50)));
    }
    run.send(SIGTERM);
    ASSERT_EQ(run.wait().code, 0);
  }

  [[nodiscard]] Ended doctor(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"--data", data_, "--json", "doctor"};
    words.insert(words.end(), more.begin(), more.end());
    return run_koppel(words);
  }

  // What was found not to be good: check, health and remedy.
  static std::map<std::string, std::string> ills(const Ended& ended) {
    std::map<std::string, std::string> ills;
    std::istringstream lines(ended.out);
    for (std::string line; std::getline(lines, line);) {
      const auto finding = nlohmann::json::parse(line);
      if (finding.at("health") == "good") continue;
      EXPECT_NE(finding.at("remedy"), "") << line;
      ills[finding.at("check")] = finding.at("health");
    }
    return ills;
  }

  using Ills = std::map<std::string, std::string>;

  TemporaryDirectory temporary_;
  std::string data_ = (temporary_ / "data").string();
};

}  // namespace koppel
