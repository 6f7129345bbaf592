#include "tests/integration/engine_stage.h"

#include "consumers/cli/founding.h"
#include "consumers/cli/system_clock.h"
#include "consumers/kafka/fact_feeder.h"
#include "consumers/runtime/area_hold.h"
#include "consumers/runtime/area_loop.h"
#include "engine/codec/market_digest.h"
#include "engine/model/invariant.h"
#include "engine/ports/area_topic.h"
#include "engine/storage/master_key.h"
#include "engine/storage/master_wrapping.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/simulation/log_verdict.h"
#include "tests/support/topic_keys.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <utility>

namespace koppel {
namespace {

constexpr AreaId kArea{1};
constexpr std::int32_t kPartition = 0;
constexpr std::size_t kRecordsAPoll = 1'000;
constexpr std::int64_t kPollMs = 100;
constexpr int kTries = 20;

std::string next_prefix() {
  static std::uint32_t stages = 0;
  return "stage" + std::to_string(++stages);
}

// A broker that was frozen, or has other work, may fail to answer at first.
template <typename Ask>
auto insist(const Ask& ask) {
  auto answer = ask();
  for (int left = kTries; left > 0 && !answer; --left) {
    rest(std::chrono::seconds(1));
    answer = ask();
  }
  invariant(answer.has_value(), "the broker of a test answers");
  return std::move(*answer);
}

std::expected<std::vector<StandingRecord>, LogError> committed_in(KafkaAreaLog& reader,
                                                                  AreaTopic topic) {
  const auto bounds = reader.bounds(topic);
  if (!bounds) return std::unexpected(bounds.error());
  if (auto sought = reader.seek(topic, bounds->start); !sought) {
    return std::unexpected(sought.error());
  }
  std::vector<StandingRecord> all;
  for (;;) {
    const auto position = reader.position(topic);
    if (!position) return std::unexpected(position.error());
    if (*position >= bounds->stable) return all;
    auto some = reader.poll(std::array{topic}, kRecordsAPoll, kPollMs);
    if (!some) return std::unexpected(some.error());
    std::ranges::move(*some, std::back_inserter(all));
  }
}

}  // namespace

EngineStage::EngineStage(const KafkaBroker& broker,
                         const std::map<std::string, std::string>& librdkafka)
    : broker_(broker), prefix_(next_prefix()) {
  const std::filesystem::path areas = files_ / "areas.json";
  std::ofstream(areas) << R"({"areas":[{"code":"AM01","name":"Groningen","partition":0}]})";
  std::ofstream settings_file(files_ / "koppel.toml");
  settings_file << "kafka.prefix = \"" << prefix_ << "\"\n"
                << "librdkafka.session.timeout.ms = \"2000\"\n"
                << "librdkafka.heartbeat.interval.ms = \"300\"\n";
  for (const auto& [name, value] : librdkafka) {
    settings_file << "librdkafka." << name << " = \"" << value << "\"\n";
  }
  settings_file.close();
  const auto made = broker_.topics("--areas " + areas.string() + " --prefix " + prefix_);
  invariant(made.code == 0, made.text.c_str());
  master_ = storage::load_or_make_master_key(files_ / "master.key").value();
  auto settings = KafkaSettings::of({.brokers = broker_.servers(), .prefix = prefix_});
  cluster_ = KafkaCluster::make(*settings, {}).value();
}

std::filesystem::path EngineStage::directory(const std::string& name) const {
  const std::filesystem::path made = files_ / (prefix_ + "-" + name);
  std::filesystem::create_directory(made);
  std::filesystem::copy_file(files_ / "master.key",
                             made / "master.key",
                             std::filesystem::copy_options::overwrite_existing);
  return made;
}

std::vector<std::string> EngineStage::line(const std::filesystem::path& directory,
                                           const std::vector<std::string>& words,
                                           const std::string& servers) const {
  std::vector<std::string> line{
      "--config", (files_ / "koppel.toml").string(), "--data", directory.string()};
  line.insert(line.end(), words.begin(), words.end());
  line.insert(line.end(), {"--kafka", servers});
  return line;
}

std::unique_ptr<KoppelProcess> EngineStage::engine(const std::filesystem::path& directory) const {
  return engine(directory, broker_.servers());
}

std::unique_ptr<KoppelProcess> EngineStage::engine(const std::filesystem::path& directory,
                                                   const std::string& servers) const {
  return std::make_unique<KoppelProcess>(line(directory, {"run"}, servers));
}

std::expected<AreaGear, PortError> EngineStage::gear(const std::filesystem::path& directory) const {
  AreaGear gear{.timeout_ms = cluster_->settings().transaction_ms()};
  gear.clock = std::make_unique<cli::SystemClock>();
  gear.wrapping = std::make_unique<storage::MasterWrapping>(master_);
  gear.founding = cli::founding_of(kArea, gear.clock->wall());
  gear.founding.owner = directory.filename().string();
  auto rows = storage::RocksdbStore::open(directory / "kafka" / to_text(kArea),
                                          storage::Access::kReadWrite);
  if (!rows) return std::unexpected(rows.error());
  (*rows)->journal_is_elsewhere();
  gear.rows = std::move(*rows);
  gear.log = log();
  return gear;
}

Ended EngineStage::send(const std::vector<std::string>& lines) {
  const std::filesystem::path file = files_ / ("facts" + std::to_string(sent_files_++) + ".jsonl");
  write_lines(file, lines);
  return run_koppel(
      line(files_ / "nowhere", {"import", "facts", file.string()}, broker_.servers()));
}

void EngineStage::send_record(const LogRecord& record) {
  auto feeder = FactFeeder::make(cluster_->settings(), {}).value();
  invariant(feeder->send(record, kPartition).has_value(), "a record is handed over");
  invariant(feeder->finish().has_value(), "a record is acknowledged");
}

std::unique_ptr<KafkaAreaLog> EngineStage::log() const {
  return insist(
      [&] { return KafkaAreaLog::open(cluster_, {.area = kArea, .partition = kPartition}); });
}

std::vector<StandingRecord> EngineStage::committed(AreaTopic topic) const {
  return insist([&] { return committed_in(*log(), topic); });
}

bool EngineStage::all_taken(std::chrono::seconds patience) const {
  const auto until = std::chrono::steady_clock::now() + patience;
  const auto reader = log();
  std::map<AreaTopic, std::int64_t> ends;
  for (const AreaTopic topic : kInputTopics) {
    ends[topic] = insist([&] { return reader->bounds(topic); }).high;
  }
  do {
    const auto positions = seen().head.positions;
    const bool all = std::ranges::all_of(ends, [&](const auto& end) {
      const auto found = positions.find(name_in_record(end.first));
      const auto read = found == positions.end() ? 0 : found->second.next;
      return static_cast<std::int64_t>(read) >= end.second;
    });
    if (all) return true;
    rest(std::chrono::milliseconds(200));
  } while (std::chrono::steady_clock::now() < until);
  return false;
}

log_example::Seen EngineStage::seen() const {
  storage::MasterWrapping wrapping(master_);
  // Keys last: a frame that was read has its keys there by then.
  std::map<AreaTopic, std::vector<StandingRecord>> all;
  for (const AreaTopic topic : kOutwardTopics) all[topic] = committed(topic);
  all[AreaTopic::kJournal] = committed(AreaTopic::kJournal);
  TopicKeys keys(wrapping, kArea, committed(AreaTopic::kKeys));
  return log_example::look_at([&](AreaTopic topic) { return all[topic]; }, keys);
}

std::string EngineStage::wrong() const {
  const log_example::Seen all = seen();
  if (all.wrong) return "the journal does not fold: " + *all.wrong;
  if (all.entries.empty()) return "the journal is empty";
  if (auto wrong = simulation::check_told(all, simulation::Strays::kNone)) return *wrong;
  const Founding founding = cli::founding_of(kArea, all.entries.front().recorded_at);
  const auto wrong =
      simulation::check_embedded([&](AreaTopic topic) { return committed(topic); }, founding, all);
  return wrong.value_or("");
}

std::string EngineStage::digest_of_rows(const std::filesystem::path& directory) const {
  const auto with = gear(directory);
  if (!with) return with.error().what;
  const auto hold = AreaHold::acquire({.log = *with->log,
                                       .rows = *with->rows,
                                       .wrapping = *with->wrapping,
                                       .clock = *with->clock,
                                       .timeout_ms = with->timeout_ms},
                                      with->founding,
                                      with->clock->wall());
  if (!hold) return hold.error().what;
  return to_text(codec::digest_of((*hold)->owner().view().market()));
}

void EngineStage::delete_group() const {
  rd_kafka_DeleteGroup_t* group = rd_kafka_DeleteGroup_new((prefix_ + ".engine").c_str());
  administer([&](rd_kafka_t* handle, rd_kafka_queue_t* answers) {
    rd_kafka_DeleteGroups(handle, &group, 1, nullptr, answers);
  });
  rd_kafka_DeleteGroup_destroy(group);
}

void EngineStage::move_group(std::int64_t position) const {
  rd_kafka_topic_partition_list_t* places = rd_kafka_topic_partition_list_new(8);
  for (const AreaTopic topic : kInputTopics) {
    rd_kafka_topic_partition_list_add(places, topic_name(prefix_, topic).c_str(), kPartition)
        ->offset = position;
  }
  rd_kafka_AlterConsumerGroupOffsets_t* moved =
      rd_kafka_AlterConsumerGroupOffsets_new((prefix_ + ".engine").c_str(), places);
  rd_kafka_topic_partition_list_destroy(places);
  administer([&](rd_kafka_t* handle, rd_kafka_queue_t* answers) {
    rd_kafka_AlterConsumerGroupOffsets(handle, &moved, 1, nullptr, answers);
  });
  rd_kafka_AlterConsumerGroupOffsets_destroy(moved);
}

// Asks the brokers for something, and waits for the answer.
void EngineStage::administer(
    const std::function<void(rd_kafka_t* handle, rd_kafka_queue_t* answers)>& ask) const {
  const auto client = KafkaClient::make(cluster_->settings(), KafkaRole::kFeeder, {}, {}).value();
  rd_kafka_queue_t* answers = rd_kafka_queue_new(client->get());
  ask(client->get(), answers);
  rd_kafka_event_t* event = rd_kafka_queue_poll(answers, 10'000);
  const bool done = event != nullptr && rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR;
  if (event != nullptr) rd_kafka_event_destroy(event);
  rd_kafka_queue_destroy(answers);
  invariant(done, "what a test asks of a group nobody is in is done");
}

std::vector<std::string> facts_of_stage() {
  std::vector<std::string> facts = sample_facts();
  for (std::string& fact : facts) {
    const std::string was = R"("area":"AM11")";
    fact.replace(fact.find(was), was.size(), R"("area":"AM01")");
  }
  return facts;
}

}  // namespace koppel
