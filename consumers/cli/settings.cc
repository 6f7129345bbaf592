#include "consumers/cli/settings.h"

#include "consumers/monitor/address.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <utility>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace koppel::cli {
namespace {

using Outcome = std::expected<void, ConfigFault>;

struct Key {
  std::string_view name;
  std::string_view environment;
  std::vector<std::string_view> values;                        // empty: what `fits`
  std::string_view allowed = "";                               // that in words
  std::function<bool(std::string_view value)> fits = nullptr;  // empty: any text
};

const std::array<Key, 7>& keys() {
  static const std::array<Key, 7> all{{
      {.name = "data", .environment = "KOPPEL_DATA", .values = {}, .allowed = "a path"},
      {.name = "lang", .environment = "KOPPEL_LANG", .values = {"nl", "en"}},
      {.name = "color", .environment = "KOPPEL_COLOR", .values = {"auto", "always", "never"}},
      {.name = "monitor",
       .environment = "KOPPEL_MONITOR",
       .values = {},
       .allowed = "off, a port, or host:port",
       .fits = [](std::string_view text) { return text == "off" || monitor::parse_address(text); }},
      {.name = "log_level",
       .environment = "KOPPEL_LOG_LEVEL",
       .values = {"error", "warning", "info", "debug"}},
      {.name = "log_format", .environment = "KOPPEL_LOG_FORMAT", .values = {"text", "json"}},
      {.name = "kafka.prefix",
       .environment = "KOPPEL_KAFKA_PREFIX",
       .values = {},
       .allowed = "any text but none",
       .fits = [](std::string_view text) { return !text.empty(); }},
  }};
  return all;
}

bool allows(const Key& key, std::string_view value) {
  if (value.empty()) return false;
  if (!key.values.empty()) return std::ranges::find(key.values, value) != key.values.end();
  return !key.fits || key.fits(value);
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string known_keys() {
  std::vector<std::string_view> names;
  for (const Key& key : keys()) names.push_back(key.name);
  names.push_back("librdkafka.NAME");
  return listed(names);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

bool is_key_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

bool is_control(char byte) {
  return static_cast<unsigned char>(byte) < 0x20U && byte != '\t';
}

// Behind the closing quote of a text that begins with a quote; empty when it is not closed.
std::optional<std::string_view> behind_quoted(std::string_view text) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == text.front()) return text.substr(at + 1);
    if (text[at] == '\\' && text.front() == '"') ++at;
  }
  return std::nullopt;
}

// Behind a key, or keys with a dot between each two.
std::optional<std::string_view> behind_dotted(std::string_view text) {
  for (;;) {
    const auto end = std::ranges::find_if_not(text, is_key_byte);
    if (end == text.begin()) return std::nullopt;
    text = {end, text.end()};
    if (!text.starts_with('.')) return text;
    text.remove_prefix(1);
  }
}

// `key = "value"`, `key = 'value'`, a comment, or nothing.
bool is_setting_line(std::string_view line) {
  if (std::ranges::any_of(line, is_control)) return false;
  std::string_view rest = without_blanks(line);
  if (rest.empty() || rest.front() == '#') return true;
  const auto behind_key = behind_dotted(rest);
  if (!behind_key) return false;
  rest = without_blanks(*behind_key);
  if (!rest.starts_with('=')) return false;
  rest = without_blanks(rest.substr(1));
  if (!rest.starts_with('"') && !rest.starts_with('\'')) return false;
  const auto behind = behind_quoted(rest);
  if (!behind) return false;
  rest = without_blanks(*behind);
  return rest.empty() || rest.front() == '#';
}

