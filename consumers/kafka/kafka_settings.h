#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace koppel {

// The kinds of clients that an area has; a setting may be for some of them only.
enum class KafkaRole : std::uint8_t {
  kProducer,  // of one transactional id
  kReader,    // of records that were committed
  kObserver,  // of where partitions end
  kMember,    // of the group that shares the areas out
  kFeeder     // who sends facts, outside of any transaction
};

// What librdkafka is told unless somebody says otherwise, and why.
struct KafkaDefault {
  enum class Change : std::uint8_t {
    kAllowed,
    kNever  // the protocol stands on it
  };

  std::string_view name;
  std::string_view value;
  std::span<const KafkaRole> roles;
  Change change = Change::kAllowed;
  std::string_view reason;
};

// All of them. What is not here is librdkafka's own default.
[[nodiscard]] std::span<const KafkaDefault> kafka_defaults();

struct SettingsFault {
  std::string what;
  std::string remedy;
};

// How a cluster is reached. Only checked settings exist.
class KafkaSettings {
 public:
  struct Wishes {
    std::string brokers;            // host:port, comma-separated
    std::string prefix = "koppel";  // of topics, transactional ids and groups
    std::int64_t call_ms = 10'000;  // how long a call may wait for an answer, commits excepted
    std::map<std::string, std::string> librdkafka;  // by librdkafka's names: SASL, TLS, anything
  };

  // A fault names the setting: one that does not exist, that librdkafka does not take, that the
  // protocol stands on, or that is ours to fill in.
  [[nodiscard]] static std::expected<KafkaSettings, SettingsFault> of(Wishes wishes);

  [[nodiscard]] const std::string& prefix() const { return wishes_.prefix; }

  [[nodiscard]] std::int64_t call_ms() const { return wishes_.call_ms; }

  // Everything that a client of that role is told, but for its own identity.
  [[nodiscard]] std::map<std::string, std::string> of_role(KafkaRole role) const;

  [[nodiscard]] bool asks_debug() const { return wishes_.librdkafka.contains("debug"); }

  // How long a transaction may stay open; readers may be held up for as long.
  [[nodiscard]] std::int64_t transaction_ms() const;

 private:
  explicit KafkaSettings(Wishes wishes) : wishes_(std::move(wishes)) {}

  Wishes wishes_;
};

}  // namespace koppel
