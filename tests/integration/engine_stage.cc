#include "tests/integration/engine_stage.h"

#include "consumers/cli/founding.h"
#include "consumers/cli/system_clock.h"
#include "consumers/kafka/fact_feeder.h"
#include "consumers/runtime/area_hold.h"
#include "consumers/runtime/area_loop.h"
#include "engine/codec/market_digest.h"
#include "engine/model/invariant.h"
#include "engine/storage/master_key.h"
#include "engine/storage/master_wrapping.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/simulation/log_verdict.h"
#include "tests/support/topic_keys.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace koppel {
namespace {

constexpr AreaId kArea{1};
constexpr std::int32_t kPartition = 0;
constexpr std::size_t kRecordsAPoll = 1'000;
constexpr std::int64_t kPollMs = 100;

std::string next_prefix() {
  static std::uint32_t stages = 0;
  return "stage" + std::to_string(++stages);
}

}  // namespace

EngineStage::EngineStage() : prefix_(next_prefix()) {
  const std::filesystem::path areas = files_ / "areas.json";
  std::ofstream(areas) << R"({"areas":[{"code":"AM01","name":"Groningen","partition":0}]})";
  std::ofstream(files_ / "koppel.toml") << "kafka.prefix = \"" << prefix_ << "\"\n"
                                        << "librdkafka.session.timeout.ms = \"2000\"\n"
                                        << "librdkafka.heartbeat.interval.ms = \"300\"\n";
  const auto made = the_broker().topics("--areas " + areas.string() + " --prefix " + prefix_);
  invariant(made.code == 0, made.text.c_str());
  master_ = storage::load_or_make_master_key(files_ / "master.key").value();
  auto settings = KafkaSettings::of({.brokers = the_broker().servers(), .prefix = prefix_});
  cluster_ = KafkaCluster::make(*settings, {}).value();
}

std::filesystem::path EngineStage::directory(const std::string& name) const {
  const std::filesystem::path made = files_ / name;
  std::filesystem::create_directory(made);
  std::filesystem::copy_file(files_ / "master.key",
                             made / "master.key",
                             std::filesystem::copy_options::overwrite_existing);
  return made;
}

std::vector<std::string> EngineStage::line(const std::filesystem::path& directory,
                                           const std::vector<std::string>& words) const {
  std::vector<std::string> line{
      "--config", (files_ / "koppel.toml").string(), "--data", directory.string()};
  line.insert(line.end(), words.begin(), words.end());
  line.insert(line.end(), {"--kafka", the_broker().servers()});
  return line;
}

std::unique_ptr<KoppelProcess> EngineStage::engine(const std::filesystem::path& directory) const {
  return std::make_unique<KoppelProcess>(line(directory, {"run"}));
}

Ended EngineStage::send(const std::vector<std::string>& lines) {
  const std::filesystem::path file = files_ / ("facts" + std::to_string(sent_files_++) + ".jsonl");
  write_lines(file, lines);
  return run_koppel(line(files_ / "nowhere", {"import", "facts", file.string()}));
}

void EngineStage::send_record(const LogRecord& record) {
  auto feeder = FactFeeder::make(cluster_->settings(), {}).value();
  invariant(feeder->send(record, kPartition).has_value(), "a record is handed over");
  invariant(feeder->finish().has_value(), "a record is acknowledged");
}

std::unique_ptr<KafkaAreaLog> EngineStage::log() const {
  return KafkaAreaLog::open(cluster_, {.area = kArea, .partition = kPartition}).value();
}

std::vector<StandingRecord> EngineStage::committed(AreaTopic topic) const {
  const auto reader = log();
  const auto bounds = reader->bounds(topic);
  invariant(bounds.has_value(), "the broker of a test answers");
  invariant(reader->seek(topic, bounds->start).has_value(), "a topic is sought");
  std::vector<StandingRecord> all;
  while (reader->position(topic).value() < bounds->stable) {
    auto some = reader->poll(std::array{topic}, kRecordsAPoll, kPollMs).value();
    std::ranges::move(some, std::back_inserter(all));
  }
  return all;
}

bool EngineStage::all_taken(std::chrono::seconds patience) const {
  const auto until = std::chrono::steady_clock::now() + patience;
  const auto reader = log();
  std::map<AreaTopic, std::int64_t> ends;
  for (const AreaTopic topic : kInputTopics) ends[topic] = reader->bounds(topic).value().high;
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
  cli::SystemClock clock;
  storage::MasterWrapping wrapping(master_);
  const auto rows =
      storage::RocksdbStore::open(directory / "kafka" / "AM01", storage::Access::kReadWrite);
  if (!rows) return rows.error().what;
  const auto area_log = log();
  Founding founding = cli::founding_of(kArea, clock.wall());
  founding.owner = "the test";
  const auto hold = AreaHold::acquire({.log = *area_log,
                                       .rows = **rows,
                                       .wrapping = wrapping,
                                       .clock = clock,
                                       .timeout_ms = cluster_->settings().transaction_ms()},
                                      founding,
                                      clock.wall());
  if (!hold) return hold.error().what;
  return to_text(codec::digest_of((*hold)->owner().view().market()));
}

void EngineStage::delete_group() const {
  const auto client = KafkaClient::make(cluster_->settings(), KafkaRole::kFeeder, {}, {}).value();
  rd_kafka_t* handle = client->get();
  rd_kafka_DeleteGroup_t* group = rd_kafka_DeleteGroup_new((prefix_ + ".engine").c_str());
  rd_kafka_queue_t* answers = rd_kafka_queue_new(handle);
  rd_kafka_DeleteGroups(handle, &group, 1, nullptr, answers);
  rd_kafka_event_t* event = rd_kafka_queue_poll(answers, 10'000);
  const bool done = event != nullptr && rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR;
  if (event != nullptr) rd_kafka_event_destroy(event);
  rd_kafka_queue_destroy(answers);
  rd_kafka_DeleteGroup_destroy(group);
  invariant(done, "a group nobody is in is deleted");
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
