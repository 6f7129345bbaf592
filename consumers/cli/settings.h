#pragma once

#include "consumers/cli/command.h"

#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Configuration: what comes later counts.
//
//   /etc/koppel/koppel.toml < $XDG_CONFIG_HOME/koppel/koppel.toml < ./koppel.toml < --config FILE
//   < KOPPEL_DATA, KOPPEL_LANG, … one for each key (and NO_COLOR, KOPPEL_NO_COLOR) < flags
//
//   data        a path, relative to where koppel is started
//   lang        nl, en
//   color       auto, always, never
//   monitor     off, or where `run` answers HTTP about itself: a port of this machine alone, or
//               host:port
//   log_level   error, warning, info, debug: what `run` writes to stderr
//   log_format  text, json
//
//   kafka.prefix     of topics, groups and transactional ids
//   librdkafka.NAME  every setting that librdkafka has (librdkafka.sasl.mechanisms = "PLAIN")
//
// Any other key, and any other value, is a fault; what librdkafka does not take is one where Kafka
// is used.
namespace koppel::cli {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// What the command line says; empty where it says nothing.
struct Flags {
  std::optional<std::string> config;
  std::optional<std::string> data;
  std::optional<std::string> lang;
  std::optional<std::string> color;
};

// The files that are looked for, in order; only that of --config must be there.
[[nodiscard]] std::vector<std::filesystem::path> config_files(const Environment& environment,
                                                              const Flags& flags);

inline constexpr std::string_view kLibrdkafka = "librdkafka.";

// Every key, in the order above.
[[nodiscard]] std::expected<std::vector<Setting>, ConfigFault> read_settings(
    const Environment& environment, const Flags& flags);

// The same, where a file with a fault counts up to the fault, which goes to `faults`.
[[nodiscard]] std::expected<std::vector<Setting>, ConfigFault> read_settings(
    const Environment& environment, const Flags& flags, std::vector<ConfigFault>& faults);

// Whether the value of that setting is nobody's business: a password, a secret, a private key.
[[nodiscard]] bool is_secret(std::string_view name);

}  // namespace koppel::cli
