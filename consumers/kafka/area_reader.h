#pragma once

#include "consumers/kafka/kafka_client.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace koppel {

// Reads one partition number in several topics, read_committed, each from where it was sought.
// Partitions are assigned by hand: no membership, no group offsets.
class AreaReader {
 public:
  struct Identity {
    std::string group;  // librdkafka assigns only to who has one; nothing is ever kept under it
    std::int32_t partition = 0;
  };

  [[nodiscard]] static std::expected<std::unique_ptr<AreaReader>, LogError> make(
      const KafkaSettings& settings, const Identity& identity, KafkaLogger logger);

  ~AreaReader();
  AreaReader(const AreaReader&) = delete;
  AreaReader& operator=(const AreaReader&) = delete;

  // As AreaLog has them.
  [[nodiscard]] std::expected<void, LogError> seek(AreaTopic topic, std::int64_t offset);
  [[nodiscard]] std::expected<std::vector<StandingRecord>, LogError> poll(
      std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms);
  [[nodiscard]] std::expected<std::int64_t, LogError> position(AreaTopic topic) const;

 private:
  using Moment = std::chrono::steady_clock::time_point;

  struct DestroyQueue {
    void operator()(rd_kafka_queue_t* queue) const {
      rd_kafka_queue_io_event_enable(queue, -1, nullptr, 0);
      rd_kafka_queue_destroy(queue);
    }
  };

  using Queue = std::unique_ptr<rd_kafka_queue_t, DestroyQueue>;

  struct DestroyTopic {
    void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
  };

  enum class Assignment : std::uint8_t {
    kNone,
    kFetching,
    kOutside  // the log does not hold the offset; tried again
  };

  struct Place {
    Queue queue;
    std::int64_t next = 0;
    Assignment assignment = Assignment::kNone;
    Moment outside_since;
    std::optional<LogError> failed;  // answered by the next poll()
  };

  AreaReader(std::unique_ptr<KafkaClient> client,
             const KafkaSettings& settings,
             const Identity& identity,
             int wake);

  void know_topics();
  [[nodiscard]] std::expected<void, LogError> assign(AreaTopic topic, Place& place);
  [[nodiscard]] std::expected<void, LogError> revive(std::span<const AreaTopic> topics);
  void drain(AreaTopic topic, std::size_t most, std::vector<StandingRecord>& records);
  void take(AreaTopic topic,
            Place& place,
            const rd_kafka_message_t& message,
            std::vector<StandingRecord>& records);
  void wait_until(Moment until);
  [[nodiscard]] Queue queue_of(const std::string& name) const;

  std::unique_ptr<KafkaClient> client_;
  std::string prefix_;
  Identity identity_;
  int wake_;  // an eventfd that the queues write to
  std::int64_t call_ms_;
  std::vector<std::unique_ptr<rd_kafka_topic_t, DestroyTopic>> topics_;
  std::map<AreaTopic, Place> places_;
  std::size_t turn_ = 0;  // who is looked at first, so that a full topic starves no other
};

}  // namespace koppel
