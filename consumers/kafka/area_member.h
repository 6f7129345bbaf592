#pragma once

#include "consumers/kafka/kafka_client.h"
#include "consumers/kafka/kafka_cluster.h"
#include "engine/ports/area_log.h"
#include "engine/ports/clock.h"

#include <atomic>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace koppel {

// Where an input was read up to, for who watches the lag. Nothing is ever read from there.
struct InputPosition {
  AreaTopic topic = AreaTopic::kParticipants;
  std::int32_t partition = 0;
  std::int64_t next = 0;
};

// Membership of the group <prefix>.engine, which shares the areas out over the processes that run.
// It subscribes to the journal topic and fetches nothing: the partitions it is assigned are the
// areas to own. It decides nothing: whoever acquires an area owns it. One thread; confirmed_since()
// from any.
class AreaMember {
 public:
  // Subscribes; reaches out to nobody yet. `name` is the client.id, the same after every start.
  [[nodiscard]] static std::expected<std::unique_ptr<AreaMember>, LogError> make(
      std::shared_ptr<const KafkaCluster> cluster, const std::string& name, Clock& clock);

  AreaMember(const AreaMember&) = delete;
  AreaMember& operator=(const AreaMember&) = delete;

  // Without leave() the group waits for a session timeout.
  ~AreaMember() = default;

  // Takes part in the group for about so long. Heartbeats go on by themselves, though late; they
  // are in time, and a change of members is seen, when this is called at least as often.
  void serve(std::int64_t wait_ms);

  // Of the last assignment that was known; empty before the first. A revoke alone changes nothing.
  [[nodiscard]] const std::set<std::int32_t>& held() const { return held_; }

  // Tells the group where the inputs were read up to, unless the last call is still unanswered. The
  // coordinator answers only who is a member of the present generation: that confirms the
  // membership as of this call.
  void tell(std::span<const InputPosition> positions);

  // Whether the coordinator answered, as to a member, something asked after that moment of the
  // clock.
  [[nodiscard]] bool confirmed_since(std::int64_t since_ms) const {
    return confirmed_at_ms_ > since_ms;
  }

  // Leaves the group, so that others need not wait until the session times out; at most so long.
  void leave(std::int64_t within_ms);

 private:
  struct DestroyQueue {
    void operator()(rd_kafka_queue_t* queue) const { rd_kafka_queue_destroy(queue); }
  };

  AreaMember(std::shared_ptr<const KafkaCluster> cluster, Clock& clock)
      : cluster_(std::move(cluster)), clock_(clock) {}

  [[nodiscard]] std::expected<void, LogError> subscribe();
  void rebalanced(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t& partitions);
  void take_answer();
  void wake() const;
  [[nodiscard]] std::optional<std::int64_t> end_of_journal(std::int32_t partition);

  std::shared_ptr<const KafkaCluster> cluster_;
  Clock& clock_;
  std::string journal_;
  std::set<std::int32_t> held_;
  std::map<std::int32_t, std::int64_t> ends_;  // of the journal, as first asked
  std::optional<std::int64_t> asked_at_ms_;    // what is not answered yet
  std::atomic<std::int64_t> confirmed_at_ms_ = -1;
  std::unique_ptr<KafkaClient> client_;
  std::unique_ptr<rd_kafka_queue_t, DestroyQueue> answers_;
};

}  // namespace koppel
