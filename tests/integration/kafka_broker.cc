#include "tests/integration/kafka_broker.h"

#include "engine/model/invariant.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace koppel {
namespace {

constexpr int kAreas = 40;
constexpr int kControllerAbove = 100;  // deploy/kafka: the controller's port
constexpr int kAttempts = 3;

const std::string kDeploy = KOPPEL_DEPLOY;

// 0: any port. Answers the port, if it is free.
std::optional<int> bound(int port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  const bool free =
      ::bind(listener, plain, size) == 0 && ::getsockname(listener, plain, &size) == 0;
  ::close(listener);
  if (!free) return std::nullopt;
  return ntohs(address.sin_port);
}

std::filesystem::path made_directory() {
  std::string name = std::filesystem::temp_directory_path() / "koppel-kafka.XXXXXX";
  invariant(::mkdtemp(name.data()) != nullptr, "a directory for a broker can be made");
  return name;
}

void write_areas(const std::filesystem::path& path) {
  std::ofstream file(path);
  file << R"({"areas":[)";
  for (int partition = 0; partition < kAreas; ++partition) {
    file << (partition == 0 ? "" : ",") << R"({"code":")"
         << to_text(AreaId(static_cast<std::uint8_t>(partition + 1)))
         << R"(","name":"A","partition":)" << partition << "}";
  }
  file << "]}";
}

class BrokerEnvironment final : public testing::Environment {
 public:
  void TearDown() override { broker_.reset(); }

  [[nodiscard]] KafkaBroker& broker() {
    if (!broker_) broker_ = std::make_unique<KafkaBroker>();
    return *broker_;
  }

 private:
  std::unique_ptr<KafkaBroker> broker_;
};

// Given to GoogleTest, which owns it.
auto* const kEnvironment =
    dynamic_cast<BrokerEnvironment*>(testing::AddGlobalTestEnvironment(new BrokerEnvironment));

}  // namespace

// Runs that line of the shell as soon as this process ends, however it does, or lets go.
class LastWill {
 public:
  explicit LastWill(const std::string& line) {
    std::array<int, 2> ends{};
    invariant(::pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe can be made");
    heir_ = ::fork();
    invariant(heir_ >= 0, "a process can be made");
    if (heir_ == 0) {
      ::close(ends[1]);
      ::setsid();
      char nothing = 0;
      while (::read(ends[0], &nothing, 1) > 0) {
      }
      ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[0]);
    alive_ = ends[1];
  }

  LastWill(const LastWill&) = delete;
  LastWill& operator=(const LastWill&) = delete;

  ~LastWill() {
    ::close(alive_);
    ::waitpid(heir_, nullptr, 0);
  }

 private:
  pid_t heir_ = -1;
  int alive_ = -1;
};

int free_port() {
  for (;;) {
    const int port = bound(0).value();
    if (port + kControllerAbove <= UINT16_MAX && bound(port + kControllerAbove)) return port;
  }
}

KafkaBroker& the_broker() {
  return kEnvironment->broker();
}

KafkaBroker::Answer run(const std::string& command) {
  KafkaBroker::Answer answer;
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  invariant(pipe != nullptr, "a shell can be started");
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    answer.text.append(buffer.data(), got);
  }
  const int status = ::pclose(pipe);
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return answer;
}

void rest(std::chrono::milliseconds time) {
  (void)::poll(nullptr, 0, static_cast<int>(time.count()));
}

KafkaBroker::KafkaBroker(const Wishes& wishes) : directory_(made_directory()) {
  // Its data is wiped anyway, so the nodes need no time to end well.
  const std::string all = directory_.string();
  last_will_ = std::make_unique<LastWill>(
      "exec >/dev/null 2>&1; kill -KILL $(cat " + all + "/kafka*/node-*/pid); for one in " + all +
      "/kafka*; do " + kDeploy + "/kafka stop --wipe --dir $one; done; rm -rf " + all);
  Answer started;
  for (int attempt = 0; attempt < kAttempts && servers_.empty(); ++attempt) {
    const std::string place = (directory_ / ("kafka" + std::to_string(attempt))).string();
    const int port = free_port();
    const std::string settings = (directory_ / "settings").string();
    std::ofstream(settings) << (wishes.settings ? wishes.settings(port) : std::string());
    started = run(kDeploy + "/kafka start --dir " + place + " --port " + std::to_string(port) +
                  " --nodes " + std::to_string(wishes.nodes) + " --settings " + settings);
    if (started.code != 0) continue;
    const std::string said = started.text.substr(0, started.text.find_last_not_of('\n') + 1);
    servers_ = said.substr(said.find_last_of('\n') + 1);
    std::filesystem::create_directory_symlink(place, directory_ / "running");
  }
  invariant(!servers_.empty(), ("a broker was started: " + started.text).c_str());
  write_areas(directory_ / "areas.json");
  const Answer made = topics("--areas " + (directory_ / "areas.json").string());
  invariant(made.code == 0, made.text.c_str());
}

KafkaBroker::~KafkaBroker() = default;

KafkaAreaLog::Place KafkaBroker::unused_area() {
  invariant(areas_used_ < kAreas, "there are areas left");
  const std::int32_t partition = areas_used_++;
  return {.area = AreaId(static_cast<std::uint8_t>(partition + 1)), .partition = partition};
}

KafkaSettings KafkaBroker::settings(const std::map<std::string, std::string>& librdkafka) const {
  auto settings = KafkaSettings::of({.brokers = servers_, .librdkafka = librdkafka});
  invariant(settings.has_value(), "the settings of a test are sound");
  return *settings;
}

void KafkaBroker::signal(int node, int signal) const {
  pid_t pid = 0;
  std::ifstream(directory_ / "running" / ("node-" + std::to_string(node)) / "pid") >> pid;
  if (pid > 0) ::kill(pid, signal);
}

void KafkaBroker::freeze() const {
  signal(1, SIGSTOP);
}

void KafkaBroker::thaw() const {
  signal(1, SIGCONT);
}

void KafkaBroker::kill_node(int node) const {
  signal(node, SIGKILL);
}

void KafkaBroker::start_again() const {
  const auto place = std::filesystem::read_symlink(directory_ / "running");
  const Answer started = run(kDeploy + "/kafka start --dir " + place.string());
  invariant(started.code == 0, ("the nodes of a test run again: " + started.text).c_str());
}

KafkaBroker::Answer KafkaBroker::topics(const std::string& arguments) const {
  return run(kDeploy + "/topics --brokers " + servers_ + " " + arguments);
}

}  // namespace koppel
