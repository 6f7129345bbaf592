#pragma once

#include "consumers/cli/local_submission.h"
#include "consumers/cli/socket.h"
#include "consumers/cli/socket_line.h"
#include "consumers/monitor/monitor.h"

#include <map>
#include <string>
#include <vector>

namespace koppel::cli {

// The loop of `koppel run`: takes what the clients of the socket submit and lets time move. One
// thread; everything that waits when it looks, from all clients together, is one commit an area.
class Server {
 public:
  Server(LocalSubmission& submission, Socket listening, const monitor::Monitor& monitor);

  // Until `stop_descriptor` becomes readable. An error means that the world failed: what was
  // answered is durable, what was not is not.
  [[nodiscard]] std::expected<void, PortError> serve(int stop_descriptor);

 private:
  struct Client {
    Socket socket;
    std::string received;
    std::size_t lines = 0;  // whole ones in `received`
    std::string to_send;
    bool finished = false;
  };

  struct Request {
    int client = -1;
    Asked asked;
  };

  [[nodiscard]] bool wait(int stop_descriptor);
  void receive(Client& client);
  void take_requests(std::vector<Request>& requests);
  [[nodiscard]] std::expected<void, PortError> answer(const std::vector<Request>& requests);
  [[nodiscard]] std::expected<void, PortError> answer_submitted(std::vector<Request>& submitted);
  [[nodiscard]] std::expected<std::string, PortError> answer_question(const Asked& asked);
  void report_waiting(const std::vector<Request>& requests);
  void send_answers();
  void say(int client, const std::string& line);

  LocalSubmission& submission_;
  Socket listening_;
  monitor::Monitor monitor_;
  std::map<int, Client> clients_;  // by descriptor
  std::int64_t ticked_at_ms_ = 0;
  std::int64_t history_at_ms_ = 0;  // when a history last came in; 0: never
};

}  // namespace koppel::cli
