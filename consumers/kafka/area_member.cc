#include "consumers/kafka/area_member.h"

#include "consumers/kafka/kafka_failure.h"
#include "engine/ports/area_topic.h"

#include <cstdlib>
#include <utility>

namespace koppel {
namespace {

constexpr int kPollMs = 20;

struct DestroyList {
  void operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
  }
};

using List = std::unique_ptr<rd_kafka_topic_partition_list_t, DestroyList>;

struct DestroyMessage {
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};

struct DestroyEvent {
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
};

void add(const List& list, const std::string& topic, std::int32_t partition, std::int64_t offset) {
  rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = offset;
}

}  // namespace

std::expected<std::unique_ptr<AreaMember>, LogError> AreaMember::make(
    std::shared_ptr<const KafkaCluster> cluster, const std::string& name, Clock& clock) {
  const KafkaSettings& settings = cluster->settings();
  std::unique_ptr<AreaMember> member(new AreaMember(std::move(cluster), clock));
  auto client =
      KafkaClient::make(settings,
                        KafkaRole::kMember,
                        {{"group.id", settings.prefix() + ".engine"}, {"client.id", name}},
                        member->cluster_->logger());
  if (!client) return std::unexpected(client.error());
  member->client_ = std::move(*client);
  member->journal_ = topic_name(settings.prefix(), AreaTopic::kJournal);
  member->answers_.reset(rd_kafka_queue_new(member->client_->get()));
  member->client_->on_rebalance(
      [self = member.get()](auto code, auto& partitions) { self->rebalanced(code, partitions); });
  if (auto subscribed = member->subscribe(); !subscribed) {
    return std::unexpected(subscribed.error());
  }
  return member;
}

std::expected<void, LogError> AreaMember::subscribe() {
  rd_kafka_poll_set_consumer(client_->get());
  const List topics(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(topics.get(), journal_.c_str(), RD_KAFKA_PARTITION_UA);
  const rd_kafka_resp_err_t code = rd_kafka_subscribe(client_->get(), topics.get());
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return std::unexpected(unavailable("joining the group of the engines", code));
}

// Nothing is read here: every partition is paused, and begins at its end.
void AreaMember::rebalanced(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t& partitions) {
  if (code != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    rd_kafka_assign(client_->get(), nullptr);
    return;
  }
  held_.clear();
  for (int at = 0; at < partitions.cnt; ++at) {
    partitions.elems[at].offset = RD_KAFKA_OFFSET_END;
    held_.insert(partitions.elems[at].partition);
  }
  rd_kafka_assign(client_->get(), &partitions);
  (void)rd_kafka_pause_partitions(client_->get(), &partitions);
}

// librdkafka sends heartbeats, and hears of other members by their answers, only when something
// wakes its thread, else once a second: a question that it answers itself does.
void AreaMember::wake() const {
  std::free(rd_kafka_memberid(client_->get()));
}

void AreaMember::serve(std::int64_t wait_ms) {
  const std::int64_t until_ms = clock_.monotonic_ms() + wait_ms;
  wake();
  do {
    // Whatever comes is an error that librdkafka tries again, or was fetched before the pause.
    const std::unique_ptr<rd_kafka_message_t, DestroyMessage> nothing(
        rd_kafka_consumer_poll(client_->get(), kPollMs));
    take_answer();
  } while (clock_.monotonic_ms() < until_ms);
}

std::optional<std::int64_t> AreaMember::end_of_journal(std::int32_t partition) {
  const auto known = ends_.find(partition);
  if (known != ends_.end()) return known->second;
  const auto bounds = cluster_->bounds(journal_, partition);
  if (!bounds) return std::nullopt;
  return ends_.emplace(partition, bounds->stable).first->second;
}

// A commit without a member id would be taken from anybody (KIP-447's way back to older clients).
void AreaMember::tell(std::span<const InputPosition> positions) {
  if (asked_at_ms_ || held_.empty()) return;
  const std::unique_ptr<char, decltype(&std::free)> id(rd_kafka_memberid(client_->get()),
                                                       &std::free);
  if (!id || *id == '\0' || rd_kafka_assignment_lost(client_->get()) != 0) return;
  const List list(rd_kafka_topic_partition_list_new(8));
  for (const std::int32_t partition : held_) {
    const auto end = end_of_journal(partition);
    if (!end) return;
    add(list, journal_, partition, *end);
  }
  for (const InputPosition& position : positions) {
    add(list,
        topic_name(cluster_->settings().prefix(), position.topic),
        position.partition,
        position.next);
  }
  const std::int64_t now_ms = clock_.monotonic_ms();
  const rd_kafka_resp_err_t code =
      rd_kafka_commit_queue(client_->get(), list.get(), answers_.get(), nullptr, nullptr);
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) asked_at_ms_ = now_ms;
}

void AreaMember::take_answer() {
  const std::unique_ptr<rd_kafka_event_t, DestroyEvent> event(
      rd_kafka_queue_poll(answers_.get(), 0));
  if (!event) return;
  if (rd_kafka_event_error(event.get()) == RD_KAFKA_RESP_ERR_NO_ERROR && asked_at_ms_) {
    confirmed_at_ms_ = *asked_at_ms_;
  }
  asked_at_ms_.reset();
}

void AreaMember::leave(std::int64_t within_ms) {
  const std::int64_t until_ms = clock_.monotonic_ms() + within_ms;
  const std::unique_ptr<rd_kafka_queue_t, DestroyQueue> last(rd_kafka_queue_new(client_->get()));
  const KafkaError error(rd_kafka_consumer_close_queue(client_->get(), last.get()));
  if (error) return;
  while (rd_kafka_consumer_closed(client_->get()) == 0 && clock_.monotonic_ms() < until_ms) {
    (void)rd_kafka_queue_poll_callback(last.get(), kPollMs);
  }
}

}  // namespace koppel
