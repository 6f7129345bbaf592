#include "consumers/kafka/kafka_area_log.h"

#include "consumers/kafka/kafka_failure.h"
#include "consumers/kafka/topic_names.h"

#include <algorithm>
#include <utility>

namespace koppel {

std::expected<std::unique_ptr<KafkaAreaLog>, LogError> KafkaAreaLog::open(
    const KafkaSettings& settings, Place place, KafkaLogger logger) {
  std::unique_ptr<KafkaAreaLog> log(new KafkaAreaLog(settings, place, std::move(logger)));
  if (auto made = log->make_clients(); !made) return std::unexpected(made.error());
  return log;
}

std::expected<void, LogError> KafkaAreaLog::make_clients() {
  const std::string group = settings_.prefix() + "." + to_text(place_.area) + ".reader";
  auto reader =
      AreaReader::make(settings_, {.group = group, .partition = place_.partition}, logger_);
  if (!reader) return std::unexpected(reader.error());
  reader_ = std::move(*reader);
  auto stable = observer("read_committed");
  if (!stable) return std::unexpected(stable.error());
  stable_observer_ = std::move(*stable);
  auto high = observer("read_uncommitted");
  if (!high) return std::unexpected(high.error());
  high_observer_ = std::move(*high);
  return {};
}

std::expected<std::unique_ptr<KafkaClient>, LogError> KafkaAreaLog::observer(
    const std::string& isolation) const {
  return KafkaClient::make(
      settings_, KafkaRole::kObserver, {{"isolation.level", isolation}}, logger_);
}

std::string KafkaAreaLog::id_of(AreaProducer producer) const {
  return settings_.prefix() + "." + to_text(place_.area) +
         (producer == AreaProducer::kFirst ? ".0" : ".1");
}

std::expected<std::string, LogError> KafkaAreaLog::cluster_id() {
  struct Free {
    void operator()(char* text) const { rd_kafka_mem_free(nullptr, text); }
  };

  const std::unique_ptr<char, Free> id(
      rd_kafka_clusterid(high_observer_->get(), static_cast<int>(settings_.call_ms())));
  if (id) return id.get();
  return std::unexpected(
      unavailable("asking for the cluster's identity", RD_KAFKA_RESP_ERR__TIMED_OUT));
}

std::expected<void, LogError> KafkaAreaLog::init(AreaProducer producer) {
  of(producer).reset();
  auto made = TransactionalProducer::make(
      settings_, {.transactional_id = id_of(producer), .partition = place_.partition}, logger_);
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
  stable_observer_->serve();
  high_observer_->serve();
  return reader_->poll(topics, most, wait_ms);
}

std::expected<std::int64_t, LogError> KafkaAreaLog::position(AreaTopic topic) {
  return reader_->position(topic);
}

// In this order, so that each is at most the next one: all of them only rise.
std::expected<LogBounds, LogError> KafkaAreaLog::bounds(AreaTopic topic) {
  const std::string name = topic_name(settings_.prefix(), topic);
  const auto ask = [&](const KafkaClient& observer, std::int64_t which) {
    return observer.offset_of(name, place_.partition, which, settings_.call_ms());
  };
  const auto start = ask(*high_observer_, RD_KAFKA_OFFSET_BEGINNING);
  if (!start) return std::unexpected(start.error());
  const auto stable = ask(*stable_observer_, RD_KAFKA_OFFSET_END);
  if (!stable) return std::unexpected(stable.error());
  const auto high = ask(*high_observer_, RD_KAFKA_OFFSET_END);
  if (!high) return std::unexpected(high.error());
  const std::int64_t least = std::max(*start, *stable);
  return LogBounds{.start = *start, .stable = least, .high = std::max(least, *high)};
}

}  // namespace koppel
