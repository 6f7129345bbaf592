#pragma once

#include "consumers/kafka/dirt.h"
#include "consumers/kafka/kafka_settings.h"
#include "engine/ports/area_log.h"

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace koppel {

// A line that librdkafka logs, level as in syslog (3 error … 7 debug; debug only where the settings
// ask for it). Called from its threads.
using KafkaLogger =
    std::function<void(int level, std::string_view facility, std::string_view text)>;

// What became of one message; whoever produces hands one over with each.
struct DeliveryReport {
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__IN_PROGRESS;
  std::int64_t offset = -1;
};

// One rd_kafka_t with its callbacks. Destroying it sends nothing more and waits for its threads.
class KafkaClient {
 public:
  // Makes no connection by itself yet; only what librdkafka refuses is an error.
  [[nodiscard]] static std::expected<std::unique_ptr<KafkaClient>, LogError> make(
      const KafkaSettings& settings,
      KafkaRole role,
      const std::map<std::string, std::string>& identity,
      KafkaLogger logger);

  KafkaClient(const KafkaClient&) = delete;
  KafkaClient& operator=(const KafkaClient&) = delete;
  ~KafkaClient();

  [[nodiscard]] rd_kafka_t* get() const { return handle_; }

  [[nodiscard]] Dirt& dirt() { return dirt_; }

  // What the group shares out; of a member only. Called from who polls.
  using Rebalanced =
      std::function<void(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t& partitions)>;

  void on_rebalance(Rebalanced rebalanced) { rebalanced_ = std::move(rebalanced); }

  // Serves callbacks that wait.
  void serve() { (void)rd_kafka_poll(handle_, 0); }

  // Where a partition ends or begins (RD_KAFKA_OFFSET_END, _BEGINNING), asked of its leader now, as
  // the isolation level of this client sees it.
  [[nodiscard]] std::expected<std::int64_t, LogError> offset_of(const std::string& topic,
                                                                std::int32_t partition,
                                                                std::int64_t which,
                                                                std::int64_t call_ms) const;

 private:
  KafkaClient(KafkaLogger logger, int level_max)
      : logger_(std::move(logger)), level_max_(level_max) {}

  [[nodiscard]] std::expected<std::int64_t, LogError> ask_offset(const std::string& topic,
                                                                 std::int32_t partition,
                                                                 std::int64_t which,
                                                                 std::int64_t call_ms) const;
  void look_up_leaders(std::int64_t call_ms) const;

  static void on_log(const rd_kafka_t* client, int level, const char* facility, const char* text);
  static void on_error(rd_kafka_t* client, int code, const char* why, void* self);
  static int on_statistics(rd_kafka_t* client, char* json, std::size_t size, void* self);
  static void on_rebalanced(rd_kafka_t* client,
                            rd_kafka_resp_err_t code,
                            rd_kafka_topic_partition_list_t* partitions,
                            void* self);
  static void on_delivery(rd_kafka_t* client, const rd_kafka_message_t* message, void* self);

  KafkaLogger logger_;
  int level_max_ = 0;
  Dirt dirt_;
  Rebalanced rebalanced_;
  rd_kafka_t* handle_ = nullptr;
};

}  // namespace koppel
