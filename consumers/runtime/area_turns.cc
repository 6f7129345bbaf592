#include "consumers/runtime/area_turns.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace koppel {
namespace {

constexpr std::size_t kRecordsAPoll = 1'000;
constexpr std::int64_t kWaitMs = 100;

// How often the bounds of a partition are asked for: while something is awaited there, and else.
// What came back is released after the next look, so that rows lead no log whose end was lost.
constexpr std::int64_t kLookAwaitingMs = 50;
constexpr std::int64_t kLookIdleMs = 2'000;

LogError again(const std::string& what) {
  return {.failure = LogFailure::kUnknown, .what = what, .remedy = "the area is acquired again"};
}

bool is_closing(const LogRecord& record) {
  return record.key == kClosingKey && !record.value;
}

}  // namespace

AreaTurns::AreaTurns(AreaLog& log, Clock& clock, std::int64_t timeout_ms)
    : log_(&log), clock_(&clock), timeout_ms_(timeout_ms) {}

std::expected<AreaTurns, LogError> AreaTurns::acquire(AreaLog& log,
                                                      Clock& clock,
                                                      std::int64_t timeout_ms) {
  for (const AreaProducer producer : {AreaProducer::kFirst, AreaProducer::kSecond}) {
    if (auto made = log.init(producer); !made) return std::unexpected(made.error());
  }
  return AreaTurns(log, clock, timeout_ms);
}

std::expected<void, LogError> AreaTurns::catch_up(AreaTopic topic,
                                                  std::int64_t from,
                                                  const Visitor& visitor) {
  if (auto sought = log_->seek(topic, from); !sought) return sought;
  std::int64_t moved_ms = clock_->monotonic_ms();
  std::int64_t stood_at = from;
  auto closed = std::int64_t{-1};
  for (;;) {
    const auto bounds = log_->bounds(topic);
    if (!bounds) return std::unexpected(bounds.error());
    const auto position = log_->position(topic);
    if (!position) return std::unexpected(position.error());
    if (*position >= bounds->high) {
      if (topic != AreaTopic::kJournal) ends_[topic] = *position;
      return {};
    }
    const auto records = log_->poll(std::span(&topic, 1), kRecordsAPoll, kWaitMs);
    if (!records) return std::unexpected(records.error());
    for (const StandingRecord& record : *records) {
      if (!is_closing(record.record)) visitor(record);
    }
    const std::int64_t now_ms = clock_->monotonic_ms();
    if (std::exchange(stood_at, *position) != *position) moved_ms = now_ms;
    if (now_ms - moved_ms < timeout_ms_) continue;
    if (*position < bounds->stable) {
      return std::unexpected(again("a partition that holds more gave nothing for a timeout"));
    }
    if (closed >= 0 && now_ms - closed >= timeout_ms_) {
      return std::unexpected(again("the end of a partition stays open though it was closed"));
    }
    if (closed >= 0) continue;
    if (auto done = close(topic); !done) return done;
    closed = now_ms;
  }
}

std::expected<std::int64_t, LogError> AreaTurns::start_of(AreaTopic topic) {
  const auto bounds = log_->bounds(topic);
  if (!bounds) return std::unexpected(bounds.error());
  return bounds->start;
}

std::optional<std::int64_t> AreaTurns::end_of(AreaTopic topic) const {
  const auto end = ends_.find(topic);
  return end == ends_.end() ? std::nullopt : std::optional(end->second);
}

