#pragma once

#include "consumers/kafka/area_reader.h"
#include "consumers/kafka/kafka_client.h"
#include "consumers/kafka/kafka_settings.h"
#include "consumers/kafka/transactional_producer.h"
#include "engine/model/area.h"
#include "engine/ports/area_log.h"

#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace koppel {

// An area on Kafka, by librdkafka 2.0.2 or later. Two producers with the transactional ids
// <prefix>.<area>.0 and .1, a reader of what was committed, and two observers of where partitions
// end: one with open transactions and one without, since a client sees but one of these ends. They
// have connections of their own: a question behind a fetch that waits for records waits with it.
class KafkaAreaLog final : public AreaLog {
 public:
  struct Place {
    AreaId area;
    std::int32_t partition = 0;  // the area's number in deploy/areas.json
  };

  // Reaches out to nobody yet.
  [[nodiscard]] static std::expected<std::unique_ptr<KafkaAreaLog>, LogError> open(
      const KafkaSettings& settings, Place place, KafkaLogger logger);

  [[nodiscard]] std::expected<std::string, LogError> cluster_id() override;
  [[nodiscard]] std::expected<void, LogError> init(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> begin(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> produce(AreaProducer producer,
                                                      const LogRecord& record) override;
  [[nodiscard]] std::expected<std::vector<std::int64_t>, LogError> flush(
      AreaProducer producer) override;
  [[nodiscard]] std::expected<CommitAnswer, LogError> commit(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> abort(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> seek(AreaTopic topic, std::int64_t offset) override;
  [[nodiscard]] std::expected<std::vector<StandingRecord>, LogError> poll(
      std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) override;
  [[nodiscard]] std::expected<std::int64_t, LogError> position(AreaTopic topic) override;
  [[nodiscard]] std::expected<LogBounds, LogError> bounds(AreaTopic topic) override;

 private:
  KafkaAreaLog(KafkaSettings settings, Place place, KafkaLogger logger)
      : settings_(std::move(settings)), place_(place), logger_(std::move(logger)) {}

  [[nodiscard]] std::unique_ptr<TransactionalProducer>& of(AreaProducer producer) {
    return producers_[static_cast<std::size_t>(producer)];
  }

  [[nodiscard]] std::string id_of(AreaProducer producer) const;
  [[nodiscard]] std::expected<void, LogError> make_clients();
  [[nodiscard]] std::expected<std::unique_ptr<KafkaClient>, LogError> observer(
      const std::string& isolation) const;

  template <typename Call>
  [[nodiscard]] auto with(AreaProducer producer, Call call)
      -> decltype(call(*std::declval<TransactionalProducer*>()));

  KafkaSettings settings_;
  Place place_;
  KafkaLogger logger_;
  std::array<std::unique_ptr<TransactionalProducer>, 2> producers_;
  std::unique_ptr<AreaReader> reader_;
  std::unique_ptr<KafkaClient> stable_observer_;
  std::unique_ptr<KafkaClient> high_observer_;
};

}  // namespace koppel
