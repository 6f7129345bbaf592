#include "consumers/cli/server.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <poll.h>

namespace koppel::cli {
namespace {

constexpr std::int64_t kTickMs = 1'000;
constexpr std::int64_t kHistoryRestMs = 5'000;  // after its last fact a history is over
constexpr std::size_t kRequestsPerRound = 1'000;
constexpr std::size_t kUnreadMax = 1'048'576;  // bytes of answers that a client may leave unread

static_assert(kSocketLineMax == 4UL << 20U);

PortError too_long() {
  return {.failure = PortFailure::kUnavailable,
          .what = "a line longer than 4 MiB",
          .remedy = "submit one fact a line"};
}

std::size_t lines_in(std::string_view bytes) {
  return static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
}

PortError not_understood() {
  return {.failure = PortFailure::kUnavailable,
          .what = "not a request that this koppel knows",
          .remedy = "use the same version of koppel on both sides"};
}

}  // namespace

Server::Server(LocalSubmission& submission, Socket listening, const monitor::Monitor& monitor)
    : submission_(submission), listening_(std::move(listening)), monitor_(monitor) {}

void Server::say(int client, const std::string& line) {
  const auto found = clients_.find(client);
  if (found != clients_.end()) found->second.to_send += line + "\n";
}

// False when it is time to stop.
bool Server::wait(int stop_descriptor) {
  std::vector<pollfd> watched{{.fd = stop_descriptor, .events = POLLIN, .revents = 0},
                              {.fd = listening_.descriptor(), .events = POLLIN, .revents = 0}};
  bool pending = false;
  for (const auto& [descriptor, client] : clients_) {
    // Who does not read its answers is not listened to until it does.
    const bool listens = !client.finished && client.to_send.size() < kUnreadMax;
    const short events =
        static_cast<short>((listens ? POLLIN : 0) | (client.to_send.empty() ? 0 : POLLOUT));
    watched.push_back({.fd = descriptor, .events = events, .revents = 0});
    pending = pending || (listens && client.lines > 0);
  }
  if (::poll(watched.data(), watched.size(), pending ? 0 : static_cast<int>(kTickMs)) < 0) {
    return true;
  }
  if (watched[0].revents != 0) return false;
  for (std::size_t at = 2; at < watched.size(); ++at) {
    if ((watched[at].revents & ~POLLOUT) != 0) receive(clients_.at(watched[at].fd));
  }
  if (watched[1].revents != 0) {
    if (auto socket = accept_from(listening_)) {
      const int descriptor = socket->descriptor();
      clients_.emplace(descriptor,
                       Client{.socket = std::move(*socket), .received = {}, .to_send = {}});
    }
  }
  return true;
}

void Server::receive(Client& client) {
  const std::size_t had = client.received.size();
  const auto got = client.socket.receive(client.received);
  if (!got || *got == 0) client.finished = true;
  client.lines += lines_in(std::string_view(client.received).substr(had));
  if (client.received.size() > kSocketLineMax && client.lines == 0) {
    client.to_send += write_error(too_long()) + "\n";
    client.received.clear();
    client.finished = true;
  }
}

void Server::take_requests(std::vector<Request>& requests) {
  for (auto& [descriptor, client] : clients_) {
    if (client.to_send.size() >= kUnreadMax) continue;
    std::size_t begin = 0;
    for (; client.lines > 0 && requests.size() < kRequestsPerRound; --client.lines) {
      const std::size_t end = client.received.find('\n', begin);
      auto asked = read_asked(std::string_view(client.received).substr(begin, end - begin));
      begin = end + 1;
      if (asked) {
        requests.push_back({.client = descriptor, .asked = std::move(*asked)});
      } else {
        client.to_send += write_error(not_understood()) + "\n";
      }
    }
    client.received.erase(0, begin);
  }
}

std::expected<void, PortError> Server::answer_submitted(std::vector<Request>& submitted) {
  if (submitted.empty()) return {};
  std::vector<Submitted> facts;
  facts.reserve(submitted.size());
  for (Request& request : submitted) {
    facts.push_back(std::move(std::get<Submitted>(request.asked)));
    if (facts.back().timing != Timing::kLive) history_at_ms_ = SystemClock().monotonic_ms();
  }
  const auto answers = submission_.submit(facts);
  if (!answers) {
    for (const Request& request : submitted) say(request.client, write_error(answers.error()));
    return std::unexpected(answers.error());
  }
  for (std::size_t at = 0; at < submitted.size(); ++at) {
    say(submitted[at].client, write_answered((*answers)[at]));
  }
  submitted.clear();
  return {};
}

std::expected<std::string, PortError> Server::answer_question(const Asked& asked) {
  if (const auto* question = std::get_if<PositionsAsked>(&asked)) {
    const auto positions = submission_.positions(question->input);
    if (!positions) return std::unexpected(positions.error());
    return write_positions(*positions);
  }
  if (auto done = submission_.advance_to_now(); !done) return std::unexpected(done.error());
  return "{}";
}

// In the order in which each client asked; facts between two questions go together, and so do those
// between two that cannot be taken.
std::expected<void, PortError> Server::answer(const std::vector<Request>& requests) {
  std::vector<Request> submitted;
  for (const Request& request : requests) {
    const auto* fact = std::get_if<Submitted>(&request.asked);
    const PortError* lost = fact == nullptr ? nullptr : submission_.lost_journal_of(*fact);
    if (fact != nullptr && lost == nullptr) {
      submitted.push_back(request);
      continue;
    }
    if (auto done = answer_submitted(submitted); !done) return done;
    if (lost != nullptr) {  // for who sent it; the other areas go on
      say(request.client, write_error(*lost));
      continue;
    }
    const auto line = answer_question(request.asked);
    if (!line) {
      say(request.client, write_error(line.error()));
      return std::unexpected(line.error());
    }
    say(request.client, *line);
  }
  return answer_submitted(submitted);
}

// What was taken from the clients in this round, and what they sent beyond it.
void Server::report_waiting(const std::vector<Request>& requests) {
  std::uint64_t waiting = requests.size();
  for (const auto& [descriptor, client] : clients_) waiting += client.lines;
  monitor_.figures.lag("socket", waiting);
}

void Server::send_answers() {
  for (auto at = clients_.begin(); at != clients_.end();) {
    Client& client = at->second;
    const bool there = client.socket.send_some(client.to_send);
    const bool waits = client.lines > 0 || !client.to_send.empty();
    at = !there || (client.finished && !waits) ? clients_.erase(at) : std::next(at);
  }
}

std::expected<void, PortError> Server::serve(int stop_descriptor) {
  SystemClock clock;
  monitor_.health.serve();
  while (wait(stop_descriptor)) {
    std::vector<Request> requests;
    take_requests(requests);
    report_waiting(requests);
    const auto answered = answer(requests);
    report_waiting({});
    send_answers();
    monitor_.health.turn();
    if (!answered) return answered;
    const std::int64_t now_ms = clock.monotonic_ms();
    if (now_ms - ticked_at_ms_ < kTickMs) continue;
    // The wall clock would cut a history that is still coming in two.
    if (history_at_ms_ != 0 && now_ms - history_at_ms_ < kHistoryRestMs) continue;
    ticked_at_ms_ = now_ms;
    if (auto ticked = submission_.advance_to_now(); !ticked) return ticked;
    monitor_.figures.tick();
  }
  monitor_.health.stop();
  return {};
}

}  // namespace koppel::cli
