#pragma once

#include "engine/model/area.h"
#include "engine/model/id.h"
#include "engine/ports/clock.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace koppel::monitor {

enum class LogLevel : std::uint8_t {
  kError,
  kWarning,
  kInfo,
  kDebug
};

enum class LogFormat : std::uint8_t {
  kText,  // for people
  kJson   // one object a line
};

// Words of the program itself, fixed when it was compiled.
class LogWords {
 public:
  consteval LogWords(const char* words) : words_(words) {}  // NOLINT(*-explicit-*)

  [[nodiscard]] std::string_view text() const { return words_; }

 private:
  std::string_view words_;
};

// What a line may carry beside those: areas, numbers, codes of an enum, paths, and what a port
// said. Ids of people have no way in, and what a port said is searched for them.
class LogValue {
 public:
  LogValue(AreaId area) : value_(to_text(area)) {}  // NOLINT(*-explicit-*)

  LogValue(Sequence sequence) : value_(sequence.value()) {}  // NOLINT(*-explicit-*)

  LogValue(std::uint64_t number) : value_(number) {}  // NOLINT(*-explicit-*)

  LogValue(const std::filesystem::path& path) : value_(path.string()) {}  // NOLINT(*-explicit-*)

  // The word of an enum, an address, a version: never what came in.
  [[nodiscard]] static LogValue code(std::string_view code);
  // What a port answered; ids of participants read *** there.
  [[nodiscard]] static LogValue said(std::string_view text);

  using Value = std::variant<std::string, std::uint64_t>;

  [[nodiscard]] const Value& value() const { return value_; }

 private:
  explicit LogValue(std::string text) : value_(std::move(text)) {}

  Value value_;
};

struct LogField {
  LogWords name;
  LogValue value;
};

// Lines about what a running engine does, for its operator. Any thread may write.
//
//   text  2026-11-28T17:20:01.123Z info     running; facts are taken until Ctrl-C areas=1
//   json  {"time":"2026-11-28T17:20:01.123Z","level":"info","event":"running; …","areas":1}
class Log {
 public:
  using Fields = std::initializer_list<LogField>;

  // Lines above that level are not written. `out` is stderr but in tests.
  Log(Clock& clock, LogLevel up_to, LogFormat format, std::FILE* out);

  void error(LogWords event, Fields fields = {}) const;
  void warning(LogWords event, Fields fields = {}) const;
  void info(LogWords event, Fields fields = {}) const;
  void debug(LogWords event, Fields fields = {}) const;

 private:
  void write(LogLevel level, LogWords event, Fields fields) const;

  Clock* clock_;
  LogLevel up_to_;
  LogFormat format_;
  std::FILE* out_;
};

}  // namespace koppel::monitor
