#pragma once

#include "consumers/kafka/kafka_area_log.h"
#include "consumers/kafka/kafka_settings.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <sys/types.h>

namespace koppel {

class LastWill;

// A real Apache Kafka, started by deploy/kafka in a directory of its own on ports that are free,
// with the topics that deploy/topics makes. Ended with the object, or with this process however
// that ends.
class KafkaBroker {
 public:
  struct Wishes {
    int nodes = 1;  // or 3
    // Lines of each node's settings; given the port of the first node.
    std::function<std::string(int port)> settings;
  };

  KafkaBroker() : KafkaBroker(Wishes()) {}

  explicit KafkaBroker(const Wishes& wishes);
  KafkaBroker(const KafkaBroker&) = delete;
  KafkaBroker& operator=(const KafkaBroker&) = delete;
  ~KafkaBroker();

  [[nodiscard]] const std::string& servers() const { return servers_; }

  // An area nobody used so far, with its partition.
  [[nodiscard]] KafkaAreaLog::Place unused_area();

  [[nodiscard]] KafkaSettings settings(
      const std::map<std::string, std::string>& librdkafka = {}) const;

  // The node stands still: connections stay open, nothing is answered.
  void freeze() const;
  void thaw() const;

  // kill -9 of that node, counted from 1; and whatever does not run is started again.
  void kill_node(int node) const;
  void start_again() const;

  // Exit status and what was said.
  struct Answer {
    int code = 0;
    std::string text;
  };

  // Runs deploy/topics with these arguments.
  [[nodiscard]] Answer topics(const std::string& arguments) const;

 private:
  void signal(int node, int signal) const;

  std::filesystem::path directory_;  // outlives that of a test
  std::unique_ptr<LastWill> last_will_;
  std::string servers_;
  std::int32_t areas_used_ = 0;
};

// The one broker of this executable that its tests share, started by whoever needs it first.
[[nodiscard]] KafkaBroker& the_broker();

// Runs a line of the shell to its end; what it says on both outputs counts.
[[nodiscard]] KafkaBroker::Answer run(const std::string& command);

// A port of the loopback that nobody listens at, nor 100 above.
[[nodiscard]] int free_port();

// Waits that long without working.
void rest(std::chrono::milliseconds time);

}  // namespace koppel
