#include "consumers/kafka/area_reader.h"

#include "consumers/kafka/kafka_failure.h"
#include "engine/model/invariant.h"
#include "engine/ports/area_topic.h"

#include <algorithm>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace koppel {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How often an offset that the log does not hold is tried again.
constexpr milliseconds kOutsideFor{100};

struct DestroyMessage {
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};

struct DestroyList {
  void operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
  }
};

std::string text_of(const void* bytes, std::size_t size) {
  return size == 0 ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

std::vector<LogHeader> headers_of(const rd_kafka_message_t& message) {
  std::vector<LogHeader> all;
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return all;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t at = 0;
       rd_kafka_header_get_all(headers, at, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++at) {
    all.push_back({.name = name, .value = text_of(value, size)});
  }
  return all;
}

StandingRecord record_of(AreaTopic topic, const rd_kafka_message_t& message) {
  rd_kafka_timestamp_type_t who = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  StandingRecord standing{.record = {.topic = topic,
                                     .key = text_of(message.key, message.key_len),
                                     .value = std::nullopt,
                                     .headers = headers_of(message),
                                     .time = {.ms = rd_kafka_message_timestamp(&message, &who)}},
                          .offset = message.offset};
  if (message.payload != nullptr) standing.record.value = text_of(message.payload, message.len);
  return standing;
}

}  // namespace

AreaReader::AreaReader(std::unique_ptr<KafkaClient> client,
                       const KafkaSettings& settings,
                       const Identity& identity,
                       int wake)
    : client_(std::move(client)),
      prefix_(settings.prefix()),
      identity_(identity),
      wake_(wake),
      call_ms_(settings.call_ms()) {}

AreaReader::~AreaReader() {
  places_.clear();  // a client waits for its queues and topics
  topics_.clear();
  client_.reset();
  ::close(wake_);
}

std::expected<std::unique_ptr<AreaReader>, LogError> AreaReader::make(const KafkaSettings& settings,
                                                                      const Identity& identity,
                                                                      KafkaLogger logger) {
  auto client = KafkaClient::make(
      settings, KafkaRole::kReader, {{"group.id", identity.group}}, std::move(logger));
  if (!client) return std::unexpected(client.error());
  const int wake = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake < 0) return std::unexpected(unavailable("reading", "no file descriptor is left"));
  return std::unique_ptr<AreaReader>(new AreaReader(std::move(*client), settings, identity, wake));
}

// Taken out of the common queue before it is assigned, so that each topic is read by itself: what
// one holds up, librdkafka stops fetching for that one alone.
AreaReader::Queue AreaReader::queue_of(const std::string& name) const {
  static constexpr std::uint64_t kOne = 1;
  Queue queue(rd_kafka_queue_get_partition(client_->get(), name.c_str(), identity_.partition));
  invariant(queue != nullptr, "a consumer has a queue for every partition");
  rd_kafka_queue_forward(queue.get(), nullptr);
  rd_kafka_queue_io_event_enable(queue.get(), wake_, &kOne, sizeof kOne);
  return queue;
}

// All topics in one request: else each one that is assigned waits for librdkafka's next look round,
// which is once a second. Without an answer it comes to that, and to nothing worse.
void AreaReader::know_topics() {
  if (!topics_.empty()) return;
  for (std::size_t at = 0; at < kAreaTopics; ++at) {
    const std::string name = topic_name(prefix_, static_cast<AreaTopic>(at));
    topics_.emplace_back(rd_kafka_topic_new(client_->get(), name.c_str(), nullptr));
  }
  const rd_kafka_metadata_t* answered = nullptr;
  const rd_kafka_resp_err_t code =
      rd_kafka_metadata(client_->get(), 0, nullptr, &answered, static_cast<int>(call_ms_));
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) rd_kafka_metadata_destroy(answered);
}

std::expected<void, LogError> AreaReader::seek(AreaTopic topic, std::int64_t offset) {
  invariant(offset >= 0, "an offset is counted from 0");
  know_topics();
  Place& place = places_[topic];
  place.next = offset;
  place.failed.reset();
  return assign(topic, place);
}

