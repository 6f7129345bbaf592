#pragma once

// The koppel binary as a child process, as a user or systemd would start it: what it printed, how
// it ended, and signals at any moment. Output is read through pipes while the child lives.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace koppel {

struct Ended {
  int code = -1;   // exit code; -1 when a signal ended it
  int signal = 0;  // that signal
  std::string out;
  std::string err;
};

struct Surroundings {
  std::uint64_t file_bytes_max = 0;  // no file may grow beyond; 0: no limit
  enum class Rights : std::uint8_t {
    kOfTheTest,
    kOfAnybody  // modes of files and directories count, even when root runs the tests
  } rights = Rights::kOfTheTest;
  enum class Stop : std::uint8_t {
    kNotAsked,
    kAskedBefore  // Ctrl-C has come before it looks: it ends at its first safe point
  } stop = Stop::kNotAsked;
};

class KoppelProcess {
 public:
  explicit KoppelProcess(const std::vector<std::string>& arguments, const Surroundings& = {});
  KoppelProcess(const KoppelProcess&) = delete;
  KoppelProcess& operator=(const KoppelProcess&) = delete;
  ~KoppelProcess();  // kill -9 when it still lives

  // Waits until it has ended, at most so long.
  [[nodiscard]] bool ends_within(std::chrono::microseconds time);
  // Waits until stderr has that text; false when it ended, or 60 s passed, without saying so.
  [[nodiscard]] bool says(std::string_view text);

  // Waits until stdout has something; false when it ended, or 60 s passed, without. Who prints more
  // than a pipe holds then stands still until wait().
  [[nodiscard]] bool prints();

  // What stderr had until now.
  [[nodiscard]] const std::string& err() const { return err_.text; }

  void send(int signal) const;
  // Stops the thread that main() runs in, and no other. False when the system does not let us.
  [[nodiscard]] bool stop_first_thread() const;
  void let_first_thread_go_on() const;
  [[nodiscard]] Ended wait();

 private:
  using Moment = std::chrono::steady_clock::time_point;

  struct Stream {
    int descriptor = -1;  // -1: at its end
    std::string text;
  };

  void read_until(Moment until);
  static void read_some(Stream& stream);
  [[nodiscard]] bool closed() const;

  pid_t child_ = 0;
  Stream out_;
  Stream err_;
};

// Where it is.
[[nodiscard]] std::string koppel_binary();

[[nodiscard]] Ended run_koppel(const std::vector<std::string>& arguments,
                               const Surroundings& surroundings = {});

// The one area of that directory: what `inspect digest --json` says, sequence and both hashes; and
// whether `replay --verify` finds chain, sequence and rows whole.
[[nodiscard]] std::string digest_in(const std::filesystem::path& data);
[[nodiscard]] Ended verify_in(const std::filesystem::path& data);

// Lines to a file and back.
void write_lines(const std::filesystem::path& path, const std::vector<std::string>& lines);
[[nodiscard]] std::vector<std::string> read_lines(const std::filesystem::path& path);

// 823 facts of deploy/samples/flevoland.jsonl: every employer, placement and consultant, and
// each eighth participant with a whole history, erasures and proposals included.
[[nodiscard]] std::vector<std::string> sample_facts();

}  // namespace koppel
