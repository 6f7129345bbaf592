#pragma once

#include "consumers/kafka/kafka_area_log.h"
#include "consumers/runtime/area_threads.h"
#include "engine/ports/keys.h"
#include "tests/integration/kafka_broker.h"
#include "tests/integration/koppel_process.h"
#include "tests/support/log_check.h"
#include "tests/support/temporary_directory.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace koppel {

// One area, AM01, on topics of its own of the real broker, with engine processes that are started,
// killed and frozen, and facts that are sent to it. Every process has the same master key. The
// group's session times out after two seconds, so that nobody waits for long.
class EngineStage {
 public:
  EngineStage() : EngineStage(the_broker(), {}) {}

  // On that broker; the engines with these settings of librdkafka besides.
  EngineStage(const KafkaBroker& broker, const std::map<std::string, std::string>& librdkafka);

  // A local directory with nothing but the master key.
  [[nodiscard]] std::filesystem::path directory(const std::string& name) const;

  // `koppel run --kafka` on that directory; or by way of other servers than the broker says.
  [[nodiscard]] std::unique_ptr<KoppelProcess> engine(const std::filesystem::path& directory) const;
  [[nodiscard]] std::unique_ptr<KoppelProcess> engine(const std::filesystem::path& directory,
                                                      const std::string& servers) const;

  // What an engine has to own the area, for one in this process.
  [[nodiscard]] std::expected<AreaGear, PortError> gear(
      const std::filesystem::path& directory) const;

  // `koppel import facts --kafka`; answers what it printed.
  Ended send(const std::vector<std::string>& lines);
  // One record, as it is, to the area's partition.
  void send_record(const LogRecord& record);

  // What stands in a topic, read_committed, from its beginning.
  [[nodiscard]] std::vector<StandingRecord> committed(AreaTopic topic) const;

  // Waits until the journal says that the inputs were read to their ends, at most so long.
  [[nodiscard]] bool all_taken(std::chrono::seconds patience) const;

  // The market, the entries and what was told, by whoever reads the topics.
  [[nodiscard]] log_example::Seen seen() const;

  // What is wrong with all that stands in the topics: the chain, each fact once, each message once,
  // and the market that an embedded owner comes to. Empty: nothing.
  [[nodiscard]] std::string wrong() const;

  // What the rows of that directory, with the rest of the journal, come to; nobody may run.
  [[nodiscard]] std::string digest_of_rows(const std::filesystem::path& directory) const;

  // Deletes what the group remembers of positions, or moves all of them; nobody may run.
  void delete_group() const;
  void move_group(std::int64_t position) const;

 private:
  [[nodiscard]] std::unique_ptr<KafkaAreaLog> log() const;
  void administer(
      const std::function<void(rd_kafka_t* handle, rd_kafka_queue_t* answers)>& ask) const;
  [[nodiscard]] std::vector<std::string> line(const std::filesystem::path& directory,
                                              const std::vector<std::string>& words,
                                              const std::string& servers) const;

  const KafkaBroker& broker_;
  TemporaryDirectory files_;
  std::string prefix_;
  Key master_{};
  std::shared_ptr<const KafkaCluster> cluster_;
  std::uint32_t sent_files_ = 0;
};

// The facts of the sample, as facts of AM01.
[[nodiscard]] std::vector<std::string> facts_of_stage();

}  // namespace koppel
