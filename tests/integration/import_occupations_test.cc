// Claim: `import esco` and `import onet` open placements of real occupations that simulated people
// with such experience are matched with; a repeat leaves no entry; what cannot be used is told with
// the promised exit code. Shown with the real binary on our excerpt of the published tables.
#include "tests/consumers/intake/excerpt.h"
#include "tests/integration/koppel_process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace koppel {
namespace {

class ImportOccupations : public ::testing::Test {
 protected:
  [[nodiscard]] Ended koppel(const std::vector<std::string>& words) const {
    std::vector<std::string> all{"--data", data_.string(), "--json"};
    all.insert(all.end(), words.begin(), words.end());
    return run_koppel(all);
  }

  [[nodiscard]] Ended import(const std::string& origin,
                             const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{
        "import", origin, excerpt_.path().string(), "--areas", "AM11", "--placements", "20"};
    words.insert(words.end(), more.begin(), more.end());
    return koppel(words);
  }

  [[nodiscard]] Ended import_facts(const std::string& lines) const {
    const std::filesystem::path file = excerpt_.path() / "facts.jsonl";
    std::ofstream(file, std::ios::binary) << lines;
    return koppel({"import", "facts", "--future", file.string()});
  }

  static void expect_all_taken(const Ended& ended) {
    EXPECT_EQ(ended.code, 0) << ended.err;
    const auto counts = nlohmann::json::parse(ended.out);
    EXPECT_GT(counts["taken"], 0);
    EXPECT_EQ(counts["refused"], 0);
    EXPECT_EQ(counts["unreadable"], 0);
    EXPECT_EQ(counts["waiting"], 0);
  }

  [[nodiscard]] std::vector<nlohmann::json> proposals() const {
    std::vector<nlohmann::json> proposals;
    std::istringstream lines(koppel({"proposals"}).out);
    for (std::string line; std::getline(lines, line);) {
      proposals.push_back(nlohmann::json::parse(line));
    }
    return proposals;
  }

