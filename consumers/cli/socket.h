#pragma once

#include "engine/ports/error.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace koppel::cli {

// One end of a Unix stream socket: closed when it goes.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}

  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();

  [[nodiscard]] int descriptor() const { return descriptor_; }

  // Everything, or an error when the other side is gone.
  [[nodiscard]] std::expected<void, PortError> send_all(std::string_view bytes) const;
  // Takes off the front what the other side has room for now, without waiting; false when it is
  // gone.
  [[nodiscard]] bool send_some(std::string& bytes) const;
  // Appends what is there, at least one byte; 0 at the end of the stream, empty on an error.
  [[nodiscard]] std::optional<std::size_t> receive(std::string& into) const;

 private:
  int descriptor_ = -1;
};

// Empty when nobody listens there.
[[nodiscard]] std::optional<Socket> connect_to(const std::filesystem::path& path);
// Who is on the other side of the socket there, as far as it shows within that time: nobody, one
// that says nothing, or one that answered the question, a line.
enum class Listener : std::uint8_t {
  kNobody,
  kSilent,
  kAnswers
};
[[nodiscard]] Listener listener_at(const std::filesystem::path& path,
                                   std::string_view question,
                                   std::chrono::milliseconds patience);
// Readable by the owner alone; takes the place of a socket that nobody listens on, and of no other
// file.
[[nodiscard]] std::expected<Socket, PortError> listen_on(const std::filesystem::path& path);
[[nodiscard]] std::optional<Socket> accept_from(const Socket& listening);

}  // namespace koppel::cli
