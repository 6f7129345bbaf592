#pragma once

#include "consumers/kafka/kafka_client.h"
#include "engine/ports/area_log.h"

#include <array>
#include <cstdint>
#include <deque>
#include <expected>
#include <memory>
#include <string>

namespace koppel {

// Sends records to the input topics, as a source system does: outside of any transaction, each to
// the partition that it is told. What is sent again by a request that was repeated stands once.
class FactFeeder {
 public:
  // Reaches out to nobody yet.
  [[nodiscard]] static std::expected<std::unique_ptr<FactFeeder>, LogError> make(
      const KafkaSettings& settings, KafkaLogger logger);

  // Hands over; waits only while what was handed over before fills the memory it may take.
  [[nodiscard]] std::expected<void, LogError> send(const LogRecord& record, std::int32_t partition);

  // Waits a second at most; whether every record so far is acknowledged or given up.
  [[nodiscard]] bool is_settled();

  // Waits until they are. An error says how many were given up, and why: they may stand or not,
  // and may be sent again.
  [[nodiscard]] std::expected<void, LogError> finish();

 private:
  struct DestroyTopic {
    void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
  };

  FactFeeder(std::unique_ptr<KafkaClient> client, const std::string& prefix);

  std::deque<DeliveryReport> reports_;  // of what was handed over since finish()
  std::unique_ptr<KafkaClient> client_;
  std::array<std::unique_ptr<rd_kafka_topic_t, DestroyTopic>, kAreaTopics> topics_;
};

}  // namespace koppel
