// Claim: an import killed at any moment and started again until it ends loses nothing, takes
// nothing twice, and comes to the digest of one that was never disturbed. Shown with the real
// binary, kill -9 after random times within an undisturbed run's duration, on one growing directory
// until the import ends there, then on a new one.
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <random>

namespace koppel {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr int kKills = 50;
constexpr int kConsultants = 6'000;
constexpr int kStartsPerDirectory = 20;  // then the import is left in peace

class KilledImport : public ::testing::Test {
 protected:
  void SetUp() override {
    write_lines(facts_, sample_facts());
    const auto began = steady_clock::now();
    const Ended whole = run_koppel(import_into(undisturbed_));
    duration_ = duration_cast<microseconds>(steady_clock::now() - began);
    ASSERT_EQ(whole.code, 0) << whole.err;
    digest_ = digest_in(undisturbed_);
    const Ended journal = run_koppel({"--data", undisturbed_.string(), "inspect", "journal"});
    ASSERT_NE(journal.out.find("ProposalMade"), std::string::npos) << "too tame a history";
    ASSERT_NE(journal.out.find("ErasureCompleted"), std::string::npos) << "too tame a history";
  }

  [[nodiscard]] std::vector<std::string> import_into(const std::filesystem::path& data) const {
    return {"--data", data.string(), "--quiet", "import", "facts", "--future", facts_.string()};
  }

  // So many that an import has many safe points.
  void write_many_facts() const {
    std::vector<std::string> lines = sample_facts();
    for (int number = 1; number <= kConsultants; ++number) {
      const std::string id = std::to_string(number);
      lines.push_back(R"({"source":"many","id":")" + id +
                      R"(","area":"AM11","occurredAt":"2026-11-20T08:00:00Z",)"
                      R"("consultantRegistered":{"consultant":")" +
                      id + R"(","caseloadMax":25}})");
    }
    write_lines(facts_, lines);
  }

  // A first import that is asked to stop when it took some lines and not all.
  [[nodiscard]] bool stops_in_the_middle(const std::filesystem::path& data) const {
    for (int start = 0; start < kStartsPerDirectory; ++start) {
      std::filesystem::remove_all(data);
      KoppelProcess import(import_into(data));
      if (!import.ends_within(duration_)) import.send(SIGINT);
      if (import.wait().err.find("stopped behind line") != std::string::npos) return true;
    }
    return false;
  }

  // A run that lets time move up to now, and ends.
  static Ended run_until_today(const std::filesystem::path& data) {
    KoppelProcess run({"--data", data.string(), "run", "--confirm-clock"});
    while (!std::filesystem::exists(data / "checkpoints" / "AM11")) {
      if (run.ends_within(std::chrono::milliseconds(50))) break;
    }
    run.send(SIGTERM);
    return run.wait();
  }

  // The import, killed again and again until it ended by itself; answers how many kills hit.
  int import_killed(const std::filesystem::path& data) {
    std::uniform_int_distribution<microseconds::rep> any(0, duration_.count());
    int kills = 0;
    for (int start = 0; start < kStartsPerDirectory; ++start) {
      KoppelProcess import(import_into(data));
      if (!import.ends_within(microseconds(any(random_)))) import.send(SIGKILL);
      const Ended ended = import.wait();
      if (ended.signal == 0) {
        EXPECT_EQ(ended.code, 0) << ended.err;
        return kills;
      }
      ++kills;
    }
    const Ended ended = run_koppel(import_into(data));
    EXPECT_EQ(ended.code, 0) << ended.err;
    return kills;
  }

  TemporaryDirectory directory_;
  std::filesystem::path facts_ = directory_ / "facts.jsonl";
  std::filesystem::path undisturbed_ = directory_ / "undisturbed";
  microseconds duration_{};
  int code_ = 0;        // of the undisturbed run: an excerpt may leave out what a fact speaks of
  std::string digest_;  // with the sequence of the last entry: how many there are
  std::mt19937_64 random_;
};

