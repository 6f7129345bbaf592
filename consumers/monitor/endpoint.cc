#include "consumers/monitor/endpoint.h"

#include <cstdint>
#include <string>
#include <thread>
#include <utility>

#include <httplib.h>
#include <sys/socket.h>

namespace koppel::monitor {
namespace {

constexpr std::size_t kThreads = 4;
constexpr time_t kPatienceSeconds = 2;  // with a client that says nothing
constexpr std::size_t kBodyBytesMax = 1'024;

// Not the library's own, which lets two processes share a port.
void free_at_once(socket_t socket) {
  const int on = 1;
  (void)::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
}

enum class Question : std::uint8_t {
  kAlive,
  kReady
};

void answer(Question question, const Health& health, httplib::Response& response) {
  using Standing = Health::Standing;
  const Standing standing = health.standing();
  const bool good =
      question == Question::kAlive ? standing != Standing::kDead : standing == Standing::kReady;
  response.status = good ? 200 : 503;
  response.set_content(R"({"standing":")" + std::string(word(standing)) + "\"}\n",
                       "application/json");
}

PortError not_to_be_had(const Address& address) {
  return {.failure = PortFailure::kUnavailable,
          .what = "monitor: " + address.host + ", port " + std::to_string(address.port) +
                  " cannot be listened at",
          .remedy = "another process may have it: set another `monitor`, or \"off\""};
}

}  // namespace

struct Endpoint::Listening {
  Address address;
  httplib::Server server;
  std::thread thread;
};

std::expected<std::unique_ptr<Endpoint>, PortError> Endpoint::open(const Address& address,
                                                                   const Figures& figures,
                                                                   const Health& health) {
  auto listening = std::make_unique<Listening>();
  listening->address = address;
  httplib::Server& server = listening->server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_socket_options(free_at_once);
  server.set_read_timeout(kPatienceSeconds);
  server.set_keep_alive_timeout(kPatienceSeconds);
  server.set_payload_max_length(kBodyBytesMax);
  server.Get("/metrics", [&figures](const httplib::Request&, httplib::Response& response) {
    response.set_content(figures.text(), "text/plain; version=0.0.4; charset=utf-8");
  });
  server.Get("/health/live", [&health](const httplib::Request&, httplib::Response& response) {
    answer(Question::kAlive, health, response);
  });
  server.Get("/health/ready", [&health](const httplib::Request&, httplib::Response& response) {
    answer(Question::kReady, health, response);
  });
  const int port =
      address.port != 0
          ? (server.bind_to_port(address.host, address.port) ? static_cast<int>(address.port) : -1)
          : server.bind_to_any_port(address.host);
  if (port < 0) return std::unexpected(not_to_be_had(address));
  listening->address.port = static_cast<std::uint16_t>(port);
  listening->thread = std::thread([&server] { server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::yield();  // stop() before that would be lost
  return std::unique_ptr<Endpoint>(new Endpoint(std::move(listening)));
}

Endpoint::Endpoint(std::unique_ptr<Listening> listening) : listening_(std::move(listening)) {}

Endpoint::~Endpoint() {
  listening_->server.stop();
  listening_->thread.join();
}

const Address& Endpoint::address() const {
  return listening_->address;
}

}  // namespace koppel::monitor
