#pragma once

#include "consumers/kafka/kafka_client.h"
#include "consumers/kafka/kafka_settings.h"
#include "engine/ports/area_log.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

namespace koppel {

// What all areas of a process share: how the brokers are reached, and two observers of where
// partitions end, one with open transactions and one without, since a client sees but one of these
// ends. They fetch nothing: a question behind a fetch that waits for records would wait with it.
// Any thread may ask.
class KafkaCluster {
 public:
  // Reaches out to nobody yet.
  [[nodiscard]] static std::expected<std::shared_ptr<KafkaCluster>, LogError> make(
      const KafkaSettings& settings, KafkaLogger logger);

  [[nodiscard]] const KafkaSettings& settings() const { return settings_; }

  [[nodiscard]] const KafkaLogger& logger() const { return logger_; }

  // Within settings().call_ms().
  [[nodiscard]] std::expected<std::string, LogError> id() const;
  // Within three times that; as the leader answers now.
  [[nodiscard]] std::expected<LogBounds, LogError> bounds(const std::string& topic,
                                                          std::int32_t partition) const;

  // Serves callbacks that wait, so that they do not heap up.
  void serve() const;

 private:
  KafkaCluster(KafkaSettings settings, KafkaLogger logger)
      : settings_(std::move(settings)), logger_(std::move(logger)) {}

  [[nodiscard]] std::expected<std::unique_ptr<KafkaClient>, LogError> observer(
      const std::string& isolation) const;

  KafkaSettings settings_;
  KafkaLogger logger_;
  std::unique_ptr<KafkaClient> stable_;  // read_committed
  std::unique_ptr<KafkaClient> high_;    // read_uncommitted
};

}  // namespace koppel
