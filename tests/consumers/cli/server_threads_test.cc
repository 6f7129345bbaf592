// Claim: whatever clients submit at the same time to a running server is answered to the one who
// asked, recorded once, and what waited together shares a commit. Shown with eight client threads
// over real sockets and a real directory, the server in a thread of its own; it also runs under the
// thread sanitizer, so it is alone in its executable.
#include "consumers/cli/server.h"
#include "consumers/runtime/area_view.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>
#include <variant>

#include <sys/eventfd.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

constexpr std::uint32_t kClients = 8;
constexpr std::uint32_t kFactsPerClient = 50;
constexpr std::uint32_t kFacts = kClients * kFactsPerClient;

std::string registration(std::uint32_t client, std::uint32_t number) {
  const std::string person = std::to_string(1'000 * (client + 1) + number);
  return R"({"source":"client-)" + std::to_string(client) + R"(","id":")" + person +
         R"(","area":"AM11","occurredAt":"2026-01-05T08:00:00Z","participantRegistered":)"
         R"({"participant":")" +
         person +
         R"(","programme":"intowork","birthDate":"2005-05-05",)"
         R"("location":{"postcode":"1363","x":1387,"y":4851}}})";
}

// A server in its own thread, from construction to the end.
class RunningServer {
 public:
  explicit RunningServer(const std::filesystem::path& data) : stop_(::eventfd(0, EFD_CLOEXEC)) {
    auto installation = Installation::open_for_writing(data);
    EXPECT_TRUE(installation.has_value());
    submission_ = std::make_unique<LocalSubmission>(std::move(*installation));
    submission_->report_to({log_, figures_, health_});
    EXPECT_TRUE(submission_->open_all().has_value());
    auto listening = listen_on(socket_path(data));
    EXPECT_TRUE(listening.has_value());
    server_ = std::make_unique<Server>(
        *submission_, std::move(*listening), monitor::Monitor{log_, figures_, health_});
    thread_ = std::thread([this] { served_ = server_->serve(stop_); });
    asking_ = std::thread([this] {
      while (!done_) {
        EXPECT_NE(figures_.text().find("koppel_build_info"), std::string::npos);
        EXPECT_NE(health_.standing(), monitor::Health::Standing::kDead);
        std::this_thread::yield();
      }
    });
  }

  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  ~RunningServer() {
    EXPECT_EQ(::eventfd_write(stop_, 1), 0);
    thread_.join();
    done_ = true;
    asking_.join();
    EXPECT_TRUE(served_.has_value()) << served_.error().what;
    ::close(stop_);
  }

 private:
  int stop_;
  SystemClock clock_;
  monitor::Log log_{clock_, monitor::LogLevel::kError, monitor::LogFormat::kText, stderr};
  monitor::Figures figures_{clock_, "test"};
  monitor::Health health_{clock_};
  std::unique_ptr<LocalSubmission> submission_;
  std::unique_ptr<Server> server_;
  std::expected<void, PortError> served_;
  std::thread thread_;
  std::atomic<bool> done_ = false;
  std::thread asking_;  // as a scrape does, all the while
};

// One fact after another, each when the one before was answered; answers their sequences.
std::vector<std::uint64_t> submit_all(const std::filesystem::path& data, std::uint32_t client) {
  std::vector<std::uint64_t> sequences;
  const auto submission = open_submission(data);
  if (!submission) return sequences;
  for (std::uint32_t number = 0; number < kFactsPerClient; ++number) {
    const Submitted fact{.line = registration(client, number), .input = ""};
    const auto answers = (*submission)->submit({&fact, 1});
    if (!answers || answers->front().disposition != "taken") return sequences;
    sequences.push_back(answers->front().sequence);
  }
  return sequences;
}

struct Recorded {
  std::map<std::uint64_t, std::uint64_t> participants;  // by sequence
  std::uint32_t frames = 0;
};

Recorded recorded_in(const std::filesystem::path& data) {
  Recorded recorded;
  auto reading = open_reading(data, AreaId{11});
  EXPECT_TRUE(reading.has_value());
  const auto entries =
      read_entries(*reading->store, *reading->keys, Sequence{1}, [&](const Entry& entry) {
        if (const auto* fact = std::get_if<Fact>(&entry.body)) {
          if (const auto* body = std::get_if<ParticipantRegistered>(&fact->body)) {
            recorded.participants.emplace(entry.sequence.value(), body->participant.value());
          }
        }
        return Journal::Next::kGoOn;
      });
  EXPECT_TRUE(entries.has_value());
  const auto frames = reading->store->read(Sequence{1}, [&](Sequence, std::string_view) {
    ++recorded.frames;
    return Journal::Next::kGoOn;
  });
  EXPECT_TRUE(frames.has_value());
  return recorded;
}

TEST(ServerWithManyClients, AnswersEachRecordsOnceAndSharesCommits) {
  const TemporaryDirectory directory;
  const auto data = directory / "data";
  std::vector<std::vector<std::uint64_t>> answered(kClients);
  {
    const RunningServer server(data);
    std::vector<std::thread> clients;
    for (std::uint32_t client = 0; client < kClients; ++client) {
      clients.emplace_back([&, client] { answered[client] = submit_all(data, client); });
    }
    for (std::thread& client : clients) client.join();
  }
  const Recorded recorded = recorded_in(data);
  EXPECT_EQ(recorded.participants.size(), kFacts);
  EXPECT_LT(recorded.frames, kFacts) << "no two facts ever shared a commit";
  for (std::uint32_t client = 0; client < kClients; ++client) {
    ASSERT_EQ(answered[client].size(), kFactsPerClient) << "client " << client;
    for (std::uint32_t number = 0; number < kFactsPerClient; ++number) {
      const auto found = recorded.participants.find(answered[client][number]);
      ASSERT_NE(found, recorded.participants.end());
      EXPECT_EQ(found->second, 1'000 * (client + 1) + number);
    }
  }
}

}  // namespace
}  // namespace koppel::cli
