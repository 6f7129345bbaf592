#pragma once

#include "consumers/kafka/kafka_area_log.h"
#include "tests/support/told_history.h"

#include <cstddef>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace koppel {

// Sends what a random history tells to the topics of a real broker, as an owner does and with all
// that may go wrong: transactions that are given up, with other contents; messages that are sent
// again under the same ce_id; messages that were lost and come late; Closing records.
class ToldTopics {
 public:
  ToldTopics(const KafkaSettings& settings, KafkaAreaLog::Place place, std::uint64_t seed);

  // Plays a few facts on and sends what they tell in one transaction, or more.
  void play();
  // Sends what was held back.
  void finish();

  [[nodiscard]] std::size_t facts() const { return facts_; }

  [[nodiscard]] const Market& market() const { return history_.market(); }

  struct Counts {
    std::size_t committed = 0;  // records: repeats and Closing too
    std::size_t aborted = 0;
    std::size_t repeats = 0;
    std::size_t late = 0;
    std::size_t closing = 0;
    std::set<std::string> ids;
    std::map<std::string, std::size_t> messages;  // each once, by subject
  };

  [[nodiscard]] const Counts& counts(AreaTopic topic) { return counts_[topic]; }

  [[nodiscard]] std::size_t transactions() const { return transactions_; }

 private:
  enum class Ending : std::uint8_t {
    kCommit,
    kAbort
  };

  [[nodiscard]] bool one_in(std::uint32_t times) { return random_() % times == 0; }

  void send(const std::vector<LogRecord>& records, Ending ending);
  void count(const LogRecord& record);
  [[nodiscard]] std::vector<LogRecord> disturbed(std::vector<LogRecord> records);

  std::unique_ptr<KafkaAreaLog> log_;
  examples::ToldHistory history_;
  std::mt19937 random_;
  std::size_t facts_ = 0;
  std::size_t transactions_ = 0;
  AreaProducer turn_ = AreaProducer::kFirst;
  std::vector<LogRecord> sent_;  // of placements: may come again
  std::vector<LogRecord> lost_;
  std::map<AreaTopic, Counts> counts_;
};

}  // namespace koppel
