// Claim: doctor finds what is wrong with an installation, says what to do about it, and with --fix
// mends what can be mended without losing anything. Shown with the real binary on a real directory
// that was put out of order in one way each.
#include "engine/codec/row_codec.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/integration/doctor_stage.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

namespace koppel {
namespace {

namespace fs = std::filesystem;

constexpr auto kOwnerOnly = fs::perms::owner_all;

using Doctor = DoctorStage;

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

TEST_F(Doctor, TellsAConfigurationThatIsNoneAndGoesOn) {
  const fs::path file = temporary_ / "koppel.toml";
  std::ofstream(file) << "lang = \"en\"\ncolour = \"nev";
  const Ended found = doctor({"--config", file.string(), "--fix"});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"configuration", "broken"}})) << found.out;
  EXPECT_NE(found.out.find("koppel.toml:2"), std::string::npos) << found.out;
  EXPECT_NE(found.out.find("entries in order"), std::string::npos) << found.out;
  EXPECT_EQ(koppel({"--config", file.string(), "proposals"}).code, 2);
}

TEST_F(Doctor, IsNotHeldUpByAPipeWhereTheConfigurationShouldBe) {
  const fs::path pipe = temporary_ / "koppel.toml";
  ASSERT_EQ(::mkfifo(pipe.c_str(), S_IRUSR | S_IWUSR), 0);
  KoppelProcess other({"--data", data_, "--config", pipe.string(), "proposals"});
  ASSERT_TRUE(other.ends_within(std::chrono::seconds(60)));
  EXPECT_EQ(other.wait().code, 2);
  KoppelProcess child({"--data", data_, "--config", pipe.string(), "--json", "doctor"});
  ASSERT_TRUE(child.ends_within(std::chrono::seconds(60)));
  EXPECT_EQ(ills(child.wait()), (Ills{{"configuration", "broken"}}));
}

TEST_F(Doctor, SaysWhereNothingWasBegun) {
  const fs::path empty = temporary_ / "empty";
  fs::create_directory(empty);
  const Ended ended = run_koppel({"--data", empty.string(), "--json", "doctor"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_EQ(ills(ended), (Ills{{"directory", "heed"}})) << ended.out;
  EXPECT_NE(ended.out.find("nothing is here yet"), std::string::npos) << ended.out;
}

TEST_F(Doctor, SaysThatAnAreaIsNotThere) {
  const Ended ended = doctor({"--area", "AM99"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_EQ(ills(ended), (Ills{{"directory", "heed"}})) << ended.out;
  EXPECT_NE(ended.out.find("there is no area AM99 here"), std::string::npos) << ended.out;
  EXPECT_EQ(doctor({"--area", "AM11"}).code, 0);
}

TEST_F(Doctor, KnowsWhatAnEngineOnKafkaAndAnImportLeaveThere) {
  fs::create_directory(in_data("kafka"));
  EXPECT_EQ(doctor().code, 0);
  fs::create_directory(in_data("AM12.arriving"));
  const Ended ended = doctor();
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.out.find("koppel import journal again"), std::string::npos) << ended.out;
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

TEST_F(Doctor, ClosesFilesOfItThatAreOpenToOthers) {
  EXPECT_EQ(doctor().code, 0);  // koppel makes none
  for (const std::string name : {"AM11/CURRENT", "keys/CURRENT", "keys"}) {
    fs::permissions(in_data(name), fs::perms::others_read, fs::perm_options::add);
  }
  const Ended found = doctor();
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(ills(found), (Ills{{"permissions", "heed"}})) << found.out;
  EXPECT_NE(found.out.find("and 2 more"), std::string::npos) << found.out;
  EXPECT_EQ(doctor({"--fix"}).code, 0);
  EXPECT_EQ(fs::status(in_data("keys")).permissions(), kOwnerOnly);
  EXPECT_EQ(fs::status(in_data("keys/CURRENT")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(doctor().code, 0);
}

TEST_F(Doctor, TellsWhatThisUserMayNotWriteTo) {
  fs::permissions(in_data("AM11"), fs::perms::owner_write, fs::perm_options::remove);
  const Ended found = run_koppel({"--data", data_, "--json", "doctor"},
                                 {.rights = Surroundings::Rights::kOfAnybody});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"permissions", "broken"}})) << found.out;
  EXPECT_NE(found.out.find("AM11"), std::string::npos) << found.out;
  fs::permissions(in_data("AM11"), kOwnerOnly);
}

TEST_F(Doctor, TellsFilesOfAnotherOwner) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  ASSERT_EQ(::chown(in_data("keys/CURRENT").c_str(), 65'534, 65'534), 0);
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(ills(found), (Ills{{"permissions", "heed"}})) << found.out;
  EXPECT_NE(found.out.find("chown -R 0"), std::string::npos) << found.out;
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

TEST_F(Doctor, IsNotHeldUpByARunThatWasStopped) {
  KoppelProcess run({"--data", data_, "run", "--confirm-clock"});
  ASSERT_TRUE(run.says("running"));
  run.send(SIGSTOP);
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(ills(found), (Ills{{"socket", "heed"}})) << found.out;
  EXPECT_NE(found.out.find("does not answer"), std::string::npos) << found.out;
  EXPECT_TRUE(fs::exists(in_data("koppel.sock")));
  run.send(SIGCONT);
  run.send(SIGTERM);
  EXPECT_EQ(run.wait().code, 0);
}

TEST_F(Doctor, LeavesAFileAloneThatStandsWhereTheSocketShould) {
  std::ofstream(in_data("koppel.sock")) << "mine";
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(ills(found), (Ills{{"socket", "heed"}})) << found.out;
  const Ended run = koppel({"run", "--confirm-clock"});
  EXPECT_EQ(run.code, 1);
  EXPECT_NE(run.err.find("remove that file"), std::string::npos) << run.err;
  EXPECT_TRUE(fs::exists(in_data("koppel.sock")));
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
  make_a_checkpoint();
  const Ended ended = doctor();
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_NE(ended.out.find(R"("check":"checkpoint")"), std::string::npos) << ended.out;
}

}  // namespace
}  // namespace koppel
