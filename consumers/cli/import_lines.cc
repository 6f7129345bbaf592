#include "consumers/cli/import_lines.h"

#include "consumers/cli/input_bytes.h"
#include "engine/codec/hash.h"

#include <fstream>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using nlohmann::json;

PortError failed(PortFailure failure, std::string what, std::string remedy) {
  return {.failure = failure, .what = std::move(what), .remedy = std::move(remedy)};
}

std::vector<std::string> split(std::string_view bytes) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    std::size_t end = bytes.find('\n', begin);
    if (end == std::string_view::npos) end = bytes.size();
    std::string line(bytes.substr(begin, end - begin));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

std::string name_of(std::string_view bytes) {
  return "file:" + to_hex(blake2b_128(bytes));
}

// Some editors put it in front of UTF-8.
std::string_view without_byte_order_mark(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  return bytes;
}

}  // namespace

std::expected<InputLines, PortError> read_input(const std::filesystem::path& path,
                                                const StopSignals& stop) {
  const auto bytes = read_input_bytes(path, stop);
  if (!bytes) return std::unexpected(bytes.error());
  try {
    const std::string_view text = without_byte_order_mark(*bytes);
    return InputLines{.name = name_of(text), .lines = split(text)};
  } catch (const std::bad_alloc&) {
    return std::unexpected(no_memory_for(path));
  }
}

InputLines input_of(std::vector<std::string> lines) {
  std::string bytes;
  for (const std::string& line : lines) bytes += line + "\n";
  return {.name = name_of(bytes), .lines = std::move(lines)};
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
