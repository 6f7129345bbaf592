#include "consumers/kafka/transactional_producer.h"

#include "consumers/kafka/kafka_failure.h"
#include "consumers/kafka/outgoing.h"
#include "engine/model/invariant.h"
#include "engine/ports/area_topic.h"

#include <utility>

namespace koppel {
namespace {

struct DestroyMetadata {
  void operator()(const rd_kafka_metadata_t* metadata) const {
    rd_kafka_metadata_destroy(metadata);
  }
};

LogError no_partition(const std::string& topic, std::int32_t partition) {
  LogError error = unavailable(topic, "it has no partition " + std::to_string(partition));
  error.remedy = "make it: deploy/topics";
  return error;
}

std::expected<void, LogError> check_partition(const rd_kafka_metadata_topic& topic,
                                              std::int32_t partition) {
  if (topic.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART || topic.partition_cnt <= partition) {
    return std::unexpected(no_partition(topic.topic, partition));
  }
  if (topic.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return std::unexpected(unavailable(topic.topic, topic.err));
  }
  return {};
}

}  // namespace

TransactionalProducer::TransactionalProducer(std::unique_ptr<KafkaClient> client,
                                             const Identity& identity,
                                             std::int64_t transaction_ms)
    : identity_(identity), transaction_ms_(transaction_ms), client_(std::move(client)) {}

std::expected<std::unique_ptr<TransactionalProducer>, LogError> TransactionalProducer::make(
    const KafkaSettings& settings, const Identity& identity, KafkaLogger logger) {
  auto client = KafkaClient::make(settings,
                                  KafkaRole::kProducer,
                                  {{"transactional.id", identity.transactional_id}},
                                  std::move(logger));
  if (!client) return std::unexpected(client.error());
  std::unique_ptr<TransactionalProducer> producer(
      new TransactionalProducer(std::move(*client), identity, settings.transaction_ms()));
  // In this order: who has no connection yet looks for its coordinator only half a second later.
  if (auto done = producer->know_topics(settings); !done) return std::unexpected(done.error());
  if (auto done = producer->init(settings.call_ms()); !done) return std::unexpected(done.error());
  return producer;
}

std::expected<void, LogError> TransactionalProducer::init(std::int64_t call_ms) {
  const std::string doing = "initialising " + identity_.transactional_id;
  const KafkaError error(rd_kafka_init_transactions(client_->get(), static_cast<int>(call_ms)));
  if (!error) return {};
  const rd_kafka_resp_err_t code = rd_kafka_error_code(error.get());
  if (rd_kafka_error_is_fatal(error.get()) == 0) return std::unexpected(unavailable(doing, code));
  return std::unexpected(spent(doing, code, rd_kafka_error_string(error.get())));
}

// All topics in one request: the first record to a topic not known yet would wait for a second.
std::expected<void, LogError> TransactionalProducer::know_topics(const KafkaSettings& settings) {
  for (std::size_t at = 0; at < kAreaTopics; ++at) {
    const std::string name = topic_name(settings.prefix(), static_cast<AreaTopic>(at));
    topics_[at].reset(rd_kafka_topic_new(client_->get(), name.c_str(), nullptr));
    invariant(topics_[at] != nullptr, "a topic without settings of its own is always made");
  }
  const rd_kafka_metadata_t* answered = nullptr;
  const rd_kafka_resp_err_t code = rd_kafka_metadata(
      client_->get(), 0, nullptr, &answered, static_cast<int>(settings.call_ms()));
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return std::unexpected(unavailable("asking for the topics", code));
  }
  const std::unique_ptr<const rd_kafka_metadata_t, DestroyMetadata> metadata(answered);
  for (int at = 0; at < metadata->topic_cnt; ++at) {
    if (auto there = check_partition(metadata->topics[at], identity_.partition); !there) {
      return there;
    }
  }
  return {};
}

std::expected<void, LogError> TransactionalProducer::check(const std::string& doing,
                                                           State wanted) const {
  const FatalError fatal = fatal_error_of(client_->get());
  if (fatal.code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return std::unexpected(spent(doing, fatal.code, fatal.why));
  }
  if (state_ == State::kFailed) {
    return std::unexpected(abortable(doing, "a record was not acknowledged"));
  }
  if (state_ == wanted) return {};
  return std::unexpected(
      spent(doing, RD_KAFKA_RESP_ERR__STATE, "the transaction is in another state"));
}

LogError TransactionalProducer::failed(const std::string& doing,
                                       rd_kafka_resp_err_t code,
                                       const std::string& why) const {
  const FatalError fatal = fatal_error_of(client_->get());
  if (fatal.code != RD_KAFKA_RESP_ERR_NO_ERROR) return spent(doing, fatal.code, fatal.why);
  return is_fencing(code) ? spent(doing, code, why) : abortable(doing, why);
}

