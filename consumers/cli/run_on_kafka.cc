#include "consumers/cli/run_on_kafka.h"

#include "consumers/cli/area_report.h"
#include "consumers/cli/founding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/kafka_options.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/output.h"
#include "consumers/cli/system_clock.h"
#include "consumers/kafka/area_member.h"
#include "consumers/kafka/kafka_area_log.h"
#include "consumers/runtime/log_failure.h"
#include "engine/codec/cloud_event.h"
#include "engine/ports/area_topic.h"
#include "engine/storage/directory.h"
#include "engine/storage/master_key.h"
#include "engine/storage/master_wrapping.h"

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include <poll.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

using monitor::LogValue;

constexpr std::int64_t kServeMs = 50;
constexpr std::int64_t kTellMs = 1'000;
constexpr std::int64_t kSilenceToldMs = 3'000;  // brokers that do not answer are told of then
constexpr std::int64_t kLetGoMs = 8'000;        // longer than a commit under way needs
constexpr std::int64_t kLeaveMs = 1'000;

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "koppel";
  return name.data();
}

std::expected<Fact, codec::Misfit> fact_on_the_map(const LogRecord& record) {
  auto fact = codec::fact_of(record);
  if (!fact) return fact;
  if (const auto off = moves_off_the_map(*fact)) return std::unexpected(*off);
  return fact;
}

bool is_readable(int descriptor) {
  pollfd watched{.fd = descriptor, .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, 0) > 0;
}

class Run {
 public:
  Run(const Globals& globals,
      std::shared_ptr<const KafkaCluster> cluster,
      const Key& master,
      const monitor::Monitor& monitor)
      : globals_(globals), cluster_(std::move(cluster)), master_(master), monitor_(monitor) {}

  int until(int stop_descriptor, const std::set<AreaThreads::Consent>& consents, KafkaTalk& talk) {
    auto member = AreaMember::make(cluster_, host_name(), clock_);
    if (!member) return complain(port_error(member.error()));
    member_ = std::move(*member);
    AreaThreads threads(
        {.equip = [this](AreaId area) { return equip(area); },
         .decoder = fact_on_the_map,
         .mandate = [this](AreaId, std::int64_t since) { return member_->confirmed_since(since); },
         .consents = consents,
         .settled = [this](AreaId area,
                           const Settled& settled) { monitor_.figures.settle(area, settled); },
         .committed = [this](std::chrono::nanoseconds time) { monitor_.figures.commit(time); }});
    monitor_.log.info("running on Kafka until Ctrl-C; waiting for areas to own");
    const std::int64_t began_ms = clock_.monotonic_ms();
    monitor_.health.serve();
    while (!is_readable(stop_descriptor)) {
      member_->serve(kServeMs);
      threads.own(areas_held());
      tell_lag(threads);
      const auto standings = threads.standings();
      for (const std::string& line : report_.lines(standings)) {
        monitor_.log.info("areas", {{"said", LogValue::said(line)}});
      }
      count(standings);
      if (clock_.monotonic_ms() - began_ms > kSilenceToldMs) tell_silence(talk);
      monitor_.health.turn();
    }
    monitor_.health.stop();
    return stop(threads);
  }

 private:
  // What the group assigned and the map has.
  [[nodiscard]] std::set<AreaId> areas_held() const {
    std::set<AreaId> areas;
    for (const std::int32_t partition : member_->held()) {
      if (const auto area = area_at(partition)) areas.insert(*area);
    }
    return areas;
  }

  [[nodiscard]] std::expected<AreaGear, PortError> equip(AreaId area) {
    AreaGear gear{.timeout_ms = cluster_->settings().transaction_ms()};
    auto clock = std::make_unique<SystemClock>();
    gear.founding = founding_of(area, clock->wall());
    gear.founding.owner = host_name() + "/" + std::to_string(::getpid());
    gear.clock = std::move(clock);
    gear.wrapping = std::make_unique<storage::MasterWrapping>(master_);
    const auto path = globals_.data / "kafka" / to_text(area);
    auto rows = storage::RocksdbStore::open(path, storage::Access::kReadWrite);
    if (!rows) return std::unexpected(rows.error());
    (*rows)->journal_is_elsewhere();
    gear.rows = std::move(*rows);
    auto log = KafkaAreaLog::open(cluster_, {.area = area, .partition = *partition_of(area)});
    if (!log) return std::unexpected(port_error(log.error()));
    gear.log = std::move(*log);
    return gear;
  }

