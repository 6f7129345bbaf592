#include "consumers/cli/journal_file.h"

#include "consumers/cli/known_areas.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/wrapping.h"

#include "koppel/v1/frame.pb.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

#include <unistd.h>

namespace koppel::cli {
namespace {

using storage::big_endian;
using storage::from_big_endian;

constexpr std::string_view kFirstLine = "koppel journal 1\n";
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kAreaBytes = 4;
constexpr std::size_t kRecordBytesMax = 67'108'864;  // many times the largest frame

template <typename... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};

std::string_view text_of(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

PortError failed(const std::string& doing) {
  const int reason = errno;
  return {.failure = reason == ENOSPC ? PortFailure::kNoSpace : PortFailure::kUnavailable,
          .what = doing + ": " + std::strerror(reason),
          .remedy = "free space there, or name another place"};
}

PortError not_whole(const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "the file of the journal " + why,
          .remedy = "make it again with `koppel export journal`"};
}

// The kind, and what follows the length.
std::pair<char, std::string> bytes_of(const JournalRecord& record) {
  return std::visit(
      Overload{[](const JournalOrigin& origin) {
                 return std::pair(
                     'A', to_text(origin.area) + std::string(text_of(origin.salt)) + origin.check);
               },
               [](const MovedKey& key) { return std::pair('K', key.name + "\n" + key.wrapped); },
               [](const MovedOriginal& original) {
                 return std::pair('O', std::string(text_of(original.hash.bytes)) + original.sealed);
               },
               [](const MovedFrame& frame) { return std::pair('F', frame.bytes); },
               [](const JournalEnd& end) {
                 return std::pair('E',
                                  big_endian(end.last.value()) + std::string(text_of(end.chain)));
               }},
      record);
}

// Takes that many bytes off the front; empty when there are fewer.
std::optional<std::string_view> take(std::string_view& bytes, std::size_t count) {
  if (bytes.size() < count) return std::nullopt;
  const std::string_view taken = bytes.substr(0, count);
  bytes.remove_prefix(count);
  return taken;
}

template <typename Array>
bool take_into(std::string_view& bytes, Array& into) {
  const auto taken = take(bytes, into.size());
  if (!taken) return false;
  std::ranges::copy(*taken, reinterpret_cast<char*>(into.data()));
  return true;
}

std::optional<JournalRecord> read_origin(std::string_view bytes) {
  JournalOrigin origin;
  const auto area = take(bytes, kAreaBytes);
  const auto parsed = area ? parse_area(*area) : std::nullopt;
  if (!parsed || !take_into(bytes, origin.salt)) return std::nullopt;
  origin.area = *parsed;
  origin.check = bytes;
  return origin;
}

std::optional<JournalRecord> read_key(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  return MovedKey{.name = std::string(bytes.substr(0, end)),
                  .wrapped = std::string(bytes.substr(end + 1))};
}

std::optional<JournalRecord> read_original(std::string_view bytes) {
  MovedOriginal original;
  if (!take_into(bytes, original.hash.bytes)) return std::nullopt;
  original.sealed = bytes;
  return original;
}

std::optional<JournalRecord> read_end(std::string_view bytes) {
  JournalEnd end;
  const auto last = take(bytes, kNumberBytes);
  if (!last || !take_into(bytes, end.chain) || !bytes.empty()) return std::nullopt;
  end.last = Sequence(from_big_endian(*last));
  return end;
}

std::optional<JournalRecord> record_of(char kind, std::string_view bytes) {
  if (kind == 'A') return read_origin(bytes);
  if (kind == 'K') return read_key(bytes);
  if (kind == 'O') return read_original(bytes);
  if (kind == 'F') return MovedFrame{.bytes = std::string(bytes)};
  if (kind == 'E') return read_end(bytes);
  return std::nullopt;
}

std::expected<std::string, PortError> read_bytes(std::FILE* file, std::size_t count) {
  std::string bytes(count, '\0');
  if (std::fread(bytes.data(), 1, count, file) == count) return bytes;
  if (std::ferror(file) != 0) return std::unexpected(failed("reading the file of the journal"));
  return std::unexpected(not_whole("ends too early"));
}

}  // namespace

void CloseFile::operator()(std::FILE* file) const {
  if (file != stdin && file != stdout) (void)std::fclose(file);
}

std::expected<void, PortError> begin_journal(std::FILE* file) {
  if (std::fwrite(kFirstLine.data(), 1, kFirstLine.size(), file) == kFirstLine.size()) return {};
  return std::unexpected(failed("writing the file of the journal"));
}

