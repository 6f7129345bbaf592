#pragma once

#include "consumers/kafka/area_reader.h"
#include "consumers/kafka/kafka_cluster.h"
#include "consumers/kafka/transactional_producer.h"
#include "engine/model/area.h"
#include "engine/ports/area_log.h"

#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace koppel {

// An area on Kafka, by librdkafka 2.0.2 or later: two producers with the transactional ids
// <prefix>.<area>.0 and .1, and a reader of what was committed.
class KafkaAreaLog final : public AreaLog {
 public:
  struct Place {
    AreaId area;
    std::int32_t partition = 0;  // the area's number in deploy/areas.json
  };

  // Reaches out to nobody yet.
  [[nodiscard]] static std::expected<std::unique_ptr<KafkaAreaLog>, LogError> open(
      std::shared_ptr<const KafkaCluster> cluster, Place place);

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
  KafkaAreaLog(std::shared_ptr<const KafkaCluster> cluster,
               Place place,
               std::unique_ptr<AreaReader> reader)
      : cluster_(std::move(cluster)), place_(place), reader_(std::move(reader)) {}

  [[nodiscard]] std::unique_ptr<TransactionalProducer>& of(AreaProducer producer) {
    return producers_[static_cast<std::size_t>(producer)];
  }

  [[nodiscard]] std::string id_of(AreaProducer producer) const;

  template <typename Call>
  [[nodiscard]] auto with(AreaProducer producer, Call call)
      -> decltype(call(*std::declval<TransactionalProducer*>()));

  std::shared_ptr<const KafkaCluster> cluster_;
  Place place_;
  std::array<std::unique_ptr<TransactionalProducer>, 2> producers_;
  std::unique_ptr<AreaReader> reader_;
};

}  // namespace koppel