  Excerpt excerpt_;
  std::filesystem::path data_ = excerpt_.path() / "data";
};

TEST_F(ImportOccupations, ARepeatLeavesNoEntry) {
  expect_all_taken(import("esco"));
  expect_all_taken(import("onet"));
  const std::string before = digest_in(data_);
  for (const std::string origin : {"esco", "onet"}) {
    const Ended again = import(origin);
    EXPECT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(nlohmann::json::parse(again.out)["taken"], 0) << again.out;
  }
  EXPECT_EQ(digest_in(data_), before);
  EXPECT_EQ(verify_in(data_).code, 0);
}

// The other number of places makes another input, so that nothing is passed over by its position.
TEST_F(ImportOccupations, ATrialCountsAsTheImportDoesAndRecordsNothing) {
  const Ended trial = import("esco", {"--dry-run"});
  EXPECT_EQ(trial.code, 0) << trial.err;
  EXPECT_NE(trial.err.find("nothing is recorded; for good: koppel "), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(data_));
  EXPECT_EQ(import("esco").out, trial.out);
}

TEST_F(ImportOccupations, MorePlacesAddOnlyWhatIsNew) {
  expect_all_taken(import("esco"));
  const Ended more =
      koppel({"import", "esco", excerpt_.path().string(), "--areas", "AM11", "--placements", "30"});
  EXPECT_EQ(more.code, 0) << more.err;
  const auto counts = nlohmann::json::parse(more.out);
  EXPECT_EQ(counts["refused"], 0) << more.out;
  const auto market = nlohmann::json::parse(koppel({"inspect", "market"}).out);
  EXPECT_EQ(market["placements_open"], 30);
}

TEST_F(ImportOccupations, WhatIsPrintedIsWhatIsImported) {
  const Ended printed = import("esco", {"--print"});
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_FALSE(std::filesystem::exists(data_));
  expect_all_taken(import_facts(printed.out));
  const std::string from_facts = digest_in(data_);
  std::filesystem::remove_all(data_);
  expect_all_taken(import("esco"));
  EXPECT_EQ(digest_in(data_), from_facts);
}

TEST_F(ImportOccupations, PeopleWithExperienceAreMatchedByInterestsSkillsAndLevels) {
  expect_all_taken(import("esco"));
  const Ended people = run_koppel({"simulate",
                                   "--participants",
                                   "40",
                                   "--placements",
                                   "0",
                                   "--first-day",
                                   "2026-10-05",
                                   "--occupations",
                                   excerpt_.path().string()});
  ASSERT_EQ(people.code, 0) << people.err;
  expect_all_taken(import_facts(people.out));
  auto made = proposals();
  ASSERT_GE(made.size(), 8);
  made.resize(std::min<std::size_t>(made.size(), 30));  // enough to show it
  std::set<std::string> used;
  std::set<std::string> skills;
  for (const auto& proposal : made) {
    const auto explained = nlohmann::json::parse(koppel({"explain", proposal["proposal"]}).out);
    for (const auto& part : explained["parts"]) {
      if (part["points"] == 0) continue;
      used.insert(part["part"]);
      if (part["part"] != "competences") continue;
      for (const auto& line : part["lines"]) skills.insert(line["label"]);
    }
  }
  for (const std::string part : {"interests", "competences", "trainable_gap"}) {
    EXPECT_TRUE(used.contains(part)) << part;
  }
  EXPECT_TRUE(skills.contains("work in teams")) << "a label of the imported taxonomy";
}

TEST_F(ImportOccupations, WhatIsNotUsedIsListedAndTheSourcesAreNamed) {
  excerpt_.append("onet/Job Zones.txt", "47-2111.00\tElectricians\tlow\t\t\n");
  const Ended ended = import("onet");
  EXPECT_EQ(ended.code, 6) << ended.err;
  for (const std::string told :
       {"not used: postcode 9791 9792, of a municipality Glas in Groningen",
        "not used: onet/Job Zones.txt, line 6: has no job zone from 1 to 5",
        "This service uses the ESCO classification of the European Commission.",
        "CC BY 4.0"}) {
    EXPECT_NE(ended.err.find(told), std::string::npos) << told << "\n" << ended.err;
  }
}

TEST_F(ImportOccupations, WhatCannotBeReadIsToldWithWhatToDo) {
  struct Wrong {
    std::vector<std::string> words;
    int code;
    std::string says;
  };

  excerpt_.write("nl/4pp.csv", "id,postcode\n");
  const std::string path = excerpt_.path().string();
  const std::vector<Wrong> wrong{
      {.words = {"import", "esco", path + "/none"}, .code = 1, .says = "cannot read " + path},
      {.words = {"import", "onet", path}, .code = 3, .says = "line 1: has no column"},
      {.words = {"import", "esco", path, "--areas", "Almere"}, .code = 2, .says = "is no area"},
      {.words = {"import", "esco"}, .code = 2, .says = "DIR"},
      {.words = {"simulate", "--occupations", path + "/none"}, .code = 1, .says = "cannot read"},
  };
  for (const Wrong& each : wrong) {
    const Ended ended = koppel(each.words);
    EXPECT_EQ(ended.code, each.code) << ended.err;
    EXPECT_NE(ended.err.find(each.says), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("  what to do: "), std::string::npos) << ended.err;
  }
  EXPECT_FALSE(std::filesystem::exists(data_));
}

TEST_F(ImportOccupations, APipeWhereATableShouldBeHoldsNobodyUp) {
  excerpt_.remove("onet/Skills.txt");
  ASSERT_EQ(::mkfifo((excerpt_.path() / "onet/Skills.txt").c_str(), S_IRUSR | S_IWUSR), 0);
  for (const std::string origin : {"esco", "onet"}) {
    KoppelProcess child(
        {"--data", data_.string(), "import", origin, excerpt_.path().string(), "--areas", "AM11"});
    ASSERT_TRUE(child.ends_within(std::chrono::seconds(60)));
    const Ended ended = child.wait();
    EXPECT_EQ(ended.code, 1) << ended.err;
    EXPECT_NE(ended.err.find("Skills.txt is no file"), std::string::npos) << ended.err;
  }
}

TEST_F(ImportOccupations, ATableThatLostItsRowsIsRefusedAndTheWholeOneTakenAfterwards) {
  const std::string table = "esco/occupation_skill_relations_by_label.csv";
  const std::filesystem::path whole = excerpt_.path() / "whole.csv";
  std::filesystem::copy(excerpt_.path() / table, whole);
  excerpt_.write(table, "occupationUri,relationType,skillLabel\n");
  const Ended refused = import("esco");
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_NE(refused.err.find("has skills of 0 of 6 occupations"), std::string::npos) << refused.err;
  std::filesystem::rename(whole, excerpt_.path() / table);
  expect_all_taken(import("esco"));
}

}  // namespace
}  // namespace koppel
