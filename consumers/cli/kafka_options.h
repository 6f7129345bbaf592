#pragma once

#include "consumers/cli/command.h"
#include "consumers/kafka/kafka_settings.h"
#include "engine/ports/error.h"

#include <expected>
#include <mutex>
#include <string>
#include <string_view>

namespace koppel::cli {

// How the brokers of --kafka are reached, with what the configuration says of kafka and librdkafka.
[[nodiscard]] std::expected<KafkaSettings, SettingsFault> kafka_settings_of(
    const Globals& globals, const std::string& brokers);

// What librdkafka says. It goes to stderr only where its setting `debug` asks for that: of what is
// wrong it says too much, again and again, so the last of it is kept for who says it once.
class KafkaTalk {
 public:
  enum class Debug : std::uint8_t {
    kOff,
    kOn
  };

  explicit KafkaTalk(Debug debug) : debug_(debug) {}

  // From any thread.
  void line(int level, std::string_view facility, std::string_view text);

  // The last line that told of something wrong; empty when there was none.
  [[nodiscard]] std::string last_wrong() const;

 private:
  Debug debug_;
  mutable std::mutex mutex_;
  std::string last_wrong_;
};

}  // namespace koppel::cli
