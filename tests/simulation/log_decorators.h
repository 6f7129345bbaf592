#pragma once

#include "engine/ports/area_log.h"
#include "tests/simulation/log_stage.h"
#include "tests/support/memory_area_log.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace koppel::simulation {

// Bugs of an owner, put in on purpose between it and its log, to see that they are found: the
// mutations of the model of this protocol.
enum class Mutation : std::uint8_t {
  kNone,
  kSecondInitialisedFirst,    // .1 before .0
  kFirstTransactionOnSecond,  // in some acquisitions
  kClaimNotReadBack,          // taken to stand as soon as it was committed
  kNothingReadBack,           // all that was committed is; rows are written at once
  kPositionsOfVoidFrames,     // inputs are read on from the furthest position in any frame
  kOneProducerWithOffsets,    // .0 alone; inputs are read on from where the last commit was
  kDirtyTakenForClean
};

// Passes all on to a log; what a test is about is overridden.
class PassingLog : public AreaLog {
 public:
  explicit PassingLog(AreaLog& log) : log_(log) {}

  std::expected<std::string, LogError> cluster_id() override { return log_.cluster_id(); }

  std::expected<void, LogError> init(AreaProducer producer) override { return log_.init(producer); }

  std::expected<void, LogError> begin(AreaProducer producer) override {
    return log_.begin(producer);
  }

  std::expected<void, LogError> produce(AreaProducer producer, const LogRecord& record) override {
    return log_.produce(producer, record);
  }

  std::expected<std::vector<std::int64_t>, LogError> flush(AreaProducer producer) override {
    return log_.flush(producer);
  }

  std::expected<CommitAnswer, LogError> commit(AreaProducer producer) override {
    return log_.commit(producer);
  }

  std::expected<void, LogError> abort(AreaProducer producer) override {
    return log_.abort(producer);
  }

  std::expected<void, LogError> seek(AreaTopic topic, std::int64_t offset) override {
    return log_.seek(topic, offset);
  }

  std::expected<std::vector<StandingRecord>, LogError> poll(std::span<const AreaTopic> topics,
                                                            std::size_t most,
                                                            std::int64_t wait_ms) override {
    return log_.poll(topics, most, wait_ms);
  }

  std::expected<std::int64_t, LogError> position(AreaTopic topic) override {
    return log_.position(topic);
  }

  std::expected<LogBounds, LogError> bounds(AreaTopic topic) override { return log_.bounds(topic); }

 private:
  AreaLog& log_;
};

// A log whose every effect is a step on the stage.
class StagedLog final : public PassingLog {
 public:
  // What a process was sending when it crashed, by which producer.
  using Unsent = std::function<void(AreaProducer producer, std::vector<LogRecord> records)>;

  StagedLog(AreaLog& log, LogStage& stage, std::size_t me, Unsent unsent)
      : PassingLog(log), stage_(stage), me_(me), unsent_(std::move(unsent)) {}

  std::expected<void, LogError> init(AreaProducer producer) override;
  std::expected<void, LogError> begin(AreaProducer producer) override;
  std::expected<void, LogError> produce(AreaProducer producer, const LogRecord& record) override;
  std::expected<std::vector<std::int64_t>, LogError> flush(AreaProducer producer) override;
  std::expected<CommitAnswer, LogError> commit(AreaProducer producer) override;
  // With position and bounds after it, one step: all is asked of the broker at one moment.
  std::expected<std::vector<StandingRecord>, LogError> poll(std::span<const AreaTopic> topics,
                                                            std::size_t most,
                                                            std::int64_t wait_ms) override;

 private:
  LogStage& stage_;
  std::size_t me_;
  Unsent unsent_;
  std::vector<LogRecord> given_;
};

class MutantLog final : public PassingLog {
 public:
  MutantLog(AreaLog& log, const MemoryBroker& broker, Mutation mutation, Dice& dice)
      : PassingLog(log), broker_(broker), mutation_(mutation), dice_(dice) {}

  std::expected<void, LogError> init(AreaProducer producer) override;
  std::expected<void, LogError> begin(AreaProducer producer) override;
  std::expected<void, LogError> produce(AreaProducer producer, const LogRecord& record) override;
  std::expected<std::vector<std::int64_t>, LogError> flush(AreaProducer producer) override;
  std::expected<CommitAnswer, LogError> commit(AreaProducer producer) override;
  std::expected<void, LogError> seek(AreaTopic topic, std::int64_t offset) override;
  std::expected<std::vector<StandingRecord>, LogError> poll(std::span<const AreaTopic> topics,
                                                            std::size_t most,
                                                            std::int64_t wait_ms) override;
  std::expected<std::int64_t, LogError> position(AreaTopic topic) override;
  std::expected<LogBounds, LogError> bounds(AreaTopic topic) override;

 private:
  [[nodiscard]] AreaProducer which(AreaProducer producer) const;
  [[nodiscard]] bool lies_about(AreaTopic topic) const;

  const MemoryBroker& broker_;
  Mutation mutation_;
  Dice& dice_;
  bool swapped_ = false;
  std::uint32_t committed_ = 0;  // since the first init
  std::vector<LogRecord> given_;
  std::map<AreaTopic, std::vector<StandingRecord>> own_;  // sent, not yet handed back
  std::map<AreaTopic, std::int64_t> pretended_;           // position
};

}  // namespace koppel::simulation