// By a new assignment: rd_kafka_seek_partitions() gives up too soon in 2.0.2. What was fetched
// before bears an older version and is never handed over. The queue is asked for anew each time:
// librdkafka forgets a partition that is not assigned while it does not know the topic yet, and
// makes another one, with another queue, when it is assigned again.
std::expected<void, LogError> AreaReader::assign(AreaTopic topic, Place& place) {
  const std::string name = topic_name(prefix_, topic);
  const std::unique_ptr<rd_kafka_topic_partition_list_t, DestroyList> list(
      rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(list.get(), name.c_str(), identity_.partition)->offset =
      place.next;
  place.queue.reset();
  if (std::exchange(place.assignment, Assignment::kNone) != Assignment::kNone) {
    const KafkaError error(rd_kafka_incremental_unassign(client_->get(), list.get()));
    if (error) return std::unexpected(unavailable(name, rd_kafka_error_string(error.get())));
  }
  place.queue = queue_of(name);
  const KafkaError error(rd_kafka_incremental_assign(client_->get(), list.get()));
  if (error) return std::unexpected(unavailable(name, rd_kafka_error_string(error.get())));
  place.assignment = Assignment::kFetching;
  return {};
}

std::expected<std::vector<StandingRecord>, LogError> AreaReader::poll(
    std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) {
  client_->serve();
  const Moment until = steady_clock::now() + milliseconds(wait_ms);
  if (auto revived = revive(topics); !revived) return std::unexpected(revived.error());
  std::vector<StandingRecord> records;
  ++turn_;
  for (;;) {
    for (std::size_t at = 0; at < topics.size(); ++at) {
      drain(topics[(turn_ + at) % topics.size()], most, records);
    }
    if (!records.empty()) return records;
    for (const AreaTopic topic : topics) {
      const auto place = places_.find(topic);
      if (place == places_.end() || !place->second.failed) continue;
      return std::unexpected(*std::exchange(place->second.failed, std::nullopt));
    }
    if (steady_clock::now() >= until) return records;
    wait_until(until);
  }
}

std::expected<void, LogError> AreaReader::revive(std::span<const AreaTopic> topics) {
  for (const AreaTopic topic : topics) {
    const auto found = places_.find(topic);
    if (found == places_.end()) continue;
    Place& place = found->second;
    if (place.assignment != Assignment::kOutside) continue;
    if (steady_clock::now() - place.outside_since < kOutsideFor) continue;
    if (auto assigned = assign(topic, place); !assigned) return assigned;
  }
  return {};
}

// One by one: the calls for batches skip records in 2.0.2.
void AreaReader::drain(AreaTopic topic, std::size_t most, std::vector<StandingRecord>& records) {
  const auto found = places_.find(topic);
  if (found == places_.end()) return;
  Place& place = found->second;
  while (place.queue && records.size() < most && !place.failed) {
    const std::unique_ptr<rd_kafka_message_t, DestroyMessage> message(
        rd_kafka_consume_queue(place.queue.get(), 0));
    if (!message) return;
    take(topic, place, *message, records);
  }
}

void AreaReader::take(AreaTopic topic,
                      Place& place,
                      const rd_kafka_message_t& message,
                      std::vector<StandingRecord>& records) {
  if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    place.next = std::max(place.next, message.offset);
  } else if (message.err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET) {
    place.assignment = Assignment::kOutside;
    place.outside_since = steady_clock::now();
  } else if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    place.failed =
        unavailable("reading " + topic_name(prefix_, topic), rd_kafka_message_errstr(&message));
  } else if (message.offset >= place.next) {  // 2.0.2 may fetch again from before (#4636, #4637)
    records.push_back(record_of(topic, message));
    place.next = message.offset + 1;
  }
}

// A queue writes once when it gets something, until it is read again; so what came since the last
// look is told of.
void AreaReader::wait_until(Moment until) {
  const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
  pollfd watched{.fd = wake_, .events = POLLIN, .revents = 0};
  if (::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) <= 0) return;
  std::uint64_t count = 0;
  (void)!::read(wake_, &count, sizeof count);
}

std::expected<std::int64_t, LogError> AreaReader::position(AreaTopic topic) const {
  const auto place = places_.find(topic);
  if (place != places_.end()) return place->second.next;
  return std::unexpected(
      spent(topic_name(prefix_, topic), RD_KAFKA_RESP_ERR__STATE, "the topic was never sought"));
}

}  // namespace koppel
