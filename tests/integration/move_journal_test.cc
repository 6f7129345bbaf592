// Claim: a journal moves to another installation with the bytes it has, with the keys that open it,
// and goes on there; it comes whole or not at all, into an empty area, and only with its
// passphrase. Shown with the real binary, with every byte of both journals, with files that were
// cut and changed, and by killing the import.
#include "tests/integration/koppel_process.h"
#include "tests/integration/stored_frames.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace koppel {
namespace {

constexpr int kKills = 8;
constexpr int kChanges = 12;

class AMovedJournal : public testing::Test {
 protected:
  AMovedJournal() {
    const auto facts = sample_facts();
    const auto most = facts.begin() + static_cast<std::ptrdiff_t>(facts.size() - 100);
    write_lines(directory_ / "most.jsonl", {facts.begin(), most});
    write_lines(directory_ / "rest.jsonl", {most, facts.end()});
    write_lines(passphrase_, {"a passphrase of the suite"});
    EXPECT_EQ(in(here_, {"import", "facts", "--future", (directory_ / "most.jsonl").string()}).code,
              0);
    // An original of a refused fact goes along.
    write_lines(
        directory_ / "refused.jsonl",
        {R"({"source":"suite","id":"1","area":"AM11","occurredAt":"2226-11-02T08:00:00Z",)"
         R"("consultantRegistered":{"consultant":"9000000000000000001","caseloadMax":5}})"});
    EXPECT_EQ(in(here_, {"import", "facts", (directory_ / "refused.jsonl").string()}).code, 6);
  }

  static Ended in(const std::filesystem::path& data, const std::vector<std::string>& command) {
    std::vector<std::string> all{"--data", data.string()};
    all.insert(all.end(), command.begin(), command.end());
    return run_koppel(all);
  }

  [[nodiscard]] Ended leave(const std::filesystem::path& data) const {
    return in(data,
              {"export", "journal", file_.string(), "--passphrase-file", passphrase_.string()});
  }

  [[nodiscard]] Ended arrive(const std::filesystem::path& data) const {
    return arrive(data, file_);
  }

  [[nodiscard]] Ended arrive(const std::filesystem::path& data,
                             const std::filesystem::path& file) const {
    return in(data,
              {"import", "journal", file.string(), "--passphrase-file", passphrase_.string()});
  }

  static void go_on(const std::filesystem::path& data, const std::filesystem::path& facts) {
    const Ended ended = in(data, {"import", "facts", "--future", facts.string()});
    ASSERT_TRUE(ended.out.starts_with("taken 100,")) << ended.out << ended.err;
  }

  [[nodiscard]] std::string bytes() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  [[nodiscard]] Ended arrive_of(const std::filesystem::path& data, const std::string& bytes) const {
    const auto file = directory_ / "changed";
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    return arrive(data, file);
  }

  TemporaryDirectory directory_;
  std::filesystem::path here_ = directory_ / "here";
  std::filesystem::path there_ = directory_ / "there";
  std::filesystem::path file_ = directory_ / "journal";
  std::filesystem::path passphrase_ = directory_ / "passphrase";
};

TEST_F(AMovedJournal, HasItsBytesItsDigestAndItsKeys) {
  const Ended left = leave(here_);
  ASSERT_EQ(left.code, 0) << left.err;
  const Ended arrived = arrive(there_);
  ASSERT_EQ(arrived.code, 0) << arrived.err;
  EXPECT_EQ(arrived.out, left.out);
  EXPECT_NE(left.out.find(" 1 originals"), std::string::npos) << left.out;
  EXPECT_GT(frames_in(here_ / "AM11").size(), 3U);
  EXPECT_EQ(frames_in(there_ / "AM11"), frames_in(here_ / "AM11"));
  EXPECT_EQ(digest_in(there_), digest_in(here_));
  EXPECT_EQ(verify_in(there_).code, 0);
  // What is sealed opens: a proposal shows what its person needs.
  const std::vector<std::string> shown{"inspect", "journal", "--show-personal"};
  EXPECT_EQ(in(there_, shown).out, in(here_, shown).out);
}

TEST_F(AMovedJournal, GoesOnWhereItCameToAndMovesBack) {
  const auto stayed = directory_ / "stayed";
  std::filesystem::copy(here_, stayed, std::filesystem::copy_options::recursive);
  go_on(stayed, directory_ / "rest.jsonl");
  const std::string expected = digest_in(stayed);
  ASSERT_EQ(leave(here_).code, 0);
  ASSERT_EQ(arrive(there_).code, 0);
  go_on(there_, directory_ / "rest.jsonl");
  EXPECT_EQ(verify_in(there_).code, 0);
  std::filesystem::remove(file_);
  ASSERT_EQ(leave(there_).code, 0);
  // Back where it came from, whose keys are still there.
  std::filesystem::rename(here_ / "AM11", directory_ / "away");
  const Ended back = arrive(here_);
  ASSERT_EQ(back.code, 0) << back.err;
  EXPECT_EQ(frames_in(here_ / "AM11"), frames_in(there_ / "AM11"));
  EXPECT_EQ(digest_in(here_), digest_in(there_));
  EXPECT_EQ(digest_in(here_), expected);
  EXPECT_EQ(verify_in(here_).code, 0);
}

TEST_F(AMovedJournal, ATrialTellsWhatWouldMoveAndWritesNothing) {
  const std::vector<std::string> rest{"--dry-run", "--passphrase-file", passphrase_.string()};
  std::vector<std::string> leaving{"export", "journal", file_.string()};
  leaving.insert(leaving.end(), rest.begin(), rest.end());
  const Ended would_leave = in(here_, leaving);
  EXPECT_EQ(would_leave.code, 0) << would_leave.err;
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_NE(would_leave.err.find("nothing is recorded; for good: koppel --data " + here_.string() +
                                 " export journal " + file_.string() + " --passphrase-file"),
            std::string::npos)
      << would_leave.err;
  EXPECT_EQ(leave(here_).out, would_leave.out);
  EXPECT_EQ(in(here_, leaving).code, 1) << "a file that is there is not written over";
  std::vector<std::string> arriving{"import", "journal", file_.string()};
  arriving.insert(arriving.end(), rest.begin(), rest.end());
  const Ended would_arrive = in(there_, arriving);
  EXPECT_EQ(would_arrive.code, 0) << would_arrive.err;
  EXPECT_FALSE(std::filesystem::exists(there_));
  EXPECT_EQ(arrive(there_).out, would_arrive.out);
  EXPECT_EQ(in(there_, arriving).code, 1) << "a journal comes into an empty area";
}

TEST_F(AMovedJournal, ComesIntoAnEmptyAreaOnly) {
  ASSERT_EQ(leave(here_).code, 0);
  const auto before = frames_in(here_ / "AM11");
  const Ended refused = arrive(here_);
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("is there already"), std::string::npos) << refused.err;
  EXPECT_EQ(frames_in(here_ / "AM11"), before);
}

