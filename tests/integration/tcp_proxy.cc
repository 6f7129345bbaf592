#include "tests/integration/tcp_proxy.h"

#include "engine/model/invariant.h"

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace koppel {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kKindBytes = 2;
constexpr int kTurnMs = 200;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

bool send_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Nothing: the other side is gone.
std::optional<std::string> receive(int from) {
  std::array<char, 65'536> buffer{};
  const ssize_t got = ::recv(from, buffer.data(), buffer.size(), 0);
  if (got <= 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(got));
}

// Length, then so many bytes that begin with the kind.
std::optional<std::string> take_request(std::string& bytes) {
  if (bytes.size() < kLengthBytes) return std::nullopt;
  const std::size_t whole = kLengthBytes + big_endian({bytes.data(), kLengthBytes});
  if (bytes.size() < whole) return std::nullopt;
  std::string request = bytes.substr(0, whole);
  bytes.erase(0, whole);
  return request;
}

void answer_at_once(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

TcpProxy::TcpProxy()
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  sockaddr_in address = loopback(0);
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  invariant(::bind(listener_, plain, size) == 0 && ::listen(listener_, 64) == 0 &&
                ::getsockname(listener_, plain, &size) == 0,
            "a port of the loopback is free");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { live(); });
}

TcpProxy::~TcpProxy() {
  ends_ = true;
  (void)::eventfd_write(wake_, 1);
  thread_.join();
  for (const Pair& pair : pairs_) close_both(pair);
  ::close(listener_);
  ::close(wake_);
}

void TcpProxy::lose(RequestKind at, Loss what) {
  const std::scoped_lock lock(mutex_);
  awaited_ = {at, what};
}

void TcpProxy::heal() {
  to_heal_ = true;
  (void)::eventfd_write(wake_, 1);
}

void TcpProxy::close_both(const Pair& pair) {
  ::close(pair.client);
  ::close(pair.broker);
}

void TcpProxy::live() {
  while (!ends_) {
    if (to_heal_.exchange(false)) {
      for (const Pair& pair : std::exchange(pairs_, {})) close_both(pair);
      is_stalled_ = false;
    }
    std::vector<pollfd> watched{{.fd = wake_, .events = POLLIN, .revents = 0}};
    if (!is_stalled_) {
      watched.push_back({.fd = listener_, .events = POLLIN, .revents = 0});
      for (const Pair& pair : pairs_) {
        watched.push_back({.fd = pair.client, .events = POLLIN, .revents = 0});
        watched.push_back({.fd = pair.broker, .events = POLLIN, .revents = 0});
      }
    }
    if (::poll(watched.data(), watched.size(), kTurnMs) <= 0) continue;
    eventfd_t count = 0;
    if (watched[0].revents != 0) (void)::eventfd_read(wake_, &count);
    if (is_stalled_) continue;
    std::vector<Pair> left;
    for (std::size_t at = 0; at < pairs_.size(); ++at) {
      Pair& pair = pairs_[at];
      Fate fate = Fate::kLives;
      if (watched[2 + 2 * at].revents != 0) fate = carry_requests(pair);
      if (fate == Fate::kLives && watched[3 + 2 * at].revents != 0) fate = carry_answers(pair);
      if (fate == Fate::kEnds) close_both(pair);
      if (fate == Fate::kLives) left.push_back(std::move(pair));
    }
    pairs_ = std::move(left);
    if (watched[1].revents != 0) accept_one();
  }
}

void TcpProxy::accept_one() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int broker = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(target_);
  if (::connect(broker, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(client);
    ::close(broker);
    return;
  }
  answer_at_once(client);
  answer_at_once(broker);
  pairs_.push_back({.client = client, .broker = broker, .asked = {}});
}

TcpProxy::Fate TcpProxy::carry_requests(Pair& pair) {
  const auto got = receive(pair.client);
  if (!got) return Fate::kEnds;
  pair.asked += *got;
  while (const auto request = take_request(pair.asked)) {
    const auto loss = loss_at(*request);
    if (loss == Loss::kEverything) {
      is_stalled_ = true;
      return Fate::kLives;
    }
    if (!send_all(pair.broker, *request) || loss == Loss::kConnection) return Fate::kEnds;
    if (loss == Loss::kAnswer) pair.is_deaf = true;
  }
  return Fate::kLives;
}

TcpProxy::Fate TcpProxy::carry_answers(const Pair& pair) const {
  const auto got = receive(pair.broker);
  if (!got) return Fate::kEnds;
  if (pair.is_deaf || is_stalled_) return Fate::kLives;
  return send_all(pair.client, *got) ? Fate::kLives : Fate::kEnds;
}

std::optional<TcpProxy::Loss> TcpProxy::loss_at(const std::string& request) {
  const auto kind = static_cast<std::int16_t>(
      big_endian(std::string_view(request).substr(kLengthBytes, kKindBytes)));
  const std::scoped_lock lock(mutex_);
  if (!awaited_ || std::to_underlying(awaited_->first) != kind) return std::nullopt;
  ++losses_;
  return std::exchange(awaited_, std::nullopt)->second;
}

}  // namespace koppel
