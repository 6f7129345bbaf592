#pragma once

#include "consumers/runtime/read_back.h"
#include "engine/ports/area_log.h"
#include "engine/ports/clock.h"
#include "engine/ports/journal.h"

#include <cstdint>
#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace koppel {

// What one transaction holds, in the order it is produced: keys, frames, and, after these were
// acknowledged, what others are told and the refused originals.
struct Sending {
  std::vector<LogRecord> keys;
  std::vector<LogRecord> frames;
  std::vector<LogRecord> outward;
  std::vector<RowChange> rows;  // wait in memory until all of the above came back
};

// One acquisition of an area: its two transactional ids taking turns, and its own records read
// back. After any error it is spent: drop it and the market, and acquire again.
class AreaTurns {
 public:
  // Initialises .0, then .1; nothing of the area may be read before.
  [[nodiscard]] static std::expected<AreaTurns, LogError> acquire(AreaLog& log,
                                                                  Clock& clock,
                                                                  std::int64_t timeout_ms);

  using Visitor = std::function<void(const StandingRecord& record)>;

  // Hands over the records of that topic from `from` to its present end. A stable offset that stays
  // below the end for a timeout though the two ids hold nothing open is pinned by a lost marker or
  // a late record: each id then commits a `Closing` there, which the visitor never sees.
  [[nodiscard]] std::expected<void, LogError> catch_up(AreaTopic topic,
                                                       std::int64_t from,
                                                       const Visitor& visitor);

  [[nodiscard]] std::expected<std::int64_t, LogError> start_of(AreaTopic topic);

  // Where catching up with that topic ended, until something is sent there. Not of the journal.
  [[nodiscard]] std::optional<std::int64_t> end_of(AreaTopic topic) const;

  // Whether a record that fits stands at that offset. An end of the log before it is asked again
  // until twice the timeout has passed.
  enum class Stands : std::uint8_t {
    kThere,
    kNotThere,
    kEndsBefore
  };
  using Fits = std::function<bool(const StandingRecord& record)>;
  [[nodiscard]] std::expected<Stands, LogError> look_for(AreaTopic topic,
                                                         std::int64_t offset,
                                                         const Fits& fits);

  // Takes the area: frames that hold no fact and tell nobody anything, on .0. Facts may be sent
  // once admitted().
  [[nodiscard]] std::expected<void, LogError> claim(Sending sending);

  [[nodiscard]] std::expected<void, LogError> claim(const LogRecord& acquired) {
    return claim(Sending{.frames = {acquired}});
  }

  [[nodiscard]] bool admitted() const { return admitted_; }

  // One transaction, by the id whose turn it is. Before admitted() it breaks an invariant. What
  // goes first to a topic that was caught up must stand where catching up ended, or else that end
  // was not the end: an error (the journal alone is left to the read-back). A key is so never made
  // for who has one, and nothing told twice.
  [[nodiscard]] std::expected<void, LogError> send(Sending sending);

  // Whether a record of the journal continues what the judge has folded; the judge folds it if so.
  using Judge = std::function<ReadBack::Standing(const StandingRecord& record)>;

  // What came back whole: the rows in order, and where the last record of each topic stands.
  struct CameBack {
    std::vector<RowChange> rows;
    std::map<AreaTopic, std::int64_t> last;
  };

  // Reads on in the journal and what was sent elsewhere, waiting up to `wait_ms` for a first
  // record. An error when something of our own did not come back.
  [[nodiscard]] std::expected<CameBack, LogError> read_back(const Judge& judge,
                                                            std::int64_t wait_ms = 0);

  [[nodiscard]] Instant wall() const { return clock_->wall(); }

  // Transactions whose rows still wait.
  [[nodiscard]] std::size_t unsettled() const { return waiting_.size(); }

 private:
  AreaTurns(AreaLog& log, Clock& clock, std::int64_t timeout_ms);

  struct Waiting {
    std::map<AreaTopic, std::int64_t> last;
    std::vector<RowChange> rows;
    std::optional<std::int64_t> came_back_ms;  // all of it was read again by then
  };

  [[nodiscard]] std::expected<void, LogError> close(AreaTopic topic);
  [[nodiscard]] std::expected<void, LogError> transact(AreaProducer producer, Sending sending);
  [[nodiscard]] std::expected<void, LogError> produce(AreaProducer producer,
                                                      std::span<const LogRecord> records,
                                                      Waiting& waiting);
  [[nodiscard]] std::expected<void, LogError> follow(AreaTopic topic);
  [[nodiscard]] std::expected<void, LogError> look(AreaTopic topic, ReadBack& back);
  [[nodiscard]] bool settled(const Waiting& waiting) const;
  [[nodiscard]] bool is_released(const Waiting& waiting) const;
  [[nodiscard]] bool is_awaited(AreaTopic topic) const;
  [[nodiscard]] CameBack release();

  AreaLog* log_;
  Clock* clock_;
  std::int64_t timeout_ms_;
  std::map<AreaTopic, std::int64_t> ends_;  // caught up to, nothing sent since
  std::map<AreaTopic, ReadBack> back_;
  std::map<AreaTopic, std::int64_t> looked_at_ms_;  // when the log was last asked for its bounds
  std::deque<Waiting> waiting_;
  AreaProducer turn_ = AreaProducer::kFirst;
  bool admitted_ = false;
  bool spent_ = false;
};

}  // namespace koppel
