#include "consumers/kafka/kafka_cluster.h"

#include "consumers/kafka/kafka_failure.h"

#include <algorithm>
#include <utility>

namespace koppel {

std::expected<std::shared_ptr<KafkaCluster>, LogError> KafkaCluster::make(
    const KafkaSettings& settings, KafkaLogger logger) {
  std::shared_ptr<KafkaCluster> cluster(new KafkaCluster(settings, std::move(logger)));
  auto stable = cluster->observer("read_committed");
  if (!stable) return std::unexpected(stable.error());
  cluster->stable_ = std::move(*stable);
  auto high = cluster->observer("read_uncommitted");
  if (!high) return std::unexpected(high.error());
  cluster->high_ = std::move(*high);
  return cluster;
}

std::expected<std::unique_ptr<KafkaClient>, LogError> KafkaCluster::observer(
    const std::string& isolation) const {
  return KafkaClient::make(
      settings_, KafkaRole::kObserver, {{"isolation.level", isolation}}, logger_);
}

std::expected<std::string, LogError> KafkaCluster::id() const {
  struct Free {
    void operator()(char* text) const { rd_kafka_mem_free(nullptr, text); }
  };

  const std::unique_ptr<char, Free> id(
      rd_kafka_clusterid(high_->get(), static_cast<int>(settings_.call_ms())));
  if (id) return id.get();
  return std::unexpected(
      unavailable("asking for the cluster's identity", RD_KAFKA_RESP_ERR__TIMED_OUT));
}

// In this order, so that each is at most the next one: all of them only rise.
std::expected<LogBounds, LogError> KafkaCluster::bounds(const std::string& topic,
                                                        std::int32_t partition) const {
  const auto ask = [&](const KafkaClient& observer, std::int64_t which) {
    return observer.offset_of(topic, partition, which, settings_.call_ms());
  };
  const auto start = ask(*high_, RD_KAFKA_OFFSET_BEGINNING);
  if (!start) return std::unexpected(start.error());
  const auto stable = ask(*stable_, RD_KAFKA_OFFSET_END);
  if (!stable) return std::unexpected(stable.error());
  const auto high = ask(*high_, RD_KAFKA_OFFSET_END);
  if (!high) return std::unexpected(high.error());
  const std::int64_t least = std::max(*start, *stable);
  return LogBounds{.start = *start, .stable = least, .high = std::max(least, *high)};
}

void KafkaCluster::serve() const {
  stable_->serve();
  high_->serve();
}

}  // namespace koppel
