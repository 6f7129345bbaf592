#include "consumers/monitor/log.h"

#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <cctype>

#include <nlohmann/json.hpp>

namespace koppel::monitor {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kIdLength = 14;  // D and 13 characters (engine/model/id_text.h)
constexpr std::size_t kLevelWidth = 8;

std::string_view word(LogLevel level) {
  switch (level) {
    case LogLevel::kError: return "error";
    case LogLevel::kWarning: return "warning";
    case LogLevel::kInfo: return "info";
    case LogLevel::kDebug: return "debug";
  }
  return "";
}

bool is_of_a_word(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0;
}

// Bytes that are no UTF-8 are replaced, control characters escaped: a line stays one line.
std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const LogValue& value) {
  return std::visit([](const auto& one) { return Json(one); }, value.value());
}

std::string text_of(const LogValue& value) {
  if (const auto* number = std::get_if<std::uint64_t>(&value.value())) {
    return std::to_string(*number);
  }
  const auto& text = std::get<std::string>(value.value());
  const bool plain = !text.empty() && std::ranges::all_of(text, [](char byte) {
    return byte > ' ' && byte <= '~' && byte != '"' && byte != '=' && byte != '\\';
  });
  return plain ? text : quoted(text);
}

}  // namespace

LogValue LogValue::code(std::string_view code) {
  return LogValue(std::string(code));
}

LogValue LogValue::said(std::string_view text) {
  std::string masked;
  while (!text.empty()) {
    const auto end = std::ranges::find_if_not(text, is_of_a_word);
    const std::string_view one(text.begin(), end);
    const bool person = one.size() == kIdLength && parse_id<ParticipantId>(one).has_value();
    masked += person ? "***" : one;
    text.remove_prefix(one.size());
    if (text.empty()) break;
    masked += text.front();
    text.remove_prefix(1);
  }
  return LogValue(std::move(masked));
}

Log::Log(Clock& clock, LogLevel up_to, LogFormat format, std::FILE* out)
    : clock_(&clock), up_to_(up_to), format_(format), out_(out) {}

void Log::error(LogWords event, Fields fields) const {
  write(LogLevel::kError, event, fields);
}

void Log::warning(LogWords event, Fields fields) const {
  write(LogLevel::kWarning, event, fields);
}

void Log::info(LogWords event, Fields fields) const {
  write(LogLevel::kInfo, event, fields);
}

void Log::debug(LogWords event, Fields fields) const {
  write(LogLevel::kDebug, event, fields);
}

void Log::write(LogLevel level, LogWords event, Fields fields) const {
  if (level > up_to_) return;
  const std::string time = to_text(clock_->wall());
  std::string line;
  if (format_ == LogFormat::kJson) {
    Json json{{"time", time}, {"level", word(level)}, {"event", event.text()}};
    for (const LogField& field : fields) {
      json[std::string(field.name.text())] = json_of(field.value);
    }
    line = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  } else {
    line = time + " " + std::string(word(level));
    line.append(kLevelWidth - word(level).size(), ' ');
    line += event.text();
    for (const LogField& field : fields) {
      line += " " + std::string(field.name.text()) + "=" + text_of(field.value);
    }
  }
  line += "\n";
  // One call, so that lines of two threads never mix. A log nobody takes stops nothing.
  (void)std::fwrite(line.data(), 1, line.size(), out_);
  (void)std::fflush(out_);
}

}  // namespace koppel::monitor