// The first line that is no setting. toml++ 3.3 leaves defined behaviour at some of what it does
// not expect (white space of other scripts, tables of odd names), so that it gets only what we
// expect.
std::optional<std::size_t> stray_line(std::string_view text) {
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r') && end < text.size()) line.remove_suffix(1);
    if (!is_setting_line(line)) return number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Outcome may_be_read(const std::filesystem::path& file) {
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  const bool there = std::filesystem::exists(file, error);
  const bool is_directory = kind == std::filesystem::file_type::directory;
  const bool is_file = kind == std::filesystem::file_type::regular;
  // What is no file is not opened: a pipe would wait for whoever writes to it.
  if (is_file && std::ifstream(file)) return {};
  const std::string why = is_directory ? "is a directory"
                          : is_file    ? "may not be read by this user"
                          : there      ? "is no file"
                                       : "is not there";
  return std::unexpected(ConfigFault{
      .what = "the configuration file " + file.string() + ' ' + why,
      .remedy = there ? "name a file with --config that this user may read"
                      : "check the path of --config, or leave it out: koppel needs no file"});
}

class Reader {
 public:
  Reader() {
    for (const Key& key : keys()) {
      settings_.push_back({.name = std::string(key.name), .value = {}, .origin = "default"});
    }
  }

  Outcome set(std::string_view name, std::string value, std::string origin) {
    if (name.starts_with(kLibrdkafka) && name.size() > kLibrdkafka.size()) {
      put({.name = std::string(name), .value = std::move(value), .origin = std::move(origin)});
      return {};
    }
    const auto key = std::ranges::find(keys(), name, &Key::name);
    if (key == keys().end()) {
      return std::unexpected(
          ConfigFault{.what = origin + ": unknown key \"" + std::string(name) + '"',
                      .remedy = "known keys: " + known_keys()});
    }
    if (!allows(*key, value)) {
      const std::string allowed =
          key->values.empty() ? std::string(key->allowed) : listed(key->values);
      return std::unexpected(
          ConfigFault{.what = origin + ": " + std::string(name) + " cannot be \"" + value + '"',
                      .remedy = "allowed: " + allowed});
    }
    auto& setting = settings_[static_cast<std::size_t>(key - keys().begin())];
    setting.value = std::move(value);
    setting.origin = std::move(origin);
    return {};
  }

  Outcome read(const std::filesystem::path& file) {
    if (auto readable = may_be_read(file); !readable) return readable;
    if (const auto line = stray_line(text_of(file))) {
      return std::unexpected(
          ConfigFault{.what = file.string() + ":" + std::to_string(*line) + ": is no setting",
                      .remedy = "write key = \"value\", one a line; # begins a comment"});
    }
    const auto parsed = toml::parse_file(file.string());
    if (!parsed) {
      return std::unexpected(ConfigFault{.what = place(file, parsed.error().source()) + ": " +
                                                 std::string(parsed.error().description()),
                                         .remedy = "mend that line; the format is TOML (toml.io)"});
    }
    return read_table(file, parsed.table(), "");
  }

  [[nodiscard]] std::vector<Setting> settings() const { return settings_; }

 private:
  // Keys with dots between them are tables within tables.
  Outcome read_table(const std::filesystem::path& file,
                     const toml::table& table,
                     const std::string& above) {
    for (const auto& [key, node] : table) {
      const std::string name = above + std::string(key.str());
      if (const toml::table* below = node.as_table()) {
        if (auto done = read_table(file, *below, name + "."); !done) return done;
        continue;
      }
      const auto value = node.value<std::string>();
      if (auto done = set(name, value.value_or(""), place(file, node.source())); !done) return done;
    }
    return {};
  }

  void put(Setting setting) {
    const auto had = std::ranges::find(settings_, setting.name, &Setting::name);
    if (had == settings_.end()) {
      settings_.push_back(std::move(setting));
    } else {
      *had = std::move(setting);
    }
  }

  static std::string place(const std::filesystem::path& file, const toml::source_region& source) {
    return file.string() + ":" + std::to_string(source.begin.line);
  }

  std::vector<Setting> settings_;
};

// The first of LC_ALL, LC_MESSAGES and LANG that says anything.
std::string default_lang(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto value = environment(name);
    if (value && !value->empty()) return value->starts_with("nl") ? "nl" : "en";
  }
  return "en";
}

