#include "consumers/kafka/kafka_client.h"

#include "consumers/kafka/kafka_failure.h"

#include <array>
#include <utility>

namespace koppel {
namespace {

constexpr int kInfoLevel = 6;
constexpr int kDebugLevel = 7;

struct DestroyConf {
  void operator()(rd_kafka_conf_t* conf) const { rd_kafka_conf_destroy(conf); }
};

struct DestroyList {
  void operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
  }
};

LogError refused(const std::string& what) {
  return {.failure = LogFailure::kUnavailable, .what = what, .remedy = "change the settings"};
}

}  // namespace

std::expected<std::unique_ptr<KafkaClient>, LogError> KafkaClient::make(
    const KafkaSettings& settings,
    KafkaRole role,
    const std::map<std::string, std::string>& identity,
    KafkaLogger logger) {
  std::unique_ptr<rd_kafka_conf_t, DestroyConf> conf(rd_kafka_conf_new());
  std::array<char, 512> why{};
  std::map<std::string, std::string> told = settings.of_role(role);
  for (const auto& [name, value] : identity) told.insert_or_assign(name, value);
  for (const auto& [name, value] : told) {
    if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), why.data(), why.size()) !=
        RD_KAFKA_CONF_OK) {
      return std::unexpected(refused(name + ": " + why.data()));
    }
  }
  std::unique_ptr<KafkaClient> client(
      new KafkaClient(std::move(logger), settings.asks_debug() ? kDebugLevel : kInfoLevel));
  rd_kafka_conf_set_opaque(conf.get(), client.get());
  rd_kafka_conf_set_log_cb(conf.get(), &KafkaClient::on_log);
  rd_kafka_conf_set_error_cb(conf.get(), &KafkaClient::on_error);
  rd_kafka_conf_set_stats_cb(conf.get(), &KafkaClient::on_statistics);
  const bool sends = role == KafkaRole::kProducer || role == KafkaRole::kFeeder;
  // Without this one a commit polls in steps of 10 ms.
  if (sends) rd_kafka_conf_set_dr_msg_cb(conf.get(), &KafkaClient::on_delivery);
  if (role == KafkaRole::kMember) {
    rd_kafka_conf_set_rebalance_cb(conf.get(), &KafkaClient::on_rebalanced);
  }
  const auto type = sends ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER;
  client->handle_ = rd_kafka_new(type, conf.get(), why.data(), why.size());
  if (client->handle_ == nullptr) return std::unexpected(refused(why.data()));
  (void)conf.release();  // the client's now
  return client;
}

// No consumer close: in 2.0.2 it may block (#4187); a member leaves its group before.
KafkaClient::~KafkaClient() {
  if (handle_ == nullptr) return;
  dirt_.ended();
  rd_kafka_purge(handle_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  rd_kafka_destroy_flags(handle_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

void KafkaClient::on_log(const rd_kafka_t* client,
                         int level,
                         const char* facility,
                         const char* text) {
  auto* self = static_cast<KafkaClient*>(rd_kafka_opaque(client));
  self->dirt_.log_line(facility);
  if (level <= self->level_max_ && self->logger_) self->logger_(level, facility, text);
}

void KafkaClient::on_error(rd_kafka_t* /*client*/, int code, const char* /*why*/, void* self) {
  static_cast<KafkaClient*>(self)->dirt_.error(static_cast<rd_kafka_resp_err_t>(code));
}

int KafkaClient::on_statistics(rd_kafka_t* /*client*/, char* json, std::size_t size, void* self) {
  static_cast<KafkaClient*>(self)->dirt_.statistics({json, size});
  return 0;
}

void KafkaClient::on_rebalanced(rd_kafka_t* /*client*/,
                                rd_kafka_resp_err_t code,
                                rd_kafka_topic_partition_list_t* partitions,
                                void* self) {
  static_cast<KafkaClient*>(self)->rebalanced_(code, *partitions);
}

void KafkaClient::on_delivery(rd_kafka_t* /*client*/,
                              const rd_kafka_message_t* message,
                              void* /*self*/) {
  *static_cast<DeliveryReport*>(message->_private) = {.code = message->err,
                                                      .offset = message->offset};
}

// Whoever only asks holds no topic, so librdkafka never looks up its leader again: once another
// node leads it, every question goes where it led before, and times out.
std::expected<std::int64_t, LogError> KafkaClient::offset_of(const std::string& topic,
                                                             std::int32_t partition,
                                                             std::int64_t which,
                                                             std::int64_t call_ms) const {
  const auto answer = ask_offset(topic, partition, which, call_ms / 4);
  if (answer) return answer;
  look_up_leaders(call_ms / 4);
  return ask_offset(topic, partition, which, call_ms / 2);
}

void KafkaClient::look_up_leaders(std::int64_t call_ms) const {
  constexpr int kOfAllTopics = 1;
  const rd_kafka_metadata_t* answered = nullptr;
  const rd_kafka_resp_err_t code =
      rd_kafka_metadata(handle_, kOfAllTopics, nullptr, &answered, static_cast<int>(call_ms));
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) rd_kafka_metadata_destroy(answered);
}

// rd_kafka_query_watermark_offsets() asks the same, but in 2.0.2 may never return (#4460).
std::expected<std::int64_t, LogError> KafkaClient::ask_offset(const std::string& topic,
                                                              std::int32_t partition,
                                                              std::int64_t which,
                                                              std::int64_t call_ms) const {
  const std::unique_ptr<rd_kafka_topic_partition_list_t, DestroyList> list(
      rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_t* asked =
      rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition);
  asked->offset = which;
  const rd_kafka_resp_err_t code =
      rd_kafka_offsets_for_times(handle_, list.get(), static_cast<int>(call_ms));
  const std::string doing = "asking where " + topic + " [" + std::to_string(partition) + "] ends";
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return std::unexpected(unavailable(doing, code));
  if (asked->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return std::unexpected(unavailable(doing, asked->err));
  }
  return asked->offset;
}

}  // namespace koppel
