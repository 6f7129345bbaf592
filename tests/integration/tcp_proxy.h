#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace koppel {

// Kinds of requests, by Kafka's numbers.
enum class RequestKind : std::int16_t {
  kEndTransaction = 26
};

// A line to a broker of this machine that fails when it is told to: at a request of some kind, so
// that whoever asked never learns what became of it.
class TcpProxy {
 public:
  TcpProxy();
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;
  ~TcpProxy();

  // Where to connect, on the loopback; and where that leads to.
  [[nodiscard]] int port() const { return port_; }

  void lead_to(int port) { target_ = port; }

  enum class Loss : std::uint8_t {
    kAnswer,      // the request arrives; that connection answers nothing from then on
    kConnection,  // the request arrives; the connection is closed at once
    kEverything   // the request does not arrive; nothing goes through any more, until heal()
  };

  // At the next request of that kind, once.
  void lose(RequestKind at, Loss what);

  // Closes every connection there was, and lets new ones through.
  void heal();

  // How often something was lost.
  [[nodiscard]] int losses() const { return losses_; }

 private:
  struct Pair {
    int client = -1;
    int broker = -1;
    std::string asked;  // of the client, not a whole request yet
    bool is_deaf = false;
  };

  enum class Fate : std::uint8_t {
    kLives,
    kEnds
  };

  void live();
  void accept_one();
  [[nodiscard]] Fate carry_requests(Pair& pair);
  [[nodiscard]] Fate carry_answers(const Pair& pair) const;
  [[nodiscard]] std::optional<Loss> loss_at(const std::string& request);
  static void close_both(const Pair& pair);

  int listener_ = -1;
  int wake_ = -1;
  int port_ = 0;
  std::atomic<int> target_ = 0;
  std::atomic<int> losses_ = 0;
  std::atomic<bool> ends_ = false;
  std::atomic<bool> is_stalled_ = false;
  std::atomic<bool> to_heal_ = false;
  std::mutex mutex_;
  std::optional<std::pair<RequestKind, Loss>> awaited_;  // under the mutex
  std::vector<Pair> pairs_;                              // of the thread
  std::thread thread_;
};

}  // namespace koppel