// After a fatal error begin_transaction() may never return in 2.0.2 (#4420): it is looked for
// first.
std::expected<void, LogError> TransactionalProducer::begin() {
  const std::string doing = "beginning a transaction of " + identity_.transactional_id;
  client_->serve();  // what waits belongs to no transaction
  if (auto fit = check(doing, State::kIdle); !fit) return fit;
  const KafkaError error(rd_kafka_begin_transaction(client_->get()));
  if (error) {
    return std::unexpected(
        spent(doing, rd_kafka_error_code(error.get()), rd_kafka_error_string(error.get())));
  }
  client_->dirt().begun();
  reports_.clear();
  state_ = State::kOpen;
  return {};
}

std::expected<void, LogError> TransactionalProducer::produce(const LogRecord& record) {
  invariant(record.time.is_set(), "whoever sends a record says its time");
  const std::string doing = "producing by " + identity_.transactional_id;
  if (auto fit = check(doing, State::kOpen); !fit) return fit;
  reports_.emplace_back();
  auto given = hand_over(record);
  if (!given) {
    reports_.pop_back();
    state_ = State::kFailed;
  }
  return given;
}

std::expected<void, LogError> TransactionalProducer::hand_over(const LogRecord& record) {
  rd_kafka_topic_t* topic = topics_[static_cast<std::size_t>(record.topic)].get();
  const KafkaError error = koppel::hand_over(
      {.client = client_->get(), .topic = topic, .partition = identity_.partition},
      record,
      reports_.back(),
      transaction_ms_);
  if (!error) return {};
  return std::unexpected(failed("producing to " + std::string(rd_kafka_topic_name(topic)),
                                rd_kafka_error_code(error.get()),
                                rd_kafka_error_string(error.get())));
}

std::expected<std::vector<std::int64_t>, LogError> TransactionalProducer::flush() {
  const std::string doing = "sending by " + identity_.transactional_id;
  if (auto fit = check(doing, State::kOpen); !fit) return std::unexpected(fit.error());
  if (reports_.empty()) return std::vector<std::int64_t>();
  const rd_kafka_resp_err_t code =
      rd_kafka_flush(client_->get(), static_cast<int>(transaction_ms_));
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    state_ = State::kSpent;
    return std::unexpected(spent(doing, code, "no answer in the time of a transaction"));
  }
  std::vector<std::int64_t> offsets;
  offsets.reserve(reports_.size());
  for (const DeliveryReport& report : reports_) {
    if (report.code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      state_ = State::kFailed;
      return std::unexpected(failed(doing, report.code, rd_kafka_err2str(report.code)));
    }
    offsets.push_back(report.offset);
  }
  reports_.clear();
  return offsets;
}

// Everything was acknowledged before EndTxn goes out, so whatever then comes but a clean answer
// leaves the outcome open: librdkafka retries EndTxn by itself, and may call "abortable" what the
// broker has committed. Its manual says to wait without a bound, lest its state and the broker's
// part; but in 2.0.2 that waits for ever while no broker answers. A bound does no harm here: after
// it the producer is not used again, and the next one gets a new epoch.
std::expected<CommitAnswer, LogError> TransactionalProducer::commit() {
  const std::string doing = "committing by " + identity_.transactional_id;
  if (auto sent = flush(); !sent) return std::unexpected(sent.error());
  const KafkaError error(
      rd_kafka_commit_transaction(client_->get(), static_cast<int>(transaction_ms_)));
  client_->serve();
  client_->dirt().ended();
  state_ = error ? State::kSpent : State::kIdle;
  if (error) {
    const FatalError fatal = fatal_error_of(client_->get());
    const rd_kafka_resp_err_t code = rd_kafka_error_code(error.get());
    return std::unexpected(
        spent(doing, is_fencing(code) ? code : fatal.code, rd_kafka_error_string(error.get())));
  }
  return client_->dirt().seen() ? CommitAnswer::kDirty : CommitAnswer::kClean;
}

std::expected<void, LogError> TransactionalProducer::abort() {
  const std::string doing = "aborting by " + identity_.transactional_id;
  if (state_ == State::kFailed) state_ = State::kOpen;
  if (auto fit = check(doing, State::kOpen); !fit) return fit;
  const KafkaError error(
      rd_kafka_abort_transaction(client_->get(), static_cast<int>(transaction_ms_)));
  client_->serve();
  client_->dirt().ended();
  state_ = error ? State::kSpent : State::kIdle;
  if (error) {
    return std::unexpected(
        spent(doing, rd_kafka_error_code(error.get()), rd_kafka_error_string(error.get())));
  }
  reports_.clear();
  return {};
}

}  // namespace koppel