TEST_F(KilledImport, ComesToTheDigestOfAnUndisturbedOne) {
  const std::uint64_t seed = std::random_device()();
  std::cout << "seed " << seed << ", undisturbed " << duration_.count() / 1'000 << " ms\n";
  random_.seed(seed);
  int kills = 0;
  int directories = 0;
  while (kills < kKills) {
    const auto data = directory_ / ("killed" + std::to_string(++directories));
    kills += import_killed(data);
    ASSERT_EQ(digest_in(data), digest_) << "seed " << seed << ", directory " << directories;
    const Ended verified = verify_in(data);
    ASSERT_EQ(verified.code, 0) << verified.out << verified.err << "seed " << seed;
    std::filesystem::remove_all(data);
  }
  std::cout << kills << " kills on " << directories << " directories\n";
}

TEST_F(KilledImport, EndsAtASafePointWhenAskedAndSaysHowToGoOn) {
  write_many_facts();
  const auto whole = directory_ / "whole";
  const auto began = steady_clock::now();
  ASSERT_EQ(run_koppel(import_into(whole)).code, 0);
  const auto duration = duration_cast<microseconds>(steady_clock::now() - began);
  const auto data = directory_ / "stopped";
  int stopped = 0;
  for (int start = 0; start < kStartsPerDirectory; ++start) {
    KoppelProcess import(import_into(data));
    if (!import.ends_within(duration / 3)) import.send(start % 2 == 0 ? SIGINT : SIGTERM);
    const Ended ended = import.wait();
    ASSERT_EQ(ended.signal, 0) << ended.err;
    if (ended.code == 0) break;
    ++stopped;
    EXPECT_EQ(ended.code, 130) << ended.err;
    EXPECT_TRUE(ended.err.starts_with("koppel: stopped behind line ")) << ended.err;
    EXPECT_NE(ended.err.find("go on with: koppel --data " + data.string() + " import facts " +
                             facts_.string() + " --future"),
              std::string::npos)
        << ended.err;
    EXPECT_EQ(verify_in(data).code, 0);
  }
  EXPECT_GT(stopped, 0);
  EXPECT_EQ(run_koppel(import_into(data)).code, 0);
  EXPECT_EQ(digest_in(data), digest_in(whole));
}

// Its history was judged as of when it happened; what is left would be as of today.
TEST_F(KilledImport, DoesNotGoOnWhereTimeHasMovedOnUnlessTold) {
  write_many_facts();
  const auto data = directory_ / "moved on";
  ASSERT_TRUE(stops_in_the_middle(data));
  ASSERT_EQ(run_until_today(data).code, 0);
  const std::string before = digest_in(data);
  const auto with = [&](const std::string& more) {
    std::vector<std::string> words = import_into(data);
    if (!more.empty()) words.push_back(more);
    return run_koppel(words);
  };
  for (const std::string more : {"", "--dry-run"}) {
    const Ended refused = with(more);
    EXPECT_EQ(refused.code, 1) << refused.out << refused.err;
    EXPECT_NE(refused.err.find("AM11: time has moved on to "), std::string::npos) << refused.err;
    EXPECT_NE(refused.err.find("--as-of-now"), std::string::npos) << refused.err;
  }
  EXPECT_EQ(digest_in(data), before);
  EXPECT_EQ(with("--as-of-now").code, 0);
  const Ended again = run_koppel(import_into(data));
  EXPECT_TRUE(again.out.starts_with("taken 0, waiting 0, refused 0")) << again.out << again.err;
}

TEST_F(KilledImport, GoesOnWhereItCameLateFromItsBeginning) {
  ASSERT_EQ(run_until_today(undisturbed_).code, 0);
  write_many_facts();
  KoppelProcess import(import_into(undisturbed_));
  if (!import.ends_within(duration_ / 2)) import.send(SIGINT);
  const Ended stopped = import.wait();
  EXPECT_TRUE(stopped.code == 130 || stopped.code == 0) << stopped.err;
  const Ended rest = run_koppel(import_into(undisturbed_));
  EXPECT_EQ(rest.code, 0) << rest.err;
}

TEST_F(KilledImport, TakesNothingTwiceWhenItHadEnded) {
  const Ended again = run_koppel(import_into(undisturbed_));
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_TRUE(again.out.starts_with("taken 0, waiting 0, refused 0")) << again.out;
  EXPECT_EQ(digest_in(undisturbed_), digest_);
}

}  // namespace
}  // namespace koppel
