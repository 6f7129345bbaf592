#include "consumers/kafka/fact_feeder.h"

#include "consumers/kafka/kafka_failure.h"
#include "consumers/kafka/outgoing.h"
#include "engine/model/invariant.h"
#include "engine/ports/area_topic.h"

#include <algorithm>
#include <string>
#include <utility>

namespace koppel {
namespace {

constexpr int kFlushMs = 1'000;
// A record is given up by librdkafka before (message.timeout.ms, 5 min).
constexpr std::int64_t kPatienceMs = 600'000;

}  // namespace

FactFeeder::FactFeeder(std::unique_ptr<KafkaClient> client, const std::string& prefix)
    : client_(std::move(client)) {
  for (std::size_t at = 0; at < kAreaTopics; ++at) {
    const std::string name = topic_name(prefix, static_cast<AreaTopic>(at));
    topics_[at].reset(rd_kafka_topic_new(client_->get(), name.c_str(), nullptr));
    invariant(topics_[at] != nullptr, "a topic without settings of its own is always made");
  }
}

std::expected<std::unique_ptr<FactFeeder>, LogError> FactFeeder::make(const KafkaSettings& settings,
                                                                      KafkaLogger logger) {
  auto client = KafkaClient::make(settings, KafkaRole::kFeeder, {}, std::move(logger));
  if (!client) return std::unexpected(client.error());
  return std::unique_ptr<FactFeeder>(new FactFeeder(std::move(*client), settings.prefix()));
}

std::expected<void, LogError> FactFeeder::send(const LogRecord& record, std::int32_t partition) {
  rd_kafka_topic_t* topic = topics_[static_cast<std::size_t>(record.topic)].get();
  reports_.emplace_back();
  const KafkaError error =
      hand_over({.client = client_->get(), .topic = topic, .partition = partition},
                record,
                reports_.back(),
                kPatienceMs);
  client_->serve();
  if (!error) return {};
  reports_.pop_back();
  return std::unexpected(unavailable("sending to " + std::string(rd_kafka_topic_name(topic)),
                                     rd_kafka_error_string(error.get())));
}

bool FactFeeder::is_settled() {
  return rd_kafka_flush(client_->get(), kFlushMs) != RD_KAFKA_RESP_ERR__TIMED_OUT;
}

std::expected<void, LogError> FactFeeder::finish() {
  while (!is_settled()) {
  }
  const auto failed = [](const DeliveryReport& report) {
    return report.code != RD_KAFKA_RESP_ERR_NO_ERROR;
  };
  const auto first = std::ranges::find_if(reports_, failed);
  if (first == reports_.end()) {
    reports_.clear();
    return {};
  }
  LogError error =
      unavailable("sending " + std::to_string(std::ranges::count_if(reports_, failed)) + " of " +
                      std::to_string(reports_.size()) + " facts",
                  rd_kafka_err2str(first->code));
  error.remedy = "see that the brokers run and have the topics (deploy/topics), and send all again";
  reports_.clear();
  return std::unexpected(error);
}

}  // namespace koppel
