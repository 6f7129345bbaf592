#include "consumers/kafka/kafka_settings.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

namespace koppel {
namespace {

using enum KafkaRole;
using enum KafkaDefault::Change;

constexpr std::array kEverybody{kProducer, kReader, kObserver, kMember, kFeeder};
constexpr std::array kProducers{kProducer};
constexpr std::array kSenders{kProducer, kFeeder};
constexpr std::array kReaders{kReader};
constexpr std::array kMembers{kMember};
constexpr std::array kGroups{kReader, kMember};
constexpr std::array kFetching{kReader, kObserver, kMember};

constexpr std::array kDefaults = std::to_array<KafkaDefault>({
    {"socket.nagle.disable", "true", kEverybody, kAllowed, "small requests else wait for 40 ms"},
    {"socket.timeout.ms", "10000", kEverybody, kAllowed, "below transaction.timeout.ms"},
    {"reconnect.backoff.max.ms", "1000", kEverybody, kAllowed, "a broker is back: seen in 1 s"},
    {"log.connection.close", "true", kEverybody, kNever, "a lost connection spoils a transaction"},
    {"allow.auto.create.topics", "false", kFetching, kNever, "deploy/topics alone makes topics"},

    {"enable.idempotence",
     "true",
     kSenders,
     kNever,
     "transactions take it, and a record sent again stands once"},
    {"acks", "all", kSenders, kNever, "what was acknowledged must stand"},
    {"transaction.timeout.ms",
     "15000",
     kProducers,
     kAllowed,
     "an owner that died holds readers up for as long, until another one takes over"},
    {"retry.backoff.ms",
     "10",
     kProducers,
     kAllowed,
     "EndTxn and others wait for so long while the coordinator is busy; 100 costs 100 ms"},
    {"linger.ms", "5", kSenders, kAllowed, "records gather until flush(), which sends at once"},
    {"delivery.report.only.error", "false", kSenders, kNever, "flush() answers offsets"},
    {"statistics.interval.ms", "1000", kProducers, kNever, "timeouts and retries are seen in it"},
    {"debug",
     "broker",
     kProducers,
     kAllowed,
     "each lost connection is told of, the 30 s in which its like are kept quiet included"},

    {"isolation.level", "read_committed", kReaders, kNever, "what was aborted is never read"},
    {"enable.auto.commit", "false", kGroups, kNever, "positions are in the journal"},
    {"enable.auto.offset.store", "false", kGroups, kNever, "positions are in the journal"},
    {"auto.offset.reset", "error", kReaders, kNever, "a position never moves by itself"},
    {"enable.partition.eof", "true", kReaders, kNever, "tells how far markers reach"},
    {"check.crcs", "true", kReaders, kAllowed, "a damaged batch is not handed over"},
    {"fetch.wait.max.ms", "100", kReaders, kAllowed, "so late is the end of a partition told"},
    {"queued.max.messages.kbytes", "16384", kReaders, kAllowed, "in memory for each topic"},

    {"session.timeout.ms", "6000", kMembers, kAllowed, "so late is a process that died replaced"},
    {"heartbeat.interval.ms", "200", kMembers, kAllowed, "so late is a change of members seen"},
    {"partition.assignment.strategy",
     "range",
     kMembers,
     kNever,
     "all members use the same; in 2.0.2 the cooperative one may hang (#4528)"},
});

// Ours to fill in, under every name that librdkafka has for them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kOurs{{
    {"bootstrap.servers", "say brokers"},
    {"metadata.broker.list", "say brokers"},
    {"transactional.id", "it is PREFIX.AREA.0 and .1: say prefix"},
    {"group.id", "it is PREFIX.AREA.reader and PREFIX.engine: say prefix"},
    {"group.instance.id", "who reads an area is no member of its group"},
    {"request.required.acks", "acks is all"},
    {"enable.gapless.guarantee", "a transaction is aborted instead"},
    {"auto.commit.enable", "positions are in the journal"},
    {"message.timeout.ms", "say transaction.timeout.ms"},
    {"delivery.timeout.ms", "say transaction.timeout.ms"},
}};