Outcome read_defaults(const Environment& environment, Reader& reader) {
  if (auto done = reader.set("data", ".koppel", "default"); !done) return done;
  if (auto done = reader.set("lang", default_lang(environment), "default"); !done) return done;
  for (const auto& [name, value] : {std::pair{"color", "auto"},
                                    std::pair{"monitor", "off"},
                                    std::pair{"log_level", "info"},
                                    std::pair{"log_format", "text"},
                                    std::pair{"kafka.prefix", "koppel"}}) {
    if (auto done = reader.set(name, value, "default"); !done) return done;
  }
  return {};
}

// Where a fault in a file goes: it ends the reading, unless it is collected.
using Faults = std::vector<ConfigFault>*;

Outcome read_files(const Environment& environment,
                   const Flags& flags,
                   Faults faults,
                   Reader& reader) {
  for (const auto& file : config_files(environment, flags)) {
    std::error_code error;
    const bool asked = flags.config && file == *flags.config;
    if (!asked && !std::filesystem::exists(file, error)) continue;
    auto done = reader.read(file);
    if (done) continue;
    if (faults == nullptr) return done;
    faults->push_back(std::move(done.error()));
  }
  return {};
}

Outcome read_environment(const Environment& environment, Reader& reader) {
  for (const char* name : {"NO_COLOR", "KOPPEL_NO_COLOR"}) {
    const auto value = environment(name);
    if (!value || value->empty()) continue;
    if (auto done = reader.set("color", "never", name); !done) return done;
  }
  for (const Key& key : keys()) {
    const std::string name(key.environment);
    const auto value = environment(name);
    if (!value || value->empty()) continue;
    if (auto done = reader.set(key.name, *value, name); !done) return done;
  }
  return {};
}

Outcome read_flags(const Flags& flags, Reader& reader) {
  if (flags.data) {
    if (auto done = reader.set("data", *flags.data, "--data"); !done) return done;
  }
  if (flags.lang) {
    if (auto done = reader.set("lang", *flags.lang, "--lang"); !done) return done;
  }
  if (flags.color) return reader.set("color", *flags.color, "--color");
  return {};
}

std::expected<std::vector<Setting>, ConfigFault> read_all(const Environment& environment,
                                                          const Flags& flags,
                                                          Faults faults) {
  Reader reader;
  if (auto done = read_defaults(environment, reader); !done) return std::unexpected(done.error());
  if (auto done = read_files(environment, flags, faults, reader); !done) {
    return std::unexpected(done.error());
  }
  if (auto done = read_environment(environment, reader); !done) {
    return std::unexpected(done.error());
  }
  if (auto done = read_flags(flags, reader); !done) return std::unexpected(done.error());
  return reader.settings();
}

}  // namespace

std::vector<std::filesystem::path> config_files(const Environment& environment,
                                                const Flags& flags) {
  std::vector<std::filesystem::path> files{"/etc/koppel/koppel.toml"};
  const auto xdg = environment("XDG_CONFIG_HOME");
  const auto home = environment("HOME");
  if (xdg && !xdg->empty()) {
    files.push_back(std::filesystem::path(*xdg) / "koppel" / "koppel.toml");
  } else if (home && !home->empty()) {
    files.push_back(std::filesystem::path(*home) / ".config" / "koppel" / "koppel.toml");
  }
  files.emplace_back("koppel.toml");
  if (flags.config) files.emplace_back(*flags.config);
  return files;
}

std::expected<std::vector<Setting>, ConfigFault> read_settings(const Environment& environment,
                                                               const Flags& flags) {
  return read_all(environment, flags, nullptr);
}

std::expected<std::vector<Setting>, ConfigFault> read_settings(const Environment& environment,
                                                               const Flags& flags,
                                                               std::vector<ConfigFault>& faults) {
  return read_all(environment, flags, &faults);
}

bool is_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kSecrets = {
      "password", "secret", ".pem", "oauthbearer.config"};
  return std::ranges::any_of(kSecrets, [name](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

}  // namespace koppel::cli
