#include "engine/storage/failure.h"

#include <rocksdb/status.h>

#include <algorithm>
#include <array>
#include <utility>

namespace koppel::storage {
namespace {

struct Told {
  std::string_view words;
  PortFailure failure;
};

// The first that occurs counts: the machine's own words (strerror) are surer than RocksDB's class,
// which calls an SST that may not be read "corruption".
constexpr std::array kTold{
    Told{"lock hold by current process", PortFailure::kLocked},
    Told{"While lock file", PortFailure::kLocked},
    Told{"No space left", PortFailure::kNoSpace},
    Told{"Disk quota exceeded", PortFailure::kNoSpace},
    Told{"File too large", PortFailure::kNoSpace},
    Told{"Permission denied", PortFailure::kNoPermission},
    Told{"Operation not permitted", PortFailure::kNoPermission},
    Told{"Read-only file system", PortFailure::kNoPermission},
    Told{"Too many open files", PortFailure::kUnavailable},
    Told{"Column families not opened", PortFailure::kNewerFormat},
    Told{"Column family not found", PortFailure::kNotFound},
    Told{"does not exist", PortFailure::kNotFound},
    Told{"No such file or directory", PortFailure::kDamaged},
};

PortFailure failure_of(const rocksdb::Status& status, std::string_view text) {
  const auto* told = std::ranges::find_if(
      kTold, [&](const Told& each) { return text.find(each.words) != std::string_view::npos; });
  if (told != kTold.end()) return told->failure;
  if (status.IsNoSpace()) return PortFailure::kNoSpace;
  if (status.IsCorruption() || status.IsInvalidArgument()) return PortFailure::kDamaged;
  if (status.IsNotSupported()) return PortFailure::kNewerFormat;
  if (status.IsNotFound()) return PortFailure::kNotFound;
  return PortFailure::kUnavailable;
}

PortFailure failure_of(std::error_code error) {
  if (error == std::errc::no_space_on_device || error == std::errc::file_too_large)
    return PortFailure::kNoSpace;
  if (error == std::errc::permission_denied || error == std::errc::operation_not_permitted ||
      error == std::errc::read_only_file_system)
    return PortFailure::kNoPermission;
  if (error == std::errc::no_such_file_or_directory) return PortFailure::kNotFound;
  return PortFailure::kUnavailable;
}

std::string_view remedy_for(PortFailure failure) {
  switch (failure) {
    case PortFailure::kUnavailable:
      return "try again; if it stays, look at the file system, the open files limit and the "
             "system log";
    case PortFailure::kLocked:
      return "stop the other koppel process that holds this directory, or give this one a "
             "directory of its own; reading commands need no lock";
    case PortFailure::kNoSpace:
      return "free space there and start again; what was acknowledged is kept";
    case PortFailure::kNoPermission:
      return "let the user that runs koppel read and write there (chown, chmod, or mount it "
             "read-write)";
    case PortFailure::kNotFound:
      return "check the path; a koppel that writes makes it at its first start, and what was there "
             "before comes back from a copy alone";
    case PortFailure::kDamaged:
      return "keep the directory as it is, check the disk, and restore the last checkpoint or "
             "backup into a new directory";
    case PortFailure::kNewerFormat: return "use the koppel version that wrote it, or a newer one";
  }
  return "";
}

std::string told(std::string_view doing,
                 const std::filesystem::path& where,
                 std::string_view words) {
  return std::string(doing) + " " + where.string() + ": " + std::string(words);
}

}  // namespace

PortError port_error(const rocksdb::Status& status,
                     std::string_view doing,
                     const std::filesystem::path& where) {
  const std::string text = status.ToString();
  return port_error(failure_of(status, text), told(doing, where, text));
}

PortError port_error(std::error_code error,
                     std::string_view doing,
                     const std::filesystem::path& where) {
  return port_error(failure_of(error), told(doing, where, error.message()));
}

PortError port_error(PortFailure failure, std::string what) {
  return {.failure = failure, .what = std::move(what), .remedy = std::string(remedy_for(failure))};
}

}  // namespace koppel::storage
