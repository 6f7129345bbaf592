#include "consumers/cli/import_lines.h"

#include "engine/codec/hash.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace koppel::cli {
namespace {

using nlohmann::json;

PortError failed(PortFailure failure, std::string what, std::string remedy) {
  return {.failure = failure, .what = std::move(what), .remedy = std::move(remedy)};
}

std::vector<std::string> split(const std::string& bytes) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    std::size_t end = bytes.find('\n', begin);
    if (end == std::string::npos) end = bytes.size();
    std::string line = bytes.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

std::string name_of(std::string_view bytes) {
  return "file:" + to_hex(blake2b_128(bytes));
}

std::string read_to_end(int descriptor, const StopSignals& stop) {
  constexpr std::size_t kReadBytes = 1'048'576;
  std::string bytes;
  std::string more(kReadBytes, '\0');
  while (stop.wait_for(descriptor)) {
    const ssize_t got = ::read(descriptor, more.data(), more.size());
    if (got <= 0) break;
    bytes.append(more, 0, static_cast<std::size_t>(got));
  }
  return bytes;
}

std::expected<std::string, PortError> read_bytes(const std::filesystem::path& path,
                                                 const StopSignals& stop) {
  if (path == "-") return read_to_end(STDIN_FILENO, stop);
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return std::unexpected(failed(PortFailure::kNotFound,
                                  path.string() + " is a directory",
                                  "name a file with one fact in JSON a line"));
  }
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > kInputBytesMax) {
    return std::unexpected(failed(PortFailure::kUnavailable,
                                  path.string() + " is larger than 2 GB",
                                  "split it; the parts are taken in any order"));
  }
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return std::unexpected(failed(PortFailure::kNotFound,
                                  "cannot read " + path.string(),
                                  "check that the file is there and that you may read it"));
  }
  std::string bytes = read_to_end(file, stop);
  ::close(file);
  return bytes;
}

// Moves every date and moment below that object by so many days, but for birth dates.
void move_dates(json& node, std::int32_t days) {
  for (auto& [key, value] : node.items()) {
    if (value.is_structured()) {
      move_dates(value, days);
    } else if (value.is_string() && key != "birthDate") {
      const auto text = value.get<std::string>();
      if (const auto date = parse_date(text)) {
        value = to_text(plus_days(*date, days));
      } else if (const auto moment = parse_instant(text)) {
        value = to_text(plus_ms(*moment, days * kDayMs));
      }
    }
  }
}

std::optional<Instant> moment_of(const json& fact) {
  const auto found = fact.is_object() ? fact.find("occurredAt") : fact.end();
  if (!fact.is_object() || found == fact.end() || !found->is_string()) return std::nullopt;
  return parse_instant(found->get<std::string>());
}

}  // namespace

std::expected<InputLines, PortError> read_input(const std::filesystem::path& path,
                                                const StopSignals& stop) {
  const auto bytes = read_bytes(path, stop);
  if (!bytes) return std::unexpected(bytes.error());
  return InputLines{.name = name_of(*bytes), .lines = split(*bytes)};
}

InputLines input_of(std::vector<std::string> lines) {
  std::string bytes;
  for (const std::string& line : lines) bytes += line + "\n";
  return {.name = name_of(bytes), .lines = std::move(lines)};
}

void shift_weeks(InputLines& input, std::string_view today) {
  std::vector<json> facts;
  Instant latest;
  for (const std::string& line : input.lines) {
    const json& fact = facts.emplace_back(json::parse(line, nullptr, false));
    if (const auto at = moment_of(fact)) latest = std::max(latest, *at);
  }
  const auto end = parse_date(today);
  if (!latest.is_set() || !end) return;
  constexpr std::int32_t kWeek = 7;
  const std::int32_t days = ((end->day - local_date(latest).day) / kWeek) * kWeek;
  if (days <= 0) return;
  std::string bytes;
  for (std::size_t at = 0; at < facts.size(); ++at) {
    if (!facts[at].is_object()) continue;
    move_dates(facts[at], days);
    input.lines[at] = facts[at].dump();
    bytes += input.lines[at] + "\n";
  }
  input.name = name_of(bytes);
}

std::filesystem::path reject_path(const std::filesystem::path& input) {
  if (input == "-") return "stdin.rejects.jsonl";
  return input.string() + ".rejects.jsonl";
}

std::expected<void, PortError> write_rejects(const std::filesystem::path& path,
                                             const std::vector<Reject>& rejects) {
  std::error_code error;
  if (rejects.empty()) {
    std::filesystem::remove(path, error);
    return {};
  }
  const std::filesystem::path fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  for (const Reject& reject : rejects) {
    json object{{"line", reject.line}, {"reason", reject.reason}, {"original", reject.original}};
    if (!reject.field.empty()) object["field"] = reject.field;
    file << object.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }
  file.close();
  if (!file) {
    return std::unexpected(failed(PortFailure::kNoSpace,
                                  "cannot write the reject file " + fresh.string(),
                                  "make room or rights there and import the same file again"));
  }
  std::filesystem::permissions(
      fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  std::filesystem::rename(fresh, path, error);
  if (error) {
    return std::unexpected(failed(PortFailure::kNoPermission,
                                  "cannot write the reject file " + path.string(),
                                  "make rights there and import the same file again"));
  }
  return {};
}

}  // namespace koppel::cli
