#include "consumers/kafka/kafka_area_log.h"

#include "consumers/kafka/kafka_failure.h"
#include "engine/ports/area_topic.h"

#include <utility>

namespace koppel {

std::expected<std::unique_ptr<KafkaAreaLog>, LogError> KafkaAreaLog::open(
    std::shared_ptr<const KafkaCluster> cluster, Place place) {
  const std::string group = cluster->settings().prefix() + "." + to_text(place.area) + ".reader";
  auto reader = AreaReader::make(
      cluster->settings(), {.group = group, .partition = place.partition}, cluster->logger());
  if (!reader) return std::unexpected(reader.error());
  return std::unique_ptr<KafkaAreaLog>(
      new KafkaAreaLog(std::move(cluster), place, std::move(*reader)));
}

std::string KafkaAreaLog::id_of(AreaProducer producer) const {
  return cluster_->settings().prefix() + "." + to_text(place_.area) +
         (producer == AreaProducer::kFirst ? ".0" : ".1");
}

std::expected<std::string, LogError> KafkaAreaLog::cluster_id() {
  return cluster_->id();
}

std::expected<void, LogError> KafkaAreaLog::init(AreaProducer producer) {
  of(producer).reset();
  auto made = TransactionalProducer::make(
      cluster_->settings(),
      {.transactional_id = id_of(producer), .partition = place_.partition},
      cluster_->logger());
  if (!made) return std::unexpected(made.error());
  of(producer) = std::move(*made);
  return {};
}

template <typename Call>
auto KafkaAreaLog::with(AreaProducer producer, Call call)
    -> decltype(call(*std::declval<TransactionalProducer*>())) {
  if (of(producer)) return call(*of(producer));
  return std::unexpected(
      spent(id_of(producer), RD_KAFKA_RESP_ERR__STATE, "it was not initialised"));
}

std::expected<void, LogError> KafkaAreaLog::begin(AreaProducer producer) {
  return with(producer, [](auto& one) { return one.begin(); });
}

std::expected<void, LogError> KafkaAreaLog::produce(AreaProducer producer,
                                                    const LogRecord& record) {
  return with(producer, [&](auto& one) { return one.produce(record); });
}

std::expected<std::vector<std::int64_t>, LogError> KafkaAreaLog::flush(AreaProducer producer) {
  return with(producer, [](auto& one) { return one.flush(); });
}

std::expected<CommitAnswer, LogError> KafkaAreaLog::commit(AreaProducer producer) {
  return with(producer, [](auto& one) { return one.commit(); });
}

std::expected<void, LogError> KafkaAreaLog::abort(AreaProducer producer) {
  return with(producer, [](auto& one) { return one.abort(); });
}

std::expected<void, LogError> KafkaAreaLog::seek(AreaTopic topic, std::int64_t offset) {
  return reader_->seek(topic, offset);
}

std::expected<std::vector<StandingRecord>, LogError> KafkaAreaLog::poll(
    std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) {
  for (const auto& producer : producers_) {
    if (producer) producer->serve();
  }
  cluster_->serve();
  return reader_->poll(topics, most, wait_ms);
}

std::expected<std::int64_t, LogError> KafkaAreaLog::position(AreaTopic topic) {
  return reader_->position(topic);
}

std::expected<LogBounds, LogError> KafkaAreaLog::bounds(AreaTopic topic) {
  return cluster_->bounds(topic_name(cluster_->settings().prefix(), topic), place_.partition);
}

}  // namespace koppel
