#include "tests/integration/koppel_process.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <linux/capability.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace koppel {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{60};
constexpr std::uint64_t kSampledParticipants = 8;  // one in so many
constexpr std::uint64_t kSampledRemainder = 7;     // with two erasures among them

std::vector<std::string> environment() {
  std::vector<std::string> kept{"LANG=C", "NO_COLOR=1"};
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view variable(*at);
    for (const std::string_view name : {"PATH=", "ASAN_", "UBSAN_", "TSAN_", "LSAN_"}) {
      if (variable.starts_with(name)) kept.emplace_back(variable);
    }
  }
  return kept;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

// In the child, between fork and exec: system calls only.
void surround(const Surroundings& surroundings) {
  if (surroundings.file_bytes_max != 0) {
    (void)std::signal(SIGXFSZ, SIG_IGN);  // a full disk answers an error and kills nobody
    const rlimit limit{.rlim_cur = surroundings.file_bytes_max,
                       .rlim_max = surroundings.file_bytes_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (surroundings.rights == Surroundings::Rights::kOfAnybody) {
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);  // fails for who has no such right anyway
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  }
  if (surroundings.stop == Surroundings::Stop::kAskedBefore) {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    ::sigprocmask(SIG_BLOCK, &held, nullptr);
    ::raise(SIGINT);  // waits, in the new program too
  }
}

}  // namespace

KoppelProcess::KoppelProcess(const std::vector<std::string>& arguments,
                             const Surroundings& surroundings) {
  std::vector<std::string> words{KOPPEL_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment();
  const auto argv = pointers(words);
  const auto envp = pointers(variables);
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  invariant(::pipe2(out.data(), O_CLOEXEC) == 0, "a pipe");
  invariant(::pipe2(err.data(), O_CLOEXEC) == 0, "a pipe");
  child_ = ::fork();
  invariant(child_ >= 0, "a child process");
  if (child_ == 0) {
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    surround(surroundings);
    ::execve(argv.front(), argv.data(), envp.data());
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(err[1]);
  out_.descriptor = out[0];
  err_.descriptor = err[0];
}

KoppelProcess::~KoppelProcess() {
  if (child_ == 0) return;
  send(SIGKILL);
  (void)wait();
}

void KoppelProcess::read_some(Stream& stream) {
  std::array<char, 65'536> buffer{};
  const ssize_t got = ::read(stream.descriptor, buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) return;
  if (got > 0) {
    stream.text.append(buffer.data(), static_cast<std::size_t>(got));
    return;
  }
  ::close(std::exchange(stream.descriptor, -1));
}

// Waits for something to read, at most until then.
void KoppelProcess::read_until(Moment until) {
  std::array<pollfd, 2> watched{{{.fd = out_.descriptor, .events = POLLIN, .revents = 0},
                                 {.fd = err_.descriptor, .events = POLLIN, .revents = 0}}};
  const auto left = std::max<nanoseconds>(until - steady_clock::now(), nanoseconds::zero());
  const timespec timeout{.tv_sec = left.count() / 1'000'000'000,
                         .tv_nsec = left.count() % 1'000'000'000};
  if (::ppoll(watched.data(), watched.size(), &timeout, nullptr) <= 0) return;
  if (watched[0].revents != 0) read_some(out_);
  if (watched[1].revents != 0) read_some(err_);
}

bool KoppelProcess::closed() const {
  return out_.descriptor < 0 && err_.descriptor < 0;
}

bool KoppelProcess::ends_within(std::chrono::microseconds time) {
  const Moment until = steady_clock::now() + time;
  while (!closed() && steady_clock::now() < until) read_until(until);
  return closed();
}

bool KoppelProcess::says(std::string_view text) {
  const Moment until = steady_clock::now() + kPatience;
  while (err_.text.find(text) == std::string::npos) {
    if (closed() || steady_clock::now() >= until) return false;
    read_until(until);
  }
  return true;
}

bool KoppelProcess::prints() {
  const Moment until = steady_clock::now() + kPatience;
  while (out_.text.empty()) {
    if (out_.descriptor < 0 || steady_clock::now() >= until) return false;
    read_until(until);
  }
  return true;
}

void KoppelProcess::send(int signal) const {
  ::kill(child_, signal);
}

bool KoppelProcess::stop_first_thread() const {
  if (::ptrace(PTRACE_SEIZE, child_, nullptr, nullptr) != 0) return false;
  invariant(::ptrace(PTRACE_INTERRUPT, child_, nullptr, nullptr) == 0, "a thread that is traced");
  int status = 0;
  return ::waitpid(child_, &status, __WALL) == child_ && WIFSTOPPED(status);
}

void KoppelProcess::let_first_thread_go_on() const {
  invariant(::ptrace(PTRACE_DETACH, child_, nullptr, nullptr) == 0, "a thread that is stopped");
}

Ended KoppelProcess::wait() {
  while (!closed()) read_until(steady_clock::now() + kPatience);
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = 0;
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
          .out = std::move(out_.text),
          .err = std::move(err_.text)};
}

std::string koppel_binary() {
  return KOPPEL_BINARY;
}

Ended run_koppel(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  KoppelProcess process(arguments, surroundings);
  return process.wait();
}

std::string digest_in(const std::filesystem::path& data) {
  const Ended ended = run_koppel({"--data", data.string(), "inspect", "digest", "--json"});
  return ended.code == 0 ? ended.out : "no digest: " + ended.err;
}

Ended verify_in(const std::filesystem::path& data) {
  return run_koppel({"--data", data.string(), "replay", "--verify"});
}

void write_lines(const std::filesystem::path& path, const std::vector<std::string>& lines) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  for (const std::string& line : lines) file << line << '\n';
  file.close();
  invariant(file.good(), "a file written whole");
}

std::vector<std::string> read_lines(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> sample_facts() {
  std::vector<std::string> lines;
  for (const std::string& line : read_lines(KOPPEL_SAMPLE)) {
    const nlohmann::json fact = nlohmann::json::parse(line);
    std::string participant;
    bool answer = false;  // what was proposed to many is proposed otherwise to a few
    for (const auto& member : fact) {
      if (!member.is_object()) continue;
      participant = member.value("participant", "");
      answer = !participant.empty() && member.contains("placement");
    }
    if (answer) continue;
    if (participant.empty() ||
        std::stoull(participant) % kSampledParticipants == kSampledRemainder) {
      lines.push_back(line);
    }
  }
  return lines;
}

}  // namespace koppel
