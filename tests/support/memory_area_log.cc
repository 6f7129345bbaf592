#include "tests/support/memory_area_log.h"

#include <algorithm>

namespace koppel {
namespace {

LogError failed(LogFailure failure, const char* what) {
  return {.failure = failure, .what = what, .remedy = "acquire again"};
}

}  // namespace

LogBounds MemoryBroker::bounds(AreaTopic topic) const {
  const Partition& partition = at(topic);
  LogBounds bounds{.start = partition.start,
                   .high = static_cast<std::int64_t>(partition.slots.size())};
  if (const auto stale = stale_.find(topic); stale != stale_.end()) {
    bounds.high = std::min(bounds.high, stale->second);
  }
  const auto open =
      std::ranges::find(partition.slots, State::kOpen, [](const Slot& slot) { return slot.state; });
  bounds.stable = std::min(bounds.high, open - partition.slots.begin());
  return bounds;
}

std::int32_t MemoryBroker::init(AreaProducer producer) {
  finish_markers(producer);
  Coordinator& coordinator = of(producer);
  if (!coordinator.open.empty()) arrive(producer, Outcome::kAbort);
  finish_markers(producer);
  return ++coordinator.epoch;
}

// A transaction begins only after the markers of the one before; the client is kept waiting.
std::int64_t MemoryBroker::append(AreaProducer producer, const LogRecord& record) {
  finish_markers(producer);
  of(producer).open.insert(record.topic);
  at(record.topic).slots.push_back({.producer = producer, .state = State::kOpen, .record = record});
  return static_cast<std::int64_t>(at(record.topic).slots.size()) - 1;
}

std::expected<CommitAnswer, LogError> MemoryBroker::end(AreaProducer producer,
                                                        std::int32_t epoch,
                                                        Outcome outcome) {
  const NextEnd fate = std::exchange(next_end_, NextEnd::kArrives);
  const auto no_answer = failed(LogFailure::kUnknown, "EndTxn was not answered");
  if (fate == NextEnd::kLost) return std::unexpected(no_answer);
  if (fate == NextEnd::kDelayed || fate == NextEnd::kTwice || fate == NextEnd::kTwiceNoticed) {
    late_.push_back({.producer = producer, .epoch = epoch, .outcome = outcome});
  }
  if (fate == NextEnd::kDelayed) return std::unexpected(no_answer);
  arrive(producer, outcome);
  if (fate == NextEnd::kAnswerLost) return std::unexpected(no_answer);
  return fate == NextEnd::kTwiceNoticed ? CommitAnswer::kDirty : CommitAnswer::kClean;
}

void MemoryBroker::arrive(AreaProducer producer, Outcome outcome) {
  Coordinator& coordinator = of(producer);
  coordinator.unmarked = std::exchange(coordinator.open, {});
  coordinator.ended = outcome;
  if (markers_ == Markers::kAtOnce) finish_markers(producer);
}

void MemoryBroker::finish_markers(AreaProducer producer) {
  while (!of(producer).unmarked.empty()) write_marker(producer, *of(producer).unmarked.begin());
}

void MemoryBroker::write_marker(AreaProducer producer, AreaTopic topic) {
  Coordinator& coordinator = of(producer);
  if (coordinator.unmarked.erase(topic) == 0) return;
  Partition& partition = at(topic);
  for (Slot& slot : partition.slots) {
    if (slot.producer != producer || slot.state != State::kOpen) continue;
    slot.state = coordinator.ended == Outcome::kCommit ? State::kCommitted : State::kAborted;
  }
  partition.slots.push_back({.producer = producer, .state = State::kMarker, .record = {}});
}

void MemoryBroker::send_next_end_twice(Notice notice) {
  next_end_ = notice == Notice::kNotices ? NextEnd::kTwiceNoticed : NextEnd::kTwice;
}

void MemoryBroker::deliver_late() {
  for (const LateEnd& late : std::exchange(late_, {})) {
    Coordinator& coordinator = of(late.producer);
    if (late.epoch == coordinator.epoch && !coordinator.open.empty()) {
      arrive(late.producer, late.outcome);
    }
  }
}

void MemoryBroker::lose_tail(AreaTopic topic, std::size_t records) {
  auto& slots = at(topic).slots;
  // A transaction whose marker is lost is open again, in this partition only.
  for (std::size_t lost = 0; lost < records && !slots.empty(); ++lost) {
    const Slot last = slots.back();
    slots.pop_back();
    if (last.state != State::kMarker) continue;
    for (auto slot = slots.rbegin(); slot != slots.rend(); ++slot) {
      if (slot->producer != last.producer) continue;
      if (slot->state == State::kMarker) break;
      slot->state = State::kOpen;
    }
  }
}

void MemoryBroker::produce_late(AreaProducer producer, const LogRecord& record) {
  at(record.topic).slots.push_back({.producer = producer, .state = State::kOpen, .record = record});
}

std::vector<StandingRecord> MemoryBroker::committed(AreaTopic topic) const {
  std::vector<StandingRecord> records;
  const LogBounds held = bounds(topic);
  for (std::int64_t offset = held.start; offset < held.stable; ++offset) {
    const Slot& slot = at(topic).slots[static_cast<std::size_t>(offset)];
    if (slot.state == State::kCommitted)
      records.push_back({.record = slot.record, .offset = offset});
  }
  return records;
}

std::expected<void, LogError> MemoryAreaLog::check(AreaProducer producer, Transaction wanted) {
  const Client& client = of(producer);
  if (!client.epoch) return std::unexpected(failed(LogFailure::kUnknown, "no such producer"));
  if (*client.epoch != broker_->of(producer).epoch) {
    return std::unexpected(failed(LogFailure::kFenced, "another process holds the producer"));
  }
  if (client.transaction != wanted) {
    return std::unexpected(failed(LogFailure::kUnknown, "the transaction is in another state"));
  }
  return {};
}

std::expected<void, LogError> MemoryAreaLog::init(AreaProducer producer) {
  of(producer) = {.epoch = broker_->init(producer), .unsent = {}};
  return {};
}

std::expected<void, LogError> MemoryAreaLog::begin(AreaProducer producer) {
  if (auto fit = check(producer, Transaction::kNone); !fit) return fit;
  of(producer).transaction = Transaction::kOpen;
  return {};
}

std::expected<void, LogError> MemoryAreaLog::produce(AreaProducer producer,
                                                     const LogRecord& record) {
  of(producer).unsent.push_back(record);
  return {};
}

std::expected<std::vector<std::int64_t>, LogError> MemoryAreaLog::flush(AreaProducer producer) {
  if (auto fit = check(producer, Transaction::kOpen); !fit) return std::unexpected(fit.error());
  std::vector<std::int64_t> offsets;
  for (const LogRecord& record : std::exchange(of(producer).unsent, {})) {
    offsets.push_back(broker_->append(producer, record));
  }
  return offsets;
}

std::expected<CommitAnswer, LogError> MemoryAreaLog::commit(AreaProducer producer) {
  if (auto sent = flush(producer); !sent) return std::unexpected(sent.error());
  Client& client = of(producer);
  const auto answer = broker_->end(producer, *client.epoch, MemoryBroker::Outcome::kCommit);
  client.transaction = answer ? Transaction::kNone : Transaction::kSpoilt;
  return answer;
}

std::expected<void, LogError> MemoryAreaLog::abort(AreaProducer producer) {
  if (auto fit = check(producer, Transaction::kOpen); !fit) return fit;
  Client& client = of(producer);
  client.unsent.clear();
  client.transaction = Transaction::kNone;
  if (auto end = broker_->end(producer, *client.epoch, MemoryBroker::Outcome::kAbort); !end) {
    client.transaction = Transaction::kSpoilt;
    return std::unexpected(end.error());
  }
  return {};
}

std::expected<void, LogError> MemoryAreaLog::seek(AreaTopic topic, std::int64_t offset) {
  positions_[topic] = offset;
  return {};
}

std::expected<std::vector<StandingRecord>, LogError> MemoryAreaLog::poll(
    std::span<const AreaTopic> topics, std::size_t most, std::int64_t /*wait_ms*/) {
  std::vector<StandingRecord> records;
  for (const AreaTopic topic : topics) {
    const auto place = positions_.find(topic);
    if (place == positions_.end()) continue;
    const LogBounds held = broker_->bounds(topic);
    std::int64_t& next = place->second;
    if (next < held.start) continue;
    for (; next < held.stable && records.size() < most; ++next) {
      const auto& slot = broker_->at(topic).slots[static_cast<std::size_t>(next)];
      if (slot.state == MemoryBroker::State::kCommitted) {
        records.push_back({.record = slot.record, .offset = next});
      }
    }
  }
  return records;
}

std::expected<std::int64_t, LogError> MemoryAreaLog::position(AreaTopic topic) {
  const auto place = positions_.find(topic);
  if (place == positions_.end()) {
    return std::unexpected(failed(LogFailure::kUnknown, "the topic was never sought"));
  }
  return place->second;
}

std::expected<LogBounds, LogError> MemoryAreaLog::bounds(AreaTopic topic) {
  return broker_->bounds(topic);
}

}  // namespace koppel
