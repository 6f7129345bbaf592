#include "consumers/cli/kafka_options.h"

#include "consumers/cli/settings.h"

#include <iostream>
#include <utility>

namespace koppel::cli {
namespace {

constexpr int kWarning = 4;  // as syslog numbers them

}  // namespace

std::expected<KafkaSettings, SettingsFault> kafka_settings_of(const Globals& globals,
                                                              const std::string& brokers) {
  KafkaSettings::Wishes wishes{.brokers = brokers};
  for (const Setting& setting : globals.settings) {
    if (setting.name == "kafka.prefix") wishes.prefix = setting.value;
    if (!setting.name.starts_with(kLibrdkafka)) continue;
    wishes.librdkafka[setting.name.substr(kLibrdkafka.size())] = setting.value;
  }
  return KafkaSettings::of(std::move(wishes));
}

void KafkaTalk::line(int level, std::string_view facility, std::string_view text) {
  const std::scoped_lock lock(mutex_);
  if (level <= kWarning) last_wrong_ = text;
  if (debug_ == Debug::kOn) std::cerr << "librdkafka: " << facility << ": " << text << '\n';
}

std::string KafkaTalk::last_wrong() const {
  const std::scoped_lock lock(mutex_);
  return last_wrong_;
}

}  // namespace koppel::cli