TEST_F(AMovedJournal, OpensWithItsPassphraseOnly) {
  ASSERT_EQ(leave(here_).code, 0);
  write_lines(passphrase_, {"another one of the suite"});
  const Ended refused = arrive(there_);
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("not the passphrase"), std::string::npos) << refused.err;
  EXPECT_FALSE(std::filesystem::exists(there_ / "AM11"));
  write_lines(passphrase_, {"short"});
  std::filesystem::remove(file_);
  EXPECT_EQ(leave(here_).code, 1);
  EXPECT_FALSE(std::filesystem::exists(file_)) << "what failed leaves a file";
}

TEST_F(AMovedJournal, IsReadByItsOwnerAloneAndNeverWrittenOver) {
  ASSERT_EQ(leave(here_).code, 0);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file_).permissions(), perms::owner_read | perms::owner_write);
  const std::string before = bytes();
  EXPECT_EQ(leave(here_).code, 1);
  EXPECT_EQ(bytes(), before);
}

TEST_F(AMovedJournal, LeavesNoRunningEngineBehind) {
  KoppelProcess running({"--data", here_.string(), "run", "--confirm-clock"});
  ASSERT_TRUE(running.says("running"));
  EXPECT_EQ(leave(here_).code, 5);
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(AMovedJournal, ComesWholeOrNotAtAll) {
  ASSERT_EQ(leave(here_).code, 0);
  const std::string whole = bytes();
  std::minstd_rand random(7);
  for (int change = 0; change < kChanges; ++change) {
    std::string changed = whole;
    const std::size_t at = random() % whole.size();
    if (change % 2 == 0) {
      changed.resize(at);
    } else {
      changed[at] = static_cast<char>(changed[at] ^ (1 << (random() % 8)));
    }
    const Ended refused = arrive_of(there_, changed);
    EXPECT_NE(refused.code, 0) << "byte " << at << " of " << whole.size();
    EXPECT_EQ(refused.signal, 0) << "byte " << at;
    EXPECT_FALSE(std::filesystem::exists(there_ / "AM11"));
  }
  ASSERT_EQ(arrive(there_).code, 0);
  EXPECT_EQ(digest_in(there_), digest_in(here_));
}

TEST_F(AMovedJournal, IsThereWhenItIsWholeWhateverEndsTheExport) {
  std::minstd_rand random(13);
  for (int kill = 0; kill < kKills; ++kill) {
    KoppelProcess leaving({"--data",
                           here_.string(),
                           "export",
                           "journal",
                           file_.string(),
                           "--passphrase-file",
                           passphrase_.string()});
    (void)leaving.ends_within(std::chrono::milliseconds(random() % 1'000));
    leaving.send(SIGKILL);
    (void)leaving.wait();
    if (!std::filesystem::exists(file_)) continue;
    EXPECT_EQ(arrive(there_).code, 0);
    std::filesystem::remove(file_);
    std::filesystem::remove_all(there_);
  }
  EXPECT_EQ(leave(here_).code, 0);
}

TEST_F(AMovedJournal, SurvivesEveryDeathOfTheImport) {
  ASSERT_EQ(leave(here_).code, 0);
  const std::string expected = digest_in(here_);
  std::minstd_rand random(11);
  for (int kill = 0; kill < kKills; ++kill) {
    KoppelProcess importing({"--data",
                             there_.string(),
                             "import",
                             "journal",
                             file_.string(),
                             "--passphrase-file",
                             passphrase_.string()});
    (void)importing.ends_within(std::chrono::milliseconds(random() % 3'000));
    importing.send(SIGKILL);
    (void)importing.wait();
    if (std::filesystem::exists(there_ / "AM11")) {
      EXPECT_EQ(digest_in(there_), expected);
      std::filesystem::remove_all(there_ / "AM11");
    }
  }
  ASSERT_EQ(arrive(there_).code, 0);
  EXPECT_EQ(digest_in(there_), expected);
  EXPECT_EQ(verify_in(there_).code, 0);
}

}  // namespace
}  // namespace koppel
