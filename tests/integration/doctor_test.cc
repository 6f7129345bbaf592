// Claim: doctor finds what is wrong with an installation, says what to do about it, and with --fix
// mends what can be mended without losing anything. Shown with the real binary on a real directory
// that was put out of order in one way each.
#include "engine/codec/row_codec.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

namespace fs = std::filesystem;

constexpr auto kOwnerOnly = fs::perms::owner_all;

class Doctor : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path facts = temporary_ / "facts.jsonl";
    write_lines(facts, sample_facts());
    ASSERT_EQ(run_koppel({"--data", data_, "import", "facts", facts.string()}).code, 0);
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

TEST_F(Doctor, FindsNothingWhereEverythingIsInOrder) {
  const Ended ended = doctor();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(ills(ended), Ills{});
  EXPECT_NE(ended.out.find("entries in order"), std::string::npos);
}

TEST_F(Doctor, SaysWhereNothingIs) {
  const Ended ended = run_koppel({"--data", (temporary_ / "none").string(), "--json", "doctor"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_EQ(ills(ended), (Ills{{"directory", "heed"}}));
}

TEST_F(Doctor, ClosesADirectoryThatIsOpenToOthers) {
  fs::permissions(data_, kOwnerOnly | fs::perms::others_read);
  const Ended found = doctor();
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(ills(found), (Ills{{"permissions", "heed"}}));
  EXPECT_EQ(doctor({"--fix"}).code, 0);
  EXPECT_EQ(fs::status(data_).permissions(), kOwnerOnly);
  EXPECT_EQ(doctor().code, 0);
}

TEST_F(Doctor, ATrialTellsWhatWouldBeMendedAndMendsNothing) {
  const auto open = kOwnerOnly | fs::perms::others_read;
  fs::permissions(data_, open);
  const Ended told = doctor({"--fix", "--dry-run"});
  EXPECT_EQ(told.code, 1);
  EXPECT_NE(told.out.find("would be mended"), std::string::npos) << told.out;
  EXPECT_NE(told.err.find("for good: koppel --data " + data_ + " --json doctor --fix\n"),
            std::string::npos)
      << told.err;
  EXPECT_EQ(fs::status(data_).permissions(), open);
  EXPECT_EQ(doctor({"--dry-run"}).code, 2);
}

TEST_F(Doctor, ARebuildTellsBeforeWhatItWouldWrite) {
  const std::vector<std::string> trial{"--data", data_, "replay", "--rebuild", "--dry-run"};
  const std::string before = digest_in(data_);
  const Ended told = run_koppel(trial);
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_NE(told.out.find(" rows would be made anew; those stored are the same"), std::string::npos)
      << told.out;
  EXPECT_NE(told.err.find("for good: koppel --data " + data_ + " replay --rebuild\n"),
            std::string::npos)
      << told.err;
  EXPECT_EQ(digest_in(data_), before);
  EXPECT_EQ(run_koppel({"--data", data_, "replay", "--dry-run"}).code, 2);
}

TEST_F(Doctor, TellsAMasterKeyThatIsNotTheOne) {
  std::ofstream(fs::path(data_) / "master.key") << std::string(64, 'a') << '\n';
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found).at("keys"), "broken");
}

TEST_F(Doctor, TellsKeysThatAreGoneAndNobodyMakesThemAgain) {
  const fs::path facts = temporary_ / "facts.jsonl";
  for (const std::string lost : {"keys", "master.key"}) {
    const fs::path at = fs::path(data_) / lost;
    fs::rename(at, temporary_ / lost);
    const Ended found = doctor({"--fix"});
    EXPECT_EQ(found.code, 3);
    EXPECT_EQ(ills(found).at("keys"), "broken");
    EXPECT_NE(found.out.find("put it back from its copy"), std::string::npos) << found.out;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"proposals"},
                                                  {"import", "facts", facts.string()},
                                                  {"run", "--confirm-clock"}}) {
      std::vector<std::string> all{"--data", data_};
      all.insert(all.end(), words.begin(), words.end());
      const Ended ended = run_koppel(all);
      EXPECT_EQ(ended.code, 3) << words[0] << ended.err;
      EXPECT_NE(ended.err.find(at.string() + " is missing"), std::string::npos) << ended.err;
      EXPECT_NE(ended.err.find("put it back from its copy"), std::string::npos) << ended.err;
    }
    EXPECT_FALSE(fs::exists(at));
    fs::rename(temporary_ / lost, at);
  }
  EXPECT_EQ(doctor().code, 0);
}

TEST_F(Doctor, TakesAwayTheSocketOfARunThatWasKilled) {
  {
    KoppelProcess run({"--data", data_, "run", "--confirm-clock"});
    ASSERT_TRUE(run.says("running"));
    run.send(SIGKILL);
    ASSERT_EQ(run.wait().signal, SIGKILL);
  }
  EXPECT_EQ(ills(doctor()), (Ills{{"socket", "heed"}}));
  EXPECT_EQ(doctor({"--fix"}).code, 0);
  EXPECT_FALSE(fs::exists(fs::path(data_) / "koppel.sock"));
}

TEST_F(Doctor, MakesRowsAnewThatAreNotThoseOfTheJournal) {
  const std::string before = digest_in(data_);
  {
    const auto store =
        storage::RocksdbStore::open(fs::path(data_) / "AM11", storage::Access::kReadWrite).value();
    const RowRef lost{.kind = RowKind::kParticipant, .number = 3, .code = {}, .fact_id = {}};
    ASSERT_TRUE(store->commit({.frames = {}, .rows = {{codec::row_key(lost), std::nullopt}}}));
  }
  const Ended found = doctor();
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"rows", "broken"}}));
  EXPECT_EQ(doctor({"--fix"}).code, 0);
  EXPECT_EQ(doctor().code, 0);
  EXPECT_EQ(digest_in(data_), before);
}

TEST_F(Doctor, NamesWhatDoesNotBelongThere) {
  fs::create_directory(fs::path(data_) / "AM99");
  std::ofstream(fs::path(data_) / "notes.txt") << "mine";
  EXPECT_EQ(ills(doctor({"--fix"})).at("directory"), "heed");
  EXPECT_TRUE(fs::exists(fs::path(data_) / "notes.txt"));
}

TEST_F(Doctor, IsAnsweredBesideALivingRun) {
  KoppelProcess run({"--data", data_, "run", "--confirm-clock"});
  ASSERT_TRUE(run.says("running"));
  const Ended ended = doctor();
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_NE(ended.out.find("koppel run answers"), std::string::npos);
  run.send(SIGTERM);
  EXPECT_EQ(run.wait().code, 0);
}

TEST_F(Doctor, FindsNothingWrongWithTheCheckpointThatARunMakes) {
  KoppelProcess run({"--data", data_, "run", "--confirm-clock"});
  ASSERT_TRUE(run.says("running"));
  while (!fs::exists(fs::path(data_) / "checkpoints/AM11")) {
    ASSERT_FALSE(run.ends_within(std::chrono::milliseconds(50)));
  }
  run.send(SIGTERM);
  ASSERT_EQ(run.wait().code, 0);
  EXPECT_EQ(doctor().code, 0);
}

}  // namespace
}  // namespace koppel
