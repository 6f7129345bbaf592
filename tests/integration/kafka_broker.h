#pragma once

#include "consumers/kafka/kafka_area_log.h"
#include "consumers/kafka/kafka_settings.h"
#include "tests/support/temporary_directory.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include <sys/types.h>

namespace koppel {

// A real Apache Kafka of one node, started by deploy/kafka in a directory of its own on a port that
// is free, with the topics that deploy/topics makes. Ended with the object.
class KafkaBroker {
 public:
  KafkaBroker();
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

  // Exit status and what was said.
  struct Answer {
    int code = 0;
    std::string text;
  };

  // Runs deploy/topics with these arguments.
  [[nodiscard]] Answer topics(const std::string& arguments) const;

 private:
  TemporaryDirectory directory_;
  std::string servers_;
  std::int32_t areas_used_ = 0;
};

// The one broker of this executable, started before its tests.
[[nodiscard]] KafkaBroker& the_broker();

// Runs a line of the shell to its end; what it says on both outputs counts.
[[nodiscard]] KafkaBroker::Answer run(const std::string& command);

// Waits that long without working.
void rest(std::chrono::milliseconds time);

}  // namespace koppel
