#pragma once

#include "engine/model/instant.h"
#include "engine/ports/area_topic.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace koppel {

// The two transactional ids of an area: <prefix>.<area>.0 and .1.
enum class AreaProducer : std::uint8_t {
  kFirst,
  kSecond
};

struct LogHeader {
  std::string name;
  std::string value;

  friend bool operator==(const LogHeader&, const LogHeader&) = default;
};

// What is sent. Frames of the journal need no headers: they are the bytes of the embedded journal,
// under the area's code as key. A `Closing` record has the key kClosingKey and no value, in any
// topic; every reader passes over it.
struct LogRecord {
  AreaTopic topic = AreaTopic::kJournal;
  std::string key;
  std::optional<std::string> value;  // nothing: a tombstone
  std::vector<LogHeader> headers;
  Instant time;  // always set by the sender; never the broker's
};

inline constexpr const char* kClosingKey = "Closing";

// What is read: a record where it stands. A time the sender did not give is the broker's.
struct StandingRecord {
  LogRecord record;
  std::int64_t offset = 0;
};

// How a call on a producer went.
enum class LogFailure : std::uint8_t {
  kUnavailable,  // nothing was changed; try again later
  kAbortable,    // the transaction must be aborted; the producer may then be used again
  kFenced,       // another process initialised the same id since; the producer is of no more use
  kUnknown       // fatal, or what became of it cannot be known; the producer is of no more use
};

struct LogError {
  LogFailure failure = LogFailure::kUnavailable;
  std::string what;
  std::string remedy;
};

// How a commit that was answered was answered.
enum class CommitAnswer : std::uint8_t {
  kClean,
  // Committed, says the broker, but between begin() and the answer a request timed out, a broker
  // disconnected or the transport failed, as seen by any callback (rule R1): the producer must be
  // initialised anew before it is used.
  kDirty
};

// The bounds of a partition. `stable` is the last stable offset: read_committed ends there. start
// <= stable <= high; each is as the broker answered, and may be stale.
struct LogBounds {
  std::int64_t start = 0;
  std::int64_t stable = 0;
  std::int64_t high = 0;
};

// What a broker offers one area: its partition in every topic, in bytes. Not thread-safe: one area,
// one thread, one log at a time. Nothing here decides anything about ownership; the protocol above
// does (consumers/runtime). Every call returns within a bounded time; one that cannot end says
// kUnknown.
class AreaLog {
 public:
  virtual ~AreaLog() = default;

  // The identity of the cluster; offsets of another one mean nothing.
  [[nodiscard]] virtual std::expected<std::string, LogError> cluster_id() = 0;

  // Makes the producer anew (a former one of this process is destroyed first, nothing flushed) and
  // initialises its transactional id. On return every older holder of that id is fenced, its open
  // transaction aborted, and one that was being committed or aborted is complete. kUnavailable may
  // be tried again.
  [[nodiscard]] virtual std::expected<void, LogError> init(AreaProducer producer) = 0;

  // One transaction of an initialised producer. produce() only hands over, and may be followed by
  // any number of flush(): each waits until everything handed over since the last one is
  // acknowledged, and answers the offsets of the delivery reports in the order of produce(). What
  // was acknowledged stands in the log before anything produced later. A record the broker did not
  // acknowledge makes flush() fail; none is dropped in silence. commit() flushes what is left.
  [[nodiscard]] virtual std::expected<void, LogError> begin(AreaProducer producer) = 0;
  [[nodiscard]] virtual std::expected<void, LogError> produce(AreaProducer producer,
                                                              const LogRecord& record) = 0;
  [[nodiscard]] virtual std::expected<std::vector<std::int64_t>, LogError> flush(
      AreaProducer producer) = 0;
  [[nodiscard]] virtual std::expected<CommitAnswer, LogError> commit(AreaProducer producer) = 0;
  [[nodiscard]] virtual std::expected<void, LogError> abort(AreaProducer producer) = 0;

  // Reading, each topic by itself and read_committed. seek() is where the next poll() of that topic
  // begins; a topic never sought is not read. An offset outside of what the log holds is not moved
  // by itself: poll() then answers nothing, and bounds() tells.
  [[nodiscard]] virtual std::expected<void, LogError> seek(AreaTopic topic,
                                                           std::int64_t offset) = 0;

  // At most `most` records of the topics, each topic's in offset order; waits up to `wait_ms` for a
  // first one, and never for more. Records of aborted transactions and control records are not
  // seen, but position() passes them.
  [[nodiscard]] virtual std::expected<std::vector<StandingRecord>, LogError> poll(
      std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) = 0;

  // The offset the next record of that topic will have or exceed: behind the last one handed over,
  // and behind what was passed over after it. It equals `stable` when all was read.
  [[nodiscard]] virtual std::expected<std::int64_t, LogError> position(AreaTopic topic) = 0;

  // As the leader answers now.
  [[nodiscard]] virtual std::expected<LogBounds, LogError> bounds(AreaTopic topic) = 0;
};

}  // namespace koppel