std::expected<File, PortError> open_journal_file(const std::filesystem::path& path) {
  File file(path == "-" ? stdin : std::fopen(path.c_str(), "rbe"));
  if (!file) {
    return std::unexpected(
        PortError{.failure = PortFailure::kNotFound,
                  .what = "opening " + path.string() + ": " + std::strerror(errno),
                  .remedy = "name the file, or - for stdin"});
  }
  // Nothing is read ahead, so that one can wait for the next record.
  (void)std::setvbuf(file.get(), nullptr, _IONBF, 0);
  const auto line = read_bytes(file.get(), kFirstLine.size());
  if (!line || *line != kFirstLine) return std::unexpected(not_whole("is no such file"));
  return file;
}

std::expected<void, PortError> write_record(std::FILE* file, const JournalRecord& record) {
  const auto [kind, bytes] = bytes_of(record);
  std::string head(1, kind);
  head += big_endian(bytes.size()).substr(kNumberBytes - kLengthBytes);
  if (std::fwrite(head.data(), 1, head.size(), file) == head.size() &&
      std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size()) {
    return {};
  }
  return std::unexpected(failed("writing the file of the journal"));
}

std::expected<void, PortError> finish(std::FILE* file) {
  const bool flushed = std::fflush(file) == 0;
  // What cannot be synced, a pipe, is nobody's to keep.
  const bool synced =
      flushed && (::fsync(::fileno(file)) == 0 || errno == EINVAL || errno == EROFS);
  if (synced) return {};
  return std::unexpected(failed("writing the file of the journal"));
}

std::expected<JournalRecord, PortError> read_record(std::FILE* file) {
  const auto head = read_bytes(file, 1 + kLengthBytes);
  if (!head) return std::unexpected(head.error());
  const std::uint64_t length = from_big_endian(std::string_view(*head).substr(1));
  if (length > kRecordBytesMax) return std::unexpected(not_whole("has an endless record"));
  const auto bytes = read_bytes(file, length);
  if (!bytes) return std::unexpected(bytes.error());
  auto record = record_of(head->front(), *bytes);
  if (!record) return std::unexpected(not_whole("has a record that is none"));
  return std::move(*record);
}

std::optional<Sequence> first_of(const std::string& frame) {
  v1::Frame read;
  if (!read.ParseFromString(frame) || read.first_sequence() == 0) return std::nullopt;
  return Sequence(read.first_sequence());
}

std::expected<JournalOrigin, PortError> read_origin_of(std::FILE* file) {
  auto record = read_record(file);
  if (!record) return std::unexpected(record.error());
  auto* origin = std::get_if<JournalOrigin>(&*record);
  if (origin == nullptr || !is_known(origin->area)) return std::unexpected(not_in_order());
  return std::move(*origin);
}

std::expected<Key, PortError> open_origin(const JournalOrigin& origin,
                                          const std::string& passphrase) {
  auto key = storage::key_of_passphrase(passphrase, origin.salt);
  if (!key) return key;
  if (storage::unwrap(*key, to_text(origin.area), origin.check)) return key;
  return std::unexpected(
      PortError{.failure = PortFailure::kNoPermission,
                .what = "this is not the passphrase that the keys were sealed with",
                .remedy = "give the file whose first line is the one of the export"});
}

std::expected<void, PortError> comes_to(const codec::JournalHead& head,
                                        AreaId area,
                                        const JournalEnd& end) {
  if (head.area == area && head.sequence == end.last && head.chain == end.chain) return {};
  return std::unexpected(not_whole("names another end than entry " +
                                   std::to_string(head.sequence.value()) +
                                   ", which its journal comes to"));
}

PortError not_in_order() {
  return not_whole("has its records in another order");
}

PortError is_there(const std::filesystem::path& path) {
  return {.failure = PortFailure::kUnavailable,
          .what = path.string() + " is there already, and an export makes a new file",
          .remedy = "name another file, or move that one away"};
}

PortError no_journal(AreaId area) {
  return {.failure = PortFailure::kNotFound,
          .what = "there is no journal of " + to_text(area),
          .remedy = "name another area, or another place"};
}

std::expected<std::string, PortError> read_passphrase(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string line;
  if (std::getline(file, line)) return line;
  return std::unexpected(PortError{.failure = PortFailure::kNotFound,
                                   .what = "there is no passphrase in " + path.string(),
                                   .remedy = "write it as the first line of that file"});
}

}  // namespace koppel::cli