  void tell_lag(const AreaThreads& threads) {
    const std::int64_t now_ms = clock_.monotonic_ms();
    if (now_ms - told_at_ms_ < kTellMs) return;
    told_at_ms_ = now_ms;
    std::vector<InputPosition> positions;
    for (const auto& [area, standing] : threads.standings()) {
      if (standing.state != AreaLoop::State::kOwning) continue;
      for (std::size_t at = 0; at < kInputTopics.size(); ++at) {
        positions.push_back({.topic = kInputTopics[at],
                             .partition = *partition_of(area),
                             .next = standing.read_up_to[at]});
      }
    }
    member_->tell(positions);
  }

  void count(const std::map<AreaId, AreaStanding>& standings) {
    for (const auto& [area, standing] : standings) {
      if (standing.state != AreaLoop::State::kOwning) continue;
      monitor_.figures.stand(area, standing.sequence);
      counted_.insert(area);
      for (std::size_t at = 0; at < kInputTopics.size(); ++at) {
        monitor_.figures.lag(area,
                             topic_name(cluster_->settings().prefix(), kInputTopics[at]),
                             static_cast<std::uint64_t>(standing.behind[at]));
      }
    }
    std::erase_if(counted_, [&](AreaId area) {
      const auto found = standings.find(area);
      const bool owned =
          found != standings.end() && found->second.state == AreaLoop::State::kOwning;
      if (!owned) monitor_.figures.release(area);
      return !owned;
    });
    monitor_.figures.tick();
  }

  // Before the group answers for the first time there is no area that could tell.
  void tell_silence(const KafkaTalk& talk) {
    if (silence_told_ || !member_->held().empty()) return;
    const std::string wrong = talk.last_wrong();
    if (wrong.empty()) return;
    silence_told_ = true;
    monitor_.log.warning("the brokers do not answer, tried on", {{"said", LogValue::said(wrong)}});
  }

  // Whoever cannot finish leaves it to the next owner, as after a crash.
  int stop(AreaThreads& threads) {
    const std::int64_t until_ms = clock_.monotonic_ms() + kLetGoMs;
    for (threads.own({}); !threads.idle(); threads.own({})) {
      member_->serve(0);
      if (clock_.monotonic_ms() < until_ms) continue;
      monitor_.log.warning("stopped without an answer of the brokers; the next owner finishes");
      flush();
      ::_exit(kExitUnreachable);
    }
    member_->leave(kLeaveMs);
    monitor_.log.info("stopped; every area was let go");
    return kExitDone;
  }

  const Globals& globals_;
  std::shared_ptr<const KafkaCluster> cluster_;
  Key master_;
  monitor::Monitor monitor_;
  SystemClock clock_;
  std::unique_ptr<AreaMember> member_;
  AreaReport report_;
  std::int64_t told_at_ms_ = 0;
  bool silence_told_ = false;
  std::set<AreaId> counted_;
};

}  // namespace

int run_on_kafka(const Globals& globals,
                 const KafkaRun& run,
                 const monitor::Monitor& monitor,
                 int stop_descriptor) {
  auto settings = kafka_settings_of(globals, run.brokers);
  if (!settings) return complain_usage(settings.error().what, settings.error().remedy);
  if (auto made = storage::make_private_directory(globals.data); !made) {
    return complain(made.error());
  }
  const auto master = storage::load_or_make_master_key(master_key_path(globals.data));
  if (!master) return complain(master.error());
  KafkaTalk talk(settings->asks_debug() ? KafkaTalk::Debug::kOn : KafkaTalk::Debug::kOff);
  auto cluster = KafkaCluster::make(
      *settings, [&talk](int level, std::string_view facility, std::string_view text) {
        talk.line(level, facility, text);
      });
  if (!cluster) return complain(port_error(cluster.error()));
  return Run(globals, std::move(*cluster), *master, monitor)
      .until(stop_descriptor, run.consents, talk);
}

}  // namespace koppel::cli
