// Claim: a running koppel serves everybody at once, ends cleanly on SIGTERM and SIGINT, leaves
// nothing behind that hinders the next, and is harmed by no client. Shown with the real binary as a
// child: importers and readers beside it, signals, a stale socket, and clients that send rubbish.
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace koppel {
namespace {

constexpr std::size_t kTenMegabytes = 10'000'000;

enum class Ending : std::uint8_t {
  kSaid,
  kLeftToTheServer
};

// A client that speaks no protocol: sends the bytes, says that it is done or leaves that to the
// server, and reads to the end.
std::string answer_to(const std::filesystem::path& path,
                      const std::string& bytes,
                      Ending ending = Ending::kSaid) {
  const int client = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  EXPECT_EQ(::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t sent = ::send(client, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) break;  // the server has heard enough
    at += static_cast<std::size_t>(sent);
  }
  if (ending == Ending::kSaid) ::shutdown(client, SHUT_WR);
  std::string answer;
  std::array<char, 4'096> buffer{};
  for (ssize_t got = 1; got > 0;) {
    got = ::recv(client, buffer.data(), buffer.size(), 0);
    if (got > 0) answer.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(client);
  return answer;
}

class Run : public ::testing::Test {
 protected:
  Run() { write_lines(facts_, sample_facts()); }

  [[nodiscard]] std::vector<std::string> words(const std::vector<std::string>& command) const {
    std::vector<std::string> all{"--data", data_.string()};
    all.insert(all.end(), command.begin(), command.end());
    return all;
  }

  [[nodiscard]] std::vector<std::string> start() const { return words({"run", "--confirm-clock"}); }

  [[nodiscard]] std::vector<std::string> import(const std::filesystem::path& file) const {
    return words({"import", "facts", "--future", file.string()});
  }

  void expect_clean_end_on(int signal) const {
    KoppelProcess running(start());
    ASSERT_TRUE(running.says("running"));
    EXPECT_TRUE(std::filesystem::exists(socket_));
    running.send(signal);
    const Ended ended = running.wait();
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_FALSE(std::filesystem::exists(socket_));
  }

  TemporaryDirectory directory_;
  std::filesystem::path data_ = directory_ / "data";
  std::filesystem::path facts_ = directory_ / "facts.jsonl";
  std::filesystem::path socket_ = data_ / "koppel.sock";
};

TEST_F(Run, EndsCleanlyOnSigtermAndSigint) {
  expect_clean_end_on(SIGTERM);
  expect_clean_end_on(SIGINT);
}

TEST_F(Run, StartsOverAStaleSocketAfterKill) {
  KoppelProcess killed(start());
  ASSERT_TRUE(killed.says("running"));
  killed.send(SIGKILL);
  EXPECT_EQ(killed.wait().signal, SIGKILL);
  ASSERT_TRUE(std::filesystem::exists(socket_));
  EXPECT_EQ(run_koppel(import(facts_)).code, 0) << "a stale socket hinders an import";
  expect_clean_end_on(SIGTERM);
}

TEST_F(Run, ServesTwoImportersAnAnswerAndReadersAtOnce) {
  const std::vector<std::string> facts = sample_facts();
  const auto half = facts.begin() + static_cast<std::ptrdiff_t>(facts.size() / 2);
  write_lines(directory_ / "first.jsonl", {facts.begin(), half});
  write_lines(directory_ / "second.jsonl", {half, facts.end()});
  KoppelProcess running(start());
  ASSERT_TRUE(running.says("running"));
  KoppelProcess first(import(directory_ / "first.jsonl"));
  KoppelProcess second(import(directory_ / "second.jsonl"));
  const Ended reading = run_koppel(words({"inspect", "market"}));
  EXPECT_TRUE(reading.code == 0 || reading.code == 1) << reading.err;
  const Ended answer = run_koppel(words({"answer", "AM11-P1", "accept"}));
  EXPECT_NE(answer.code, 5) << answer.err;
  EXPECT_EQ(first.wait().signal, 0);
  EXPECT_EQ(second.wait().signal, 0);
  EXPECT_EQ(run_koppel(words({"inspect", "market"})).code, 0);
  const Ended again = run_koppel(import(directory_ / "first.jsonl"));
  EXPECT_TRUE(again.out.starts_with("taken 0, waiting 0, ")) << again.out;
  running.send(SIGTERM);
  EXPECT_EQ(running.wait().code, 0);
  EXPECT_EQ(verify_in(data_).code, 0);
}

// The sample in another decade.
std::vector<std::string> facts_of_the(char decade) {
  std::vector<std::string> facts = sample_facts();
  for (std::string& fact : facts) {
    for (const std::string year : {"\"2026-", "\"2027-"}) {
      for (auto at = fact.find(year); at != std::string::npos; at = fact.find(year, at + 1)) {
        fact[at + 3] = decade;
      }
    }
  }
  return facts;
}

// Twenty years on, so that the clock of a living `run` is always behind these facts and never moves
// their market: in a past history it does, whenever a second ends.
std::vector<std::string> facts_to_come() {
  return facts_of_the('4');
}

// Everything that waits would expire at once, should the clock of this machine be wrong.
TEST_F(Run, AClockFarAheadIsBelievedByNoLiveWriteBeforeAnOperatorVouchesForIt) {
  write_lines(facts_, facts_of_the('1'));
  ASSERT_EQ(run_koppel(import(facts_)).code, 0);
  const std::string listed = run_koppel(words({"proposals", "--json"})).out;
  const std::size_t at = listed.find("AM11-P");
  ASSERT_NE(at, std::string::npos) << listed;
  const std::string id = listed.substr(at, listed.find('"', at) - at);
  const std::string before = digest_in(data_);
  for (const std::vector<std::string>& command : {std::vector<std::string>{"run"},
                                                  {"answer", id, "accept"},
                                                  {"answer", id, "accept", "--dry-run"}}) {
    const Ended ended = run_koppel(words(command));
    EXPECT_EQ(ended.code, 1) << command[0] << ended.err;
    EXPECT_NE(ended.err.find("more than 31 days ago"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("koppel run --confirm-clock"), std::string::npos) << ended.err;
  }
  EXPECT_EQ(digest_in(data_), before);
  // By now it has expired.
  const Ended vouched = run_koppel(words({"answer", id, "accept", "--confirm-clock"}));
  EXPECT_EQ(vouched.code, 6) << vouched.err;
  const std::string journal = run_koppel(words({"inspect", "journal"})).out;
  EXPECT_NE(journal.find("ClockJumpConfirmed"), std::string::npos);
}

TEST_F(Run, TakesFactsToComeAsAnImportWithoutItDoes) {
  write_lines(facts_, facts_to_come());
  const auto alone = directory_ / "alone";
  ASSERT_EQ(
      run_koppel({"--data", alone.string(), "import", "facts", "--future", facts_.string()}).code,
      0);
  KoppelProcess running(start());
  ASSERT_TRUE(running.says("running"));
  EXPECT_EQ(run_koppel(import(facts_)).code, 0);
  running.send(SIGTERM);
  EXPECT_EQ(running.wait().code, 0);
  const std::string expected = digest_in(alone);
  EXPECT_EQ(digest_in(data_), expected);
}

TEST_F(Run, AnswersRubbishWithAnErrorAndServesTheOthers) {
  KoppelProcess running(start());
  ASSERT_TRUE(running.says("running"));
  EXPECT_NE(answer_to(socket_, "not json\n").find("\"error\""), std::string::npos);
  EXPECT_NE(answer_to(socket_, "\xff\xfe{\"fact\":7}\n").find("\"error\""), std::string::npos);
  const std::string endless(kTenMegabytes, 'x');
  EXPECT_NE(answer_to(socket_, endless, Ending::kLeftToTheServer).find("longer than 4 MiB"),
            std::string::npos);
  EXPECT_NE(answer_to(socket_, endless).find("longer than 4 MiB"), std::string::npos);
  EXPECT_EQ(run_koppel(import(facts_)).code, 0);
  running.send(SIGTERM);
  EXPECT_EQ(running.wait().code, 0);
}

}  // namespace
}  // namespace koppel
