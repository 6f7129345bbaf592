#include "consumers/intake/folder.h"

#include <fstream>
#include <system_error>
#include <utility>

namespace koppel::intake {
namespace {

std::unexpected<PortError> failed(PortFailure failure, std::string what, std::string remedy) {
  return std::unexpected(
      PortError{.failure = failure, .what = std::move(what), .remedy = std::move(remedy)});
}

std::expected<std::string, PortError> bytes_of(const std::filesystem::path& path) {
  std::error_code error;
  // A pipe would wait for whoever writes to it.
  if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error)) {
    return failed(PortFailure::kUnavailable,
                  path.string() + " is no file",
                  "put the published table there, as a file");
  }
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > kTableBytesMax) {
    return failed(PortFailure::kUnavailable,
                  path.string() + " is larger than 500 MB",
                  "check that it is the published table");
  }
  std::ifstream file(path, std::ios::binary);
  if (error || !file) {
    return failed(PortFailure::kNotFound,
                  "cannot read " + path.string(),
                  "name the folder that has onet/, esco/ and nl/ with the published tables, "
                  "and check that you may read them");
  }
  std::string bytes(size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

std::string place_of(std::string_view file, const Fault& fault) {
  return std::string(file) + ", line " + std::to_string(fault.line) + ": " + fault.why;
}

}  // namespace

bool Folder::has(std::string_view file) const {
  std::error_code error;
  return std::filesystem::is_regular_file(path_ / file, error);
}

std::expected<void, PortError> Folder::read(std::string_view file,
                                            std::initializer_list<std::string_view> columns,
                                            const Visit& visit) {
  const auto bytes = bytes_of(path_ / file);
  if (!bytes) return std::unexpected(bytes.error());
  const Dialect dialect = file.ends_with(".txt") ? Dialect::kTab : Dialect::kComma;
  const auto faults = read_table(*bytes, dialect, columns, visit);
  if (!faults) {
    return failed(PortFailure::kDamaged,
                  (path_ / place_of(file, faults.error())).string(),
                  "fetch the published table again, and keep its first line as it is");
  }
  for (const Fault& fault : *faults) passed_over_.push_back(place_of(file, fault));
  return {};
}

}  // namespace koppel::intake
