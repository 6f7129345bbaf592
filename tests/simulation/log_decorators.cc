#include "tests/simulation/log_decorators.h"

#include "consumers/runtime/area_loop.h"
#include "consumers/runtime/rows_place.h"

#include "koppel/v1/frame.pb.h"

#include <algorithm>
#include <utility>

namespace koppel::simulation {
namespace {

bool is_input(AreaTopic topic) {
  return std::ranges::find(kInputTopics, topic) != kInputTopics.end();
}

// What each committed frame says of that input, in the order of the log.
std::vector<std::int64_t> positions_in(const MemoryBroker& broker, AreaTopic topic) {
  std::vector<std::int64_t> positions;
  for (const StandingRecord& standing : broker.committed(AreaTopic::kJournal)) {
    v1::Frame frame;
    if (!standing.record.value || !frame.ParseFromString(*standing.record.value)) continue;
    for (const auto& position : frame.positions()) {
      if (position.input() == name_in_record(topic)) {
        positions.push_back(static_cast<std::int64_t>(position.next()));
      }
    }
  }
  return positions;
}

}  // namespace

std::expected<void, LogError> StagedLog::init(AreaProducer producer) {
  stage_.step(me_);
  return PassingLog::init(producer);
}

std::expected<void, LogError> StagedLog::begin(AreaProducer producer) {
  stage_.step(me_);
  return PassingLog::begin(producer);
}

std::expected<void, LogError> StagedLog::produce(AreaProducer producer, const LogRecord& record) {
  given_.push_back(record);
  return PassingLog::produce(producer, record);
}

std::expected<std::vector<std::int64_t>, LogError> StagedLog::flush(AreaProducer producer) {
  auto given = std::exchange(given_, {});
  try {
    stage_.step(me_);
  } catch (const LogStage::Crashed&) {
    unsent_(producer, std::move(given));
    throw;
  }
  return PassingLog::flush(producer);
}

std::expected<CommitAnswer, LogError> StagedLog::commit(AreaProducer producer) {
  stage_.step(me_);
  return PassingLog::commit(producer);
}

std::expected<std::vector<StandingRecord>, LogError> StagedLog::poll(
    std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) {
  stage_.step(me_);
  return PassingLog::poll(topics, most, wait_ms);
}

AreaProducer MutantLog::which(AreaProducer producer) const {
  if (mutation_ == Mutation::kOneProducerWithOffsets) return AreaProducer::kFirst;
  if (!swapped_) return producer;
  return producer == AreaProducer::kFirst ? AreaProducer::kSecond : AreaProducer::kFirst;
}

std::expected<void, LogError> MutantLog::init(AreaProducer producer) {
  if (producer == AreaProducer::kFirst) {
    committed_ = 0;
    own_.clear();
    pretended_.clear();
    given_.clear();
    swapped_ = false;
    if (mutation_ == Mutation::kFirstTransactionOnSecond) swapped_ = dice_.one_in(2);
  }
  if (mutation_ == Mutation::kOneProducerWithOffsets && producer == AreaProducer::kSecond) {
    return {};
  }
  if (mutation_ != Mutation::kSecondInitialisedFirst) return PassingLog::init(producer);
  return PassingLog::init(producer == AreaProducer::kFirst ? AreaProducer::kSecond
                                                           : AreaProducer::kFirst);
}

std::expected<void, LogError> MutantLog::begin(AreaProducer producer) {
  return PassingLog::begin(which(producer));
}

std::expected<void, LogError> MutantLog::produce(AreaProducer producer, const LogRecord& record) {
  given_.push_back(record);
  return PassingLog::produce(which(producer), record);
}

std::expected<std::vector<std::int64_t>, LogError> MutantLog::flush(AreaProducer producer) {
  auto offsets = PassingLog::flush(which(producer));
  const auto given = std::exchange(given_, {});
  if (!offsets) return offsets;
  for (std::size_t at = 0; at < offsets->size(); ++at) {
    own_[given[at].topic].push_back({.record = given[at], .offset = (*offsets)[at]});
  }
  return offsets;
}

std::expected<CommitAnswer, LogError> MutantLog::commit(AreaProducer producer) {
  given_.clear();
  auto answer = PassingLog::commit(which(producer));
  if (answer && !own_.empty()) ++committed_;  // closing sends nothing of its own
  if (answer && mutation_ == Mutation::kDirtyTakenForClean) return CommitAnswer::kClean;
  return answer;
}

std::expected<void, LogError> MutantLog::seek(AreaTopic topic, std::int64_t offset) {
  if (!is_input(topic)) return PassingLog::seek(topic, offset);
  const auto positions = positions_in(broker_, topic);
  if (!positions.empty() && mutation_ == Mutation::kPositionsOfVoidFrames) {
    offset = *std::ranges::max_element(positions);
  }
  if (!positions.empty() && mutation_ == Mutation::kOneProducerWithOffsets) {
    offset = positions.back();
  }
  return PassingLog::seek(topic, offset);
}

bool MutantLog::lies_about(AreaTopic topic) const {
  if (is_input(topic) || committed_ == 0) return false;
  if (mutation_ == Mutation::kClaimNotReadBack) return committed_ == 1;
  return mutation_ == Mutation::kNothingReadBack;
}

std::expected<std::vector<StandingRecord>, LogError> MutantLog::poll(
    std::span<const AreaTopic> topics, std::size_t most, std::int64_t wait_ms) {
  if (!lies_about(topics.front())) return PassingLog::poll(topics, most, wait_ms);
  std::vector<StandingRecord> records;
  for (const AreaTopic topic : topics) {
    for (StandingRecord& own : std::exchange(own_[topic], {})) {
      pretended_[topic] = own.offset + 1;
      records.push_back(std::move(own));
    }
  }
  return records;
}

std::expected<std::int64_t, LogError> MutantLog::position(AreaTopic topic) {
  const auto pretended = pretended_.find(topic);
  if (lies_about(topic) && pretended != pretended_.end()) return pretended->second;
  return PassingLog::position(topic);
}

std::expected<LogBounds, LogError> MutantLog::bounds(AreaTopic topic) {
  auto bounds = PassingLog::bounds(topic);
  const auto pretended = pretended_.find(topic);
  if (bounds && lies_about(topic) && pretended != pretended_.end()) {
    bounds->high = std::max(bounds->high, pretended->second);
    bounds->stable = std::max(bounds->stable, pretended->second);
  }
  return bounds;
}

}  // namespace koppel::simulation
