#include "consumers/cli/socket.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

constexpr int kBacklog = 64;
constexpr std::size_t kReceiveBytes = 65'536;

PortError gone() {
  return {.failure = PortFailure::kUnavailable,
          .what = std::string("the running koppel is gone: ") + std::strerror(errno),
          .remedy =
              "start koppel run again and give the same command again: what was taken "
              "already is a repeat and changes nothing"};
}

PortError taken_by_a_file(const std::filesystem::path& path) {
  return {.failure = PortFailure::kUnavailable,
          .what = path.string() + " is no socket, and koppel run listens there",
          .remedy = "remove that file, or move it away, and start again"};
}

PortError cannot_listen(const std::filesystem::path& path) {
  return {.failure = PortFailure::kUnavailable,
          .what = "cannot listen on " + path.string() + ": " + std::strerror(errno),
          .remedy = errno == EADDRINUSE ? "end the process that listens there, then start again"
                                        : "check that the data directory is writable"};
}

std::optional<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof(address.sun_path)) return std::nullopt;
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

// A link is what it is, wherever it leads.
std::filesystem::file_type type_of(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type();
}

int open_stream() {
  return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::expected<void, PortError> Socket::send_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return std::unexpected(gone());
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

bool Socket::send_some(std::string& bytes) const {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t sent =
        ::send(descriptor_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return false;
    if (sent < 0) break;
    done += static_cast<std::size_t>(sent);
  }
  bytes.erase(0, done);
  return true;
}

std::optional<std::size_t> Socket::receive(std::string& into) const {
  std::array<char, kReceiveBytes> buffer{};
  while (true) {
    const ssize_t got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    into.append(buffer.data(), static_cast<std::size_t>(got));
    return static_cast<std::size_t>(got);
  }
}

std::optional<Socket> connect_to(const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) return std::nullopt;
  Socket socket(open_stream());
  if (::connect(socket.descriptor(), generic(*address), sizeof(*address)) != 0) {
    return std::nullopt;
  }
  return socket;
}

Listener listener_at(const std::filesystem::path& path,
                     std::string_view question,
                     std::chrono::milliseconds patience) {
  const auto address = address_of(path);
  if (!address) return Listener::kSilent;
  const Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (::connect(socket.descriptor(), generic(*address), sizeof(*address)) != 0) {
    // A full backlog answers EAGAIN: somebody listens, and takes nobody in.
    return errno == ECONNREFUSED || errno == ENOENT ? Listener::kNobody : Listener::kSilent;
  }
  if (!socket.send_all(question)) return Listener::kSilent;
  pollfd answer{.fd = socket.descriptor(), .events = POLLIN, .revents = 0};
  std::string bytes;
  const bool came = ::poll(&answer, 1, static_cast<int>(patience.count())) == 1;
  return came && socket.receive(bytes).value_or(0) > 0 ? Listener::kAnswers : Listener::kSilent;
}

std::expected<Socket, PortError> listen_on(const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) {
    return std::unexpected(
        PortError{.failure = PortFailure::kUnavailable,
                  .what = "the path of the socket is too long: " + path.string(),
                  .remedy = "use a data directory with a shorter path (--data)"});
  }
  const auto type = type_of(path);
  const bool is_socket = type == std::filesystem::file_type::socket;
  if (!is_socket && type != std::filesystem::file_type::not_found) {
    return std::unexpected(taken_by_a_file(path));
  }
  if (is_socket && !connect_to(path)) ::unlink(path.c_str());
  Socket socket(open_stream());
  const mode_t before = ::umask(S_IRWXG | S_IRWXO);
  const int bound = ::bind(socket.descriptor(), generic(*address), sizeof(*address));
  ::umask(before);
  if (bound != 0 || ::listen(socket.descriptor(), kBacklog) != 0) {
    return std::unexpected(cannot_listen(path));
  }
  return socket;
}

std::optional<Socket> accept_from(const Socket& listening) {
  const int descriptor = ::accept4(listening.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  return Socket(descriptor);
}

}  // namespace koppel::cli
