// Claim: `koppel simulate --against` leaves a history that is whole: no fact of it refused, the
// same facts whenever the same is asked, and imported into an empty directory the same markets.
// Shown with the real binary over sixty days in two areas.
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

class ClosedLoop : public ::testing::Test {
 protected:
  [[nodiscard]] static Words simulate(const std::filesystem::path& against, const Words& more) {
    Words words{"simulate",
                "--against",
                against.string(),
                "--participants",
                "60",
                "--placements",
                "30",
                "--days",
                "60",
                "--areas",
                "AM11,AM21"};
    if (std::ranges::find(more, "--first-day") == more.end()) {
      words.insert(words.end(), {"--first-day", "2026-01-05"});
    }
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  [[nodiscard]] static Words simulate_to(const std::filesystem::path& against,
                                         const std::filesystem::path& facts) {
    return simulate(against, {"--json", "--facts", facts.string()});
  }

  // Every kind of fact in that file.
  [[nodiscard]] static std::set<std::string> kinds_in(const std::filesystem::path& facts) {
    std::set<std::string> kinds;
    for (const std::string& line : read_lines(facts)) {
      const Json fact = Json::parse(line);
      for (const auto& [name, value] : fact.items()) {
        if (value.is_object()) kinds.insert(name);
      }
    }
    return kinds;
  }

  TemporaryDirectory directory_;
  std::filesystem::path data_ = directory_ / "data";
  std::filesystem::path facts_ = directory_ / "facts.jsonl";
};

TEST_F(ClosedLoop, NothingIsRefusedAndTheFileImportsToTheSameMarkets) {
  const Ended played = run_koppel(simulate_to(data_, facts_));
  ASSERT_EQ(played.code, 0) << played.err;
  const Json summary = Json::parse(played.out);
  EXPECT_EQ(summary["refused"], 0);
  EXPECT_EQ(summary["facts"], read_lines(facts_).size());
  const std::filesystem::path imported = directory_ / "imported";
  const Ended import = run_koppel(
      {"--data", imported.string(), "import", "facts", "--future", facts_.string(), "--json"});
  ASSERT_EQ(import.code, 0) << import.err;
  EXPECT_EQ(Json::parse(import.out)["taken"], summary["facts"]);
  EXPECT_EQ(digest_in(imported), digest_in(data_));
  EXPECT_EQ(verify_in(data_).code, 0);
}

TEST_F(ClosedLoop, EveryKindOfAnswerOccursAndIsCounted) {
  const Ended played = run_koppel(simulate_to(data_, facts_));
  ASSERT_EQ(played.code, 0) << played.err;
  const std::set<std::string> kinds = kinds_in(facts_);
  for (const std::string kind : {"proposalAccepted",
                                 "proposalDeclined",
                                 "proposalDeferred",
                                 "engagementAgreed",
                                 "engagementStarted",
                                 "engagementEnded",
                                 "followUpAnswered",
                                 "supportArranged"}) {
    EXPECT_TRUE(kinds.contains(kind)) << kind;
  }
  const Json summary = Json::parse(played.out);
  EXPECT_GE(summary["all"]["people"], 60);
  EXPECT_LE(summary["all"]["placed"], summary["all"]["proposed"]);
  EXPECT_GT(summary["all"]["placed"], 0);
  EXPECT_GT(summary["proposals"]["accepted"], 0);
  EXPECT_GT(summary["reminders"]["still_there"], 0);
  for (const Json& group : summary["by_programme"]) EXPECT_GE(group["people"], 10);
}

TEST_F(ClosedLoop, TheSameAgainIsTheSameByteForByte) {
  const Ended first = run_koppel(simulate(data_, {"--quiet"}));
  ASSERT_EQ(first.code, 0) << first.err;
  const Ended second = run_koppel(simulate(directory_ / "again", {"--quiet"}));
  EXPECT_TRUE(first.out == second.out) << "the facts of two equal runs differ";
  const Ended other = run_koppel(simulate(directory_ / "other", {"--quiet", "--seed", "2"}));
  EXPECT_EQ(other.code, 0) << other.err;
  EXPECT_FALSE(first.out == other.out) << "another seed says the same";
}

TEST_F(ClosedLoop, TheSummaryIsWhereTheFactsAreNot) {
  const Ended to_stdout = run_koppel(simulate(data_, {}));
  EXPECT_NE(to_stdout.err.find("proposals"), std::string::npos);
  EXPECT_EQ(to_stdout.out.find("registered "), std::string::npos);
  const Ended to_file = run_koppel(simulate(directory_ / "again", {"--facts", facts_.string()}));
  EXPECT_NE(to_file.out.find("proposals"), std::string::npos);
  EXPECT_FALSE(read_lines(facts_).empty());
}

TEST_F(ClosedLoop, ADirectoryThatStandsLaterOrKnowsThesePeopleIsLeftAlone) {
  ASSERT_EQ(run_koppel(simulate_to(data_, facts_)).code, 0);
  const std::string standing = digest_in(data_);
  const auto told = read_lines(facts_);
  const Ended again = run_koppel(simulate_to(data_, facts_));
  EXPECT_EQ(again.code, 2);
  EXPECT_NE(again.err.find("the first day must lie after it"), std::string::npos) << again.err;
  const Ended later = run_koppel(simulate(data_, {"--first-day", "2027-01-04"}));
  EXPECT_EQ(later.code, 2);
  EXPECT_NE(later.err.find("another seed"), std::string::npos) << later.err;
  EXPECT_EQ(digest_in(data_), standing);
  EXPECT_EQ(read_lines(facts_), told);
}

TEST_F(ClosedLoop, GoesOnFromAHistoryThatStands) {
  ASSERT_EQ(run_koppel(simulate_to(data_, facts_)).code, 0);
  const Ended later = run_koppel(simulate(
      data_, {"--first-day", "2026-04-06", "--seed", "2", "--json", "--facts", facts_.string()}));
  ASSERT_EQ(later.code, 0) << later.err;
  EXPECT_EQ(Json::parse(later.out)["refused"], 0);
  EXPECT_EQ(verify_in(data_).code, 0);
}

TEST_F(ClosedLoop, IsRefusedWhileARunHoldsTheDirectory) {
  KoppelProcess running({"--data", data_.string(), "run"});
  ASSERT_TRUE(running.says("running"));
  EXPECT_EQ(run_koppel(simulate_to(data_, facts_)).code, 5);
  running.send(SIGTERM);
  EXPECT_EQ(running.wait().code, 0);
}

TEST_F(ClosedLoop, FactsThatCannotBeWrittenAreToldBeforeAnythingIsTaken) {
  const Ended played = run_koppel(simulate_to(data_, directory_ / "nowhere" / "facts.jsonl"));
  EXPECT_EQ(played.code, 1);
  EXPECT_NE(played.err.find("cannot write the facts"), std::string::npos) << played.err;
  EXPECT_NE(run_koppel({"--data", data_.string(), "inspect", "market"}).code, 0);
}

}  // namespace
}  // namespace koppel
