#pragma once

#include "consumers/kafka/kafka_client.h"

#include <array>
#include <cstdint>
#include <deque>
#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace koppel {

// One transactional id, initialised. Its partition is the same number in every topic.
class TransactionalProducer {
 public:
  struct Identity {
    std::string transactional_id;
    std::int32_t partition = 0;
  };

  // Fences every older holder of that id; see AreaLog::init().
  [[nodiscard]] static std::expected<std::unique_ptr<TransactionalProducer>, LogError> make(
      const KafkaSettings& settings, const Identity& identity, KafkaLogger logger);

  // As AreaLog has them.
  [[nodiscard]] std::expected<void, LogError> begin();
  [[nodiscard]] std::expected<void, LogError> produce(const LogRecord& record);
  [[nodiscard]] std::expected<std::vector<std::int64_t>, LogError> flush();
  [[nodiscard]] std::expected<CommitAnswer, LogError> commit();
  [[nodiscard]] std::expected<void, LogError> abort();

  // Serves callbacks that wait, so that they do not heap up while nothing is sent.
  void serve() { client_->serve(); }

 private:
  TransactionalProducer(std::unique_ptr<KafkaClient> client,
                        const Identity& identity,
                        std::int64_t transaction_ms);

  enum class State : std::uint8_t {
    kIdle,
    kOpen,
    kFailed,  // a record was not acknowledged: only abort() is left
    kSpent
  };

  struct DestroyTopic {
    void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
  };

  [[nodiscard]] std::expected<void, LogError> init(std::int64_t call_ms);
  [[nodiscard]] std::expected<void, LogError> know_topics(const KafkaSettings& settings);
  [[nodiscard]] std::expected<void, LogError> check(const std::string& doing, State wanted) const;
  [[nodiscard]] std::expected<void, LogError> hand_over(const LogRecord& record);
  [[nodiscard]] LogError failed(const std::string& doing,
                                rd_kafka_resp_err_t code,
                                const std::string& why) const;

  Identity identity_;
  std::int64_t transaction_ms_;
  State state_ = State::kIdle;
  std::deque<DeliveryReport> reports_;  // of what was handed over since the last flush()
  std::unique_ptr<KafkaClient> client_;
  std::array<std::unique_ptr<rd_kafka_topic_t, DestroyTopic>, kAreaTopics> topics_;
};

}  // namespace koppel