std::expected<AreaTurns::Stands, LogError> AreaTurns::look_for(AreaTopic topic,
                                                               std::int64_t offset,
                                                               const Fits& fits) {
  if (auto sought = log_->seek(topic, offset); !sought) return std::unexpected(sought.error());
  const std::int64_t since_ms = clock_->monotonic_ms();
  for (;;) {
    const auto records = log_->poll(std::span(&topic, 1), 1, kWaitMs);
    if (!records) return std::unexpected(records.error());
    if (!records->empty()) {
      const StandingRecord& first = records->front();
      return first.offset == offset && fits(first) ? Stands::kThere : Stands::kNotThere;
    }
    const auto position = log_->position(topic);
    if (!position) return std::unexpected(position.error());
    const auto bounds = log_->bounds(topic);
    if (!bounds) return std::unexpected(bounds.error());
    if (*position > offset || bounds->start > offset) return Stands::kNotThere;
    if (clock_->monotonic_ms() - since_ms >= 2 * timeout_ms_) return Stands::kEndsBefore;
  }
}

// By commit, never by abort: an aborted marker would take away a frame that others have read.
std::expected<void, LogError> AreaTurns::close(AreaTopic topic) {
  const LogRecord closing{.topic = topic, .key = kClosingKey, .time = clock_->wall()};
  for (const AreaProducer producer : {AreaProducer::kFirst, AreaProducer::kSecond}) {
    if (auto begun = log_->begin(producer); !begun) return begun;
    if (auto given = log_->produce(producer, closing); !given) return given;
    const auto answer = log_->commit(producer);
    if (!answer) return std::unexpected(answer.error());
    if (*answer == CommitAnswer::kDirty) return std::unexpected(again("closing was dirty"));
  }
  return {};
}

std::expected<void, LogError> AreaTurns::claim(Sending sending) {
  invariant(!admitted_ && waiting_.empty(), "an area is claimed once an acquisition");
  invariant(sending.outward.empty(), "a claim tells nobody anything");
  return transact(AreaProducer::kFirst, std::move(sending));
}

std::expected<void, LogError> AreaTurns::send(Sending sending) {
  invariant(admitted_, "nothing is sent before the claim was read back");
  const AreaProducer producer = turn_;
  return transact(producer, std::move(sending));
}

std::expected<void, LogError> AreaTurns::transact(AreaProducer producer, Sending sending) {
  if (spent_) return std::unexpected(again("this acquisition of the area is spent"));
  spent_ = true;  // until the commit was answered clean
  Waiting waiting{.rows = std::move(sending.rows)};
  if (auto begun = log_->begin(producer); !begun) return begun;
  if (auto made = produce(producer, sending.keys, waiting); !made) return made;
  if (auto made = produce(producer, sending.frames, waiting); !made) return made;
  if (auto made = produce(producer, sending.outward, waiting); !made) return made;
  const auto answer = log_->commit(producer);
  if (!answer) return std::unexpected(answer.error());
  if (*answer == CommitAnswer::kDirty) {
    return std::unexpected(again("a request of the transaction timed out or lost its broker"));
  }
  waiting_.push_back(std::move(waiting));
  turn_ = producer == AreaProducer::kFirst ? AreaProducer::kSecond : AreaProducer::kFirst;
  spent_ = false;
  return {};
}

std::expected<void, LogError> AreaTurns::produce(AreaProducer producer,
                                                 std::span<const LogRecord> records,
                                                 Waiting& waiting) {
  if (records.empty()) return {};
  for (const LogRecord& record : records) {
    if (auto followed = follow(record.topic); !followed) return followed;
    if (auto given = log_->produce(producer, record); !given) return given;
  }
  const auto offsets = log_->flush(producer);
  if (!offsets) return std::unexpected(offsets.error());
  invariant(offsets->size() == records.size(), "every record has its delivery report");
  for (std::size_t at = 0; at < records.size(); ++at) {
    const LogRecord& record = records[at];
    if (const auto end = ends_.find(record.topic); end != ends_.end()) {
      if (end->second != (*offsets)[at]) {
        return std::unexpected(again("the end of a partition that was read was not its end"));
      }
      ends_.erase(end);
    }
    back_.at(record.topic).sent((*offsets)[at], record.value.value_or(std::string()));
    waiting.last[record.topic] = (*offsets)[at];
  }
  return {};
}

