#include "consumers/cli/journal_place.h"
#include "consumers/cli/local_submission.h"
#include "consumers/cli/socket.h"
#include "consumers/cli/socket_line.h"
#include "consumers/cli/trial_areas.h"

#include <utility>

namespace koppel::cli {
namespace {

// Talks to a living `run`.
class SocketSubmission final : public Submission {
 public:
  explicit SocketSubmission(Socket socket) : socket_(std::move(socket)) {}

  std::expected<std::vector<Answered>, PortError> submit(
      std::span<const Submitted> facts) override {
    // What is no fact is answered here: a line of any bytes does not fit the socket's JSON.
    std::vector<Answered> answers(facts.size());
    std::vector<std::size_t> sent;
    std::string lines;
    for (std::size_t at = 0; at < facts.size(); ++at) {
      if (const auto fact = fact_of(facts[at].line); !fact) {
        answers[at] = fact.error();
      } else {
        lines += write_asked(facts[at]) + "\n";
        sent.push_back(at);
      }
    }
    if (auto done = socket_.send_all(lines); !done) return std::unexpected(done.error());
    for (const std::size_t at : sent) {
      const auto line = next_line();
      if (!line) return std::unexpected(line.error());
      auto answered = read_answered(*line);
      if (!answered) return std::unexpected(answered.error());
      answers[at] = std::move(*answered);
    }
    return answers;
  }

  std::expected<std::map<std::string, std::uint64_t>, PortError> positions(
      const std::string& input) override {
    const auto line = ask(PositionsAsked{.input = input});
    if (!line) return std::unexpected(line.error());
    return read_positions(*line);
  }

  std::expected<void, PortError> advance_to_now(const DayTold& /*told*/) override {
    const auto line = ask(AdvanceAsked{});
    if (!line) return std::unexpected(line.error());
    return {};
  }

 private:
  std::expected<std::string, PortError> ask(const Asked& asked) {
    if (auto sent = socket_.send_all(write_asked(asked) + "\n"); !sent) {
      return std::unexpected(sent.error());
    }
    return next_line();
  }

  std::expected<std::string, PortError> next_line() {
    while (true) {
      if (const auto end = received_.find('\n'); end != std::string::npos) {
        std::string line = received_.substr(0, end);
        received_.erase(0, end + 1);
        return line;
      }
      const auto got = socket_.receive(received_);
      if (!got || *got == 0) {
        return std::unexpected(PortError{
            .failure = PortFailure::kUnavailable,
            .what = "the running koppel stopped before it answered",
            .remedy = "start koppel run again and give the same command again: what was taken "
                      "already is a repeat and changes nothing"});
      }
    }
  }

  Socket socket_;
  std::string received_;
};

std::expected<std::unique_ptr<Submission>, PortError> open_local(std::unique_ptr<Areas> areas,
                                                                 WallClock clock) {
  auto local = std::make_unique<LocalSubmission>(std::move(areas));
  if (auto opened = local->open_all(); !opened) return std::unexpected(opened.error());
  if (clock == WallClock::kVouchedFor) {
    if (auto done = local->confirm_clock(); !done) return std::unexpected(done.error());
  }
  return local;
}

}  // namespace

std::expected<std::unique_ptr<Submission>, PortError> open_submission(
    const std::filesystem::path& data, WallClock clock) {
  if (auto socket = connect_to(socket_path(data))) {
    return std::make_unique<SocketSubmission>(std::move(*socket));
  }
  auto installation = Installation::open_for_writing(data);
  if (!installation) return std::unexpected(installation.error());
  return open_local(std::move(*installation), clock);
}

std::expected<std::unique_ptr<Submission>, PortError> open_trial(const std::filesystem::path& data,
                                                                 WallClock clock,
                                                                 EntryTold told) {
  if (auto obstacle = obstacle_to(data)) return std::unexpected(std::move(*obstacle));
  if (auto held = are_in_place(data); !held) return std::unexpected(held.error());
  return open_local(std::make_unique<TrialAreas>(data, std::move(told)), clock);
}

}  // namespace koppel::cli
