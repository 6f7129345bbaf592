// Claim: whoever asks a long command to stop (Ctrl-C, SIGTERM) is told where it stopped and how to
// go on, with exit code 130; nothing half done is left that could pass for whole. Shown with the
// real binary: asked before it began, and while it was at work.
#include "tests/consumers/intake/excerpt.h"
#include "tests/integration/koppel_process.h"
#include "tests/integration/room.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

using Words = std::vector<std::string>;

constexpr int kRounds = 6;

class Stopped : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    write_lines(passphrase(), {"a passphrase of the suite"});
    write_lines(*directory_ / "facts.jsonl", sample_facts());
    ASSERT_EQ(
        run_koppel(in(data(), {"import", "facts", (*directory_ / "facts.jsonl").string()})).code,
        0);
  }

  static void TearDownTestSuite() { directory_.reset(); }

  static std::filesystem::path data() { return *directory_ / "data"; }

  static std::filesystem::path passphrase() { return *directory_ / "passphrase"; }

  static Words in(const std::filesystem::path& data, const Words& words) {
    Words all{"--data", data.string()};
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }

  static Words with_passphrase(Words words) {
    words.insert(words.end(), {"--passphrase-file", passphrase().string()});
    return words;
  }

  static Ended asked_before(const Words& words) {
    return run_koppel(words, {.stop = Surroundings::Stop::kAskedBefore});
  }

  // "koppel: stopped <where>", and the command that goes on.
  static void expect_stopped(const Ended& ended, const std::string& where, const Words& words) {
    EXPECT_EQ(ended.signal, 0);
    EXPECT_EQ(ended.code, 130) << ended.err;
    EXPECT_TRUE(ended.err.starts_with("koppel: stopped " + where)) << ended.err;
    std::string command = "koppel";
    for (const std::string& word : words) command += " " + word;
    EXPECT_NE(ended.err.find(command), std::string::npos) << ended.err << command;
  }

  static std::unique_ptr<TemporaryDirectory> directory_;
  std::filesystem::path own_ = room_in(directory_->path());  // of one test alone
};

std::unique_ptr<TemporaryDirectory> Stopped::directory_;

TEST_F(Stopped, AReplayLeavesEverythingAsItWas) {
  const std::string before = digest_in(data());
  const Words verify = in(data(), {"replay", "--verify"});
  expect_stopped(asked_before(verify), "at entry 0 of AM11; nothing of it was changed", verify);
  const Words rebuild = in(data(), {"replay", "--rebuild"});
  expect_stopped(asked_before(rebuild), "at entry 0 of AM11; nothing of it was changed", rebuild);
  EXPECT_EQ(digest_in(data()), before);
  EXPECT_EQ(verify_in(data()).code, 0);
}

TEST_F(Stopped, AnExportLeavesNoFile) {
  const auto file = own_ / "journal";
  const Words words = with_passphrase(in(data(), {"export", "journal", file.string()}));
  expect_stopped(asked_before(words), "at entry ", words);
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(Stopped, WhatAnExportPrintedIsNoJournal) {
  const Words words = with_passphrase(in(data(), {"export", "journal", "-"}));
  KoppelProcess leaving(words);
  ASSERT_TRUE(leaving.prints());
  leaving.send(SIGTERM);
  const Ended ended = leaving.wait();
  expect_stopped(ended, "at entry ", words);
  EXPECT_NE(ended.err.find("no journal without its end"), std::string::npos) << ended.err;
  const auto file = own_ / "journal";
  write_lines(file, {ended.out});
  const Ended refused =
      run_koppel(with_passphrase(in(own_ / "there", {"import", "journal", file.string()})));
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_FALSE(std::filesystem::exists(own_ / "there" / "AM11"));
}

TEST_F(Stopped, AJournalArrivesWholeOrNotAtAll) {
  const auto file = own_ / "journal";
  const Ended left = run_koppel(with_passphrase(in(data(), {"export", "journal", file.string()})));
  ASSERT_EQ(left.code, 0) << left.err;
  const auto there = own_ / "there";
  const Words words = with_passphrase(in(there, {"import", "journal", file.string()}));
  expect_stopped(asked_before(words), "at entry 0; nothing came into AM11", words);
  EXPECT_FALSE(std::filesystem::exists(there / "AM11.arriving"));
  for (int round = 0; round < kRounds; ++round) {
    KoppelProcess arriving(words);
    if (arriving.ends_within(std::chrono::milliseconds(80 + 70 * round))) break;
    arriving.send(SIGTERM);
    const Ended ended = arriving.wait();
    if (ended.code == 0 || ended.signal == SIGTERM) break;  // before it listened, or done
    expect_stopped(ended, "at entry ", words);
    EXPECT_FALSE(std::filesystem::exists(there / "AM11"));
    EXPECT_FALSE(std::filesystem::exists(there / "AM11.arriving"));
  }
  if (!std::filesystem::exists(there / "AM11")) {
    EXPECT_EQ(run_koppel(words).code, 0);
  }
  EXPECT_EQ(digest_in(there), digest_in(data()));
}

TEST_F(Stopped, ASimulationPrintsWholeFacts) {
  const Words words{"simulate", "--participants", "400", "--days", "60"};
  expect_stopped(asked_before(words), "behind fact 0, on day 1 of 60", {"simulate"});
  KoppelProcess simulating(words);
  ASSERT_TRUE(simulating.prints());
  simulating.send(SIGINT);
  const Ended ended = simulating.wait();
  EXPECT_EQ(ended.code, 130) << ended.err;
  ASSERT_TRUE(ended.out.ends_with("\n"));
  EXPECT_TRUE(
      nlohmann::json::accept(ended.out.substr(ended.out.rfind('\n', ended.out.size() - 2) + 1)));
}

TEST_F(Stopped, ASimulationAgainstAnEngineEndsBehindAWorkingDay) {
  const auto against = own_ / "against";
  const Words words{"simulate",
                    "--against",
                    against.string(),
                    "--participants",
                    "400",
                    "--days",
                    "40",
                    "--first-day",
                    "2026-01-05"};
  expect_stopped(asked_before(words), "behind working day 0 of ", words);
  KoppelProcess simulating(words);
  ASSERT_TRUE(simulating.prints());
  simulating.send(SIGINT);
  const Ended ended = simulating.wait();
  expect_stopped(ended, "behind working day ", words);
  EXPECT_EQ(verify_in(against).code, 0);
  write_lines(own_ / "facts.jsonl", {ended.out.substr(0, ended.out.size() - 1)});
  const Ended again =
      run_koppel(in(against, {"--json", "import", "facts", (own_ / "facts.jsonl").string()}));
  EXPECT_EQ(nlohmann::json::parse(again.out).at("taken"), 0) << "a fact was printed, not recorded";
}

TEST_F(Stopped, AnImportOfPublishedTablesTakesNothing) {
  const Excerpt excerpt;
  const auto here = own_ / "here";
  const Words words = in(here, {"import", "onet", excerpt.path().string(), "--areas", "AM11"});
  expect_stopped(asked_before(words), "while reading the tables; nothing was taken", words);
  EXPECT_FALSE(std::filesystem::exists(here / "AM11"));
}

}  // namespace
}  // namespace koppel
