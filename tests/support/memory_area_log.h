#pragma once

#include "engine/ports/area_log.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace koppel {

// One area's partitions and the coordinator of its two transactional ids, as a broker without
// KIP-890 keeps them. A marker ends whatever is open of its transactional id in its partition,
// whoever sent it and when: that is how a late EndTxn tears a later transaction.
class MemoryBroker {
 public:
  enum class Outcome : std::uint8_t {
    kCommit,
    kAbort
  };

  // Markers of a transaction that ended are written at once, or one by one by write_marker().
  enum class Markers : std::uint8_t {
    kAtOnce,
    kLater
  };

  void write_markers(Markers when) { markers_ = when; }

  // Writes the marker of an ended transaction in that partition, if one is still to be written.
  void write_marker(AreaProducer producer, AreaTopic topic);

  // The next EndTxn reaches the coordinator, but its answer does not reach the client.
  void lose_next_answer() { next_end_ = NextEnd::kAnswerLost; }

  // The next EndTxn never reaches the coordinator; the client sees only that no answer came.
  void lose_next_end() { next_end_ = NextEnd::kLost; }

  // The next EndTxn is sent twice: the second copy arrives, the first does when deliver_late() says
  // so. The client is answered clean, or dirty when it `notices`.
  enum class Notice : std::uint8_t {
    kNotices,
    kDoesNot
  };
  void send_next_end_twice(Notice notice);

  // The next EndTxn stays under way until deliver_late(); no answer comes.
  void delay_next_end() { next_end_ = NextEnd::kDelayed; }

  // A late EndTxn arrives: fenced if its epoch has passed, else it ends what is open now.
  void deliver_late();

  // Reads end at that offset until show_all(), as at a leader that does not know its latest end.
  void show_up_to(AreaTopic topic, std::int64_t offset) { stale_[topic] = offset; }

  void show_all() { stale_.clear(); }

  // An unclean election loses the last records, markers included.
  void lose_tail(AreaTopic topic, std::size_t records);

  // A record of a source, outside of any transaction: readable at once.
  void give(const LogRecord& record) {
    at(record.topic).slots.push_back({.state = State::kCommitted, .record = record});
  }

  // A record that arrives outside of any transaction and stays open.
  void produce_late(AreaProducer producer, const LogRecord& record);

  // Retention: nothing before that offset is held any more.
  void expire(AreaTopic topic, std::int64_t until) { at(topic).start = until; }

  // What is readable, for a look from outside.
  [[nodiscard]] std::vector<StandingRecord> committed(AreaTopic topic) const;

 private:
  friend class MemoryAreaLog;

  enum class State : std::uint8_t {
    kOpen,
    kCommitted,
    kAborted,
    kMarker
  };

  struct Slot {
    AreaProducer producer = AreaProducer::kFirst;
    State state = State::kOpen;
    LogRecord record;
  };

  struct Partition {
    std::vector<Slot> slots;
    std::int64_t start = 0;
  };

  struct Coordinator {
    std::int32_t epoch = 0;
    std::set<AreaTopic> open;
    std::set<AreaTopic> unmarked;  // of the transaction that ended as `ended`
    Outcome ended = Outcome::kAbort;
  };

  struct LateEnd {
    AreaProducer producer = AreaProducer::kFirst;
    std::int32_t epoch = 0;
    Outcome outcome = Outcome::kCommit;
  };

  enum class NextEnd : std::uint8_t {
    kArrives,
    kAnswerLost,
    kLost,
    kDelayed,
    kTwiceNoticed,
    kTwice
  };

  [[nodiscard]] Partition& at(AreaTopic topic) {
    return partitions_[static_cast<std::size_t>(topic)];
  }

  [[nodiscard]] const Partition& at(AreaTopic topic) const {
    return partitions_[static_cast<std::size_t>(topic)];
  }

  [[nodiscard]] Coordinator& of(AreaProducer producer) {
    return coordinators_[static_cast<std::size_t>(producer)];
  }

  [[nodiscard]] LogBounds bounds(AreaTopic topic) const;
  [[nodiscard]] std::int32_t init(AreaProducer producer);
  [[nodiscard]] std::int64_t append(AreaProducer producer, const LogRecord& record);
  [[nodiscard]] std::expected<CommitAnswer, LogError> end(AreaProducer producer,
                                                          std::int32_t epoch,
                                                          Outcome outcome);
  void arrive(AreaProducer producer, Outcome outcome);
  void finish_markers(AreaProducer producer);

  std::array<Partition, kAreaTopics> partitions_;
  std::array<Coordinator, 2> coordinators_;
  std::map<AreaTopic, std::int64_t> stale_;
  std::vector<LateEnd> late_;
  Markers markers_ = Markers::kAtOnce;
  NextEnd next_end_ = NextEnd::kArrives;
};

// One process's sight of a broker.
class MemoryAreaLog final : public AreaLog {
 public:
  explicit MemoryAreaLog(MemoryBroker& broker) : broker_(&broker) {}

  [[nodiscard]] std::expected<std::string, LogError> cluster_id() override { return "memory"; }

  [[nodiscard]] std::expected<void, LogError> init(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> begin(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> produce(AreaProducer producer,
                                                      const LogRecord& record) override;
  [[nodiscard]] std::expected<std::vector<std::int64_t>, LogError> flush(
      AreaProducer producer) override;
  [[nodiscard]] std::expected<CommitAnswer, LogError> commit(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> abort(AreaProducer producer) override;
  [[nodiscard]] std::expected<void, LogError> seek(AreaTopic topic, std::int64_t offset) override;
  [[nodiscard]] std::expected<std::vector<StandingRecord>, LogError> poll(
      std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) override;
  [[nodiscard]] std::expected<std::int64_t, LogError> position(AreaTopic topic) override;
  [[nodiscard]] std::expected<LogBounds, LogError> bounds(AreaTopic topic) override;

 private:
  enum class Transaction : std::uint8_t {
    kNone,
    kOpen,
    kSpoilt
  };

  struct Client {
    std::optional<std::int32_t> epoch;
    Transaction transaction = Transaction::kNone;
    std::vector<LogRecord> unsent;
  };

  [[nodiscard]] Client& of(AreaProducer producer) {
    return clients_[static_cast<std::size_t>(producer)];
  }

  [[nodiscard]] std::expected<void, LogError> check(AreaProducer producer, Transaction wanted);

  MemoryBroker* broker_;
  std::array<Client, 2> clients_;
  std::map<AreaTopic, std::int64_t> positions_;
};

}  // namespace koppel
