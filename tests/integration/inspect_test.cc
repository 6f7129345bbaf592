// Claim: what `inspect` shows can be used: a program is told of which area a line is and what was
// masked, ids are those that commands take, and an answer that is empty says why. Shown with the
// real binary on the sample and an area beside it.
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

using nlohmann::json;

class Inspect : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    std::vector<std::string> facts = sample_facts();
    facts.emplace_back(
        R"({"source":"test","id":"1","area":"AM12","occurredAt":"2026-01-05T08:00:00Z",)"
        R"("consultantRegistered":{"consultant":"9","caseloadMax":25}})");
    write_lines(*directory_ / "facts.jsonl", facts);
    ASSERT_EQ(
        koppel({"import", "facts", "--shift-weeks", (*directory_ / "facts.jsonl").string()}).code,
        0);
  }

  static void TearDownTestSuite() { directory_.reset(); }

  static Ended koppel(const std::vector<std::string>& words) {
    std::vector<std::string> all{"--data", (*directory_ / "data").string()};
    all.insert(all.end(), words.begin(), words.end());
    return run_koppel(all);
  }

  static std::vector<json> lines_of(const Ended& ended) {
    EXPECT_EQ(ended.code, 0) << ended.err;
    std::vector<json> lines;
    std::istringstream text(ended.out);
    for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line));
    return lines;
  }

  // An open proposal, as `proposals` lists it.
  static json a_proposal() {
    return lines_of(koppel({"--area", "AM11", "proposals", "--json"})).front();
  }

  static std::unique_ptr<TemporaryDirectory> directory_;
};

std::unique_ptr<TemporaryDirectory> Inspect::directory_;

TEST_F(Inspect, EveryEntrySaysOfWhichAreaItIs) {
  std::set<std::string> areas;
  const Ended ended = koppel({"inspect", "journal", "--json"});
  for (const json& line : lines_of(ended)) areas.insert(line.at("area").get<std::string>());
  EXPECT_EQ(areas, (std::set<std::string>{"AM11", "AM12"}));
  EXPECT_EQ(ended.err, "");
}

TEST_F(Inspect, WhatIsMaskedIsNamedAndTheRestIsWhole) {
  const auto masked = lines_of(koppel({"--area", "AM11", "inspect", "journal", "--json"}));
  const auto shown =
      lines_of(koppel({"--area", "AM11", "inspect", "journal", "--json", "--show-personal"}));
  ASSERT_EQ(masked.size(), shown.size());
  std::size_t named = 0;
  for (std::size_t at = 0; at < masked.size(); ++at) {
    EXPECT_EQ(shown[at].dump().find("\"masked\""), std::string::npos);
    named += masked[at].dump().find("\"masked\"") == std::string::npos ? 0U : 1U;
  }
  EXPECT_GT(named, 100U);
  const auto registered = std::ranges::find_if(masked, [](const json& line) {
    return line.dump().find("participantRegistered") != std::string::npos;
  });
  ASSERT_NE(registered, masked.end());
  EXPECT_NE(registered->dump().find(R"("masked":[)"), std::string::npos) << *registered;
}

TEST_F(Inspect, AProposalNamesBothSidesByTheirIds) {
  const json proposal = a_proposal();
  const auto id = proposal.at("proposal").get<std::string>();
  const auto participant = proposal.at("participant").get<std::string>();
  const auto placement = proposal.at("placement").get<std::string>();
  const Ended text = koppel({"inspect", "entity", id});
  EXPECT_NE(text.out.find("participant=" + participant), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("placement=" + placement), std::string::npos) << text.out;
  const json row = lines_of(koppel({"inspect", "entity", id, "--json"})).front();
  EXPECT_EQ(row.at("area"), "AM11");
  const std::string person = row.at("participant").get<std::string>();
  const json found = lines_of(koppel({"inspect", "entity", participant, "--json"})).front();
  EXPECT_EQ(found.at("id"), person);
  EXPECT_FALSE(found.contains("ordinal")) << found;
  EXPECT_TRUE(found.at("consultant").is_string()) << found;
}

TEST_F(Inspect, AJournalThatEndsBeforeSaysSo) {
  const Ended ended = koppel({"inspect", "journal", "--from", "99999"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.err.find("no entry from 99999 on"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("what to do: "), std::string::npos) << ended.err;
}

TEST_F(Inspect, BeginsAtAnEntryADayOrAMoment) {
  const auto all = lines_of(koppel({"--area", "AM11", "inspect", "journal", "--json"}));
  const auto first_from = [](const std::string& from) {
    return lines_of(koppel(
        {"--area", "AM11", "inspect", "journal", "--json", "--limit", "1", "--from", from}))[0];
  };
  const json& middle = all[all.size() / 2];
  const std::string day = middle.at("recordedAt").get<std::string>().substr(0, 10);
  EXPECT_EQ(first_from(middle.at("sequence")), middle);
  EXPECT_LE(first_from(day).at("recordedAt"), middle.at("recordedAt"));
  EXPECT_LT(day, first_from(middle.at("recordedAt")).at("recordedAt"));
}

TEST_F(Inspect, ATrialTellsWhatWouldBeAndRecordsNothing) {
  const auto id = a_proposal().at("proposal").get<std::string>();
  const Ended before = koppel({"inspect", "digest"});
  const Ended answer = koppel({"answer", id, "accept", "--dry-run"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find(id + ": accept, would be recorded as entry "), std::string::npos)
      << answer.out;
  std::vector<std::string> facts = sample_facts();
  facts.emplace_back("no fact");
  write_lines(*directory_ / "more.jsonl", facts);
  const Ended import =
      koppel({"import", "facts", "--dry-run", (*directory_ / "more.jsonl").string()});
  EXPECT_EQ(import.code, 6) << import.err;
  EXPECT_NE(import.out.find("unreadable 1"), std::string::npos) << import.out;
  EXPECT_NE(import.err.find("nothing is recorded"), std::string::npos) << import.err;
  EXPECT_EQ(koppel({"inspect", "digest"}).out, before.out);
}

TEST_F(Inspect, ATrialInANewDirectoryCountsAsTheImportDoesAndMakesNothing) {
  const auto facts = (*directory_ / "facts.jsonl").string();
  const auto fresh = *directory_ / "fresh";
  const Ended trial = run_koppel({"--data", fresh.string(), "import", "facts", "--dry-run", facts});
  EXPECT_EQ(trial.code, 0) << trial.err;
  EXPECT_FALSE(std::filesystem::exists(fresh));
  const Ended import = run_koppel({"--data", fresh.string(), "import", "facts", facts});
  EXPECT_EQ(trial.out, import.out);
}

TEST_F(Inspect, AProposalThatIsOverIsNotOneThatNeverWas) {
  const auto id = a_proposal().at("proposal").get<std::string>();
  const Ended never = koppel({"answer", "AM11-P99999", "accept"});
  EXPECT_EQ(never.code, 1);
  EXPECT_NE(never.err.find("AM11-P99999 was never made"), std::string::npos) << never.err;
  const std::vector<std::string> words{
      "answer", id, "decline", "--side", "participant", "--reason", "travel"};
  EXPECT_EQ(koppel(words).code, 0);
  const Ended over = koppel(words);
  EXPECT_EQ(over.code, 1);
  EXPECT_NE(over.err.find(id + " is no longer open"), std::string::npos) << over.err;
}

}  // namespace
}  // namespace koppel
