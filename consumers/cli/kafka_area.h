#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/kafka_options.h"
#include "consumers/cli/system_clock.h"
#include "consumers/kafka/kafka_area_log.h"
#include "consumers/runtime/log_journal.h"
#include "engine/storage/master_wrapping.h"

#include <expected>
#include <memory>
#include <string>

namespace koppel::cli {

// An area on Kafka for a command that moves its journal: whoever held it is fenced, nothing is
// claimed or written until somebody commits, and no rows are kept.
class KafkaArea {
 public:
  // Keys are read. kUnavailable: the brokers do not answer.
  [[nodiscard]] static std::expected<std::unique_ptr<KafkaArea>, PortError> take(
      const Globals& globals, const KafkaSettings& settings, AreaId area);

  [[nodiscard]] LogJournal& journal() { return *journal_; }

  [[nodiscard]] LogKeys& keys() { return *keys_; }

 private:
  // Nothing but the journal counts here.
  class NoRows final : public Journal {
   public:
    [[nodiscard]] std::expected<void, PortError> commit(Commit /*commit*/) override { return {}; }

    [[nodiscard]] std::expected<void, PortError> read(Sequence /*from*/,
                                                      const FrameVisitor& /*visitor*/) override {
      return {};
    }

    [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& /*visitor*/) override {
      return {};
    }
  };

  KafkaArea(const Key& master, AreaId area) : wrapping_(master), refused_(area) {}

  [[nodiscard]] std::expected<void, PortError> open(const KafkaSettings& settings, AreaId area);

  SystemClock clock_;
  storage::MasterWrapping wrapping_;
  NoRows rows_;
  LogRefused refused_;
  KafkaTalk talk_{KafkaTalk::Debug::kOff};
  std::unique_ptr<AreaLog> log_;
  std::unique_ptr<AreaTurns> turns_;
  std::unique_ptr<LogKeys> keys_;
  std::unique_ptr<LogJournal> journal_;
};

}  // namespace koppel::cli