bool is_for(const KafkaDefault& setting, KafkaRole role) {
  return std::ranges::find(setting.roles, role) != setting.roles.end();
}

std::optional<SettingsFault> check_ours(const std::string& name, const std::string& value) {
  for (const auto& [ours, remedy] : kOurs) {
    if (name == ours) {
      return SettingsFault{.what = name + " is not to be set: Koppel does",
                           .remedy = std::string(remedy)};
    }
  }
  const auto setting = std::ranges::find(kDefaults, name, &KafkaDefault::name);
  if (setting == kDefaults.end() || setting->change == kAllowed || value == setting->value) {
    return std::nullopt;
  }
  return SettingsFault{.what = name + " must stay " + std::string(setting->value) + ": " +
                               std::string(setting->reason),
                       .remedy = "remove it from the settings"};
}

std::optional<SettingsFault> check_known(const std::string& name, const std::string& value) {
  const std::unique_ptr<rd_kafka_conf_t, decltype(&rd_kafka_conf_destroy)> conf(
      rd_kafka_conf_new(), &rd_kafka_conf_destroy);
  std::array<char, 512> why{};
  if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), why.data(), why.size()) ==
      RD_KAFKA_CONF_OK) {
    return std::nullopt;
  }
  return SettingsFault{
      .what = name + ": " + why.data(),
      .remedy = "see the settings of librdkafka " + std::string(rd_kafka_version_str())};
}

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, fits);
}

std::optional<SettingsFault> check_frame(const KafkaSettings::Wishes& wishes) {
  if (wishes.brokers.empty()) {
    return SettingsFault{.what = "no brokers are given", .remedy = "say HOST:PORT[,HOST:PORT]"};
  }
  if (!is_name(wishes.prefix)) {
    return SettingsFault{.what = "the prefix '" + wishes.prefix + "' makes no topic names",
                         .remedy = "letters, digits, '.', '_' and '-', at most 100"};
  }
  if (wishes.call_ms < 1 || wishes.call_ms > 600'000) {
    return SettingsFault{.what = "a call may not wait " + std::to_string(wishes.call_ms) + " ms",
                         .remedy = "say 1 to 600000"};
  }
  return std::nullopt;
}

// R1 needs what the context broker tells; others may be asked for besides.
void keep_broker_context(std::map<std::string, std::string>& told) {
  std::string& contexts = told["debug"];
  if (("," + contexts + ",").find(",broker,") != std::string::npos || contexts == "all") return;
  contexts += contexts.empty() ? "broker" : ",broker";
}

}  // namespace

std::span<const KafkaDefault> kafka_defaults() {
  return kDefaults;
}

std::expected<KafkaSettings, SettingsFault> KafkaSettings::of(Wishes wishes) {
  if (auto fault = check_frame(wishes)) return std::unexpected(*fault);
  for (const auto& [name, value] : wishes.librdkafka) {
    if (auto fault = check_ours(name, value)) return std::unexpected(*fault);
    if (auto fault = check_known(name, value)) return std::unexpected(*fault);
  }
  return KafkaSettings(std::move(wishes));
}

std::map<std::string, std::string> KafkaSettings::of_role(KafkaRole role) const {
  std::map<std::string, std::string> told{{"bootstrap.servers", wishes_.brokers}};
  for (const KafkaDefault& setting : kDefaults) {
    if (is_for(setting, role)) told.emplace(setting.name, setting.value);
  }
  for (const auto& [name, value] : wishes_.librdkafka) {
    const auto never = [&](const KafkaDefault& setting) {
      return setting.name == name && setting.change == kNever && is_for(setting, role);
    };
    if (std::ranges::none_of(kDefaults, never)) told[name] = value;
  }
  if (role == kProducer) keep_broker_context(told);
  return told;
}

std::int64_t KafkaSettings::transaction_ms() const {
  const std::string text = of_role(kProducer).at("transaction.timeout.ms");
  std::int64_t ms = 0;
  std::from_chars(text.data(), text.data() + text.size(), ms);
  return ms;
}

}  // namespace koppel