// A topic not read so far is read from its present end: what is sent now stands behind it.
std::expected<void, LogError> AreaTurns::follow(AreaTopic topic) {
  if (back_.contains(topic)) return {};
  if (!log_->position(topic)) {
    const auto bounds = log_->bounds(topic);
    if (!bounds) return std::unexpected(bounds.error());
    if (auto sought = log_->seek(topic, bounds->high); !sought) return sought;
  }
  back_.emplace(topic, ReadBack(timeout_ms_));
  return {};
}

std::expected<AreaTurns::CameBack, LogError> AreaTurns::read_back(const Judge& judge,
                                                                  std::int64_t wait_ms) {
  std::vector<AreaTopic> topics;
  for (const auto& [topic, back] : back_) topics.push_back(topic);
  const auto records = log_->poll(topics, kRecordsAPoll, wait_ms);
  if (!records) return std::unexpected(records.error());
  for (const StandingRecord& record : *records) {
    if (is_closing(record.record)) continue;
    const auto standing =
        record.record.topic == AreaTopic::kJournal ? judge(record) : ReadBack::Standing::kValid;
    back_.at(record.record.topic)
        .returned(record.offset, record.record.value.value_or(std::string()), standing);
  }
  for (Waiting& waiting : waiting_) {
    if (!waiting.came_back_ms && settled(waiting)) waiting.came_back_ms = clock_->monotonic_ms();
  }
  for (auto& [topic, back] : back_) {
    if (auto looked = look(topic, back); !looked) return std::unexpected(looked.error());
  }
  return release();
}

std::expected<void, LogError> AreaTurns::look(AreaTopic topic, ReadBack& back) {
  const auto position = log_->position(topic);
  if (!position) return std::unexpected(position.error());
  back.stands_at(*position);
  const std::int64_t now_ms = clock_->monotonic_ms();
  const auto looked = looked_at_ms_.find(topic);
  if (looked == looked_at_ms_.end() ||
      now_ms - looked->second >= (is_awaited(topic) ? kLookAwaitingMs : kLookIdleMs)) {
    const auto bounds = log_->bounds(topic);
    if (!bounds) return std::unexpected(bounds.error());
    back.looked(*position, *bounds, now_ms);
    looked_at_ms_.insert_or_assign(topic, now_ms);
  }
  if (!back.lost()) return {};
  spent_ = true;
  return std::unexpected(again("something this owner had sent was not read back as valid"));
}

// Rows may wait for what stands in other topics, and follow from the journal all the same.
bool AreaTurns::is_awaited(AreaTopic topic) const {
  if (topic == AreaTopic::kJournal) return !waiting_.empty();
  return std::ranges::any_of(
      waiting_, [topic](const Waiting& waiting) { return waiting.last.contains(topic); });
}

bool AreaTurns::is_released(const Waiting& waiting) const {
  if (!waiting.came_back_ms) return false;
  const auto looked_since = [&](AreaTopic topic) {
    const auto looked = looked_at_ms_.find(topic);
    return looked != looked_at_ms_.end() && looked->second >= *waiting.came_back_ms;
  };
  return looked_since(AreaTopic::kJournal) &&
         std::ranges::all_of(waiting.last,
                             [&](const auto& last) { return looked_since(last.first); });
}

bool AreaTurns::settled(const Waiting& waiting) const {
  for (const auto& [topic, offset] : waiting.last) {
    if (!back_.at(topic).settled(offset)) return false;
  }
  return true;
}

AreaTurns::CameBack AreaTurns::release() {
  CameBack back;
  while (!waiting_.empty() && is_released(waiting_.front())) {
    auto& whole = waiting_.front().rows;
    back.rows.insert(back.rows.end(),
                     std::make_move_iterator(whole.begin()),
                     std::make_move_iterator(whole.end()));
    for (const auto& [topic, offset] : waiting_.front().last) back.last[topic] = offset;
    waiting_.pop_front();
    admitted_ = true;
  }
  return back;
}

}  // namespace koppel
