#include "consumers/cli/output_file.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

PortError failed(const fs::path& path, int reason) {
  PortFailure failure = PortFailure::kUnavailable;
  if (reason == ENOSPC) failure = PortFailure::kNoSpace;
  if (reason == ENOENT || reason == EISDIR) failure = PortFailure::kNotFound;
  if (reason == EACCES || reason == EROFS) failure = PortFailure::kNoPermission;
  return {.failure = failure,
          .what = "writing " + path.string() + ": " + std::strerror(reason),
          .remedy = "make room or rights there, or name another file"};
}

constexpr ::mode_t kOwnerAlone = S_IRUSR | S_IWUSR;

// A file without a name, which is gone with its process; where the file system knows none, one with
// the name that it is to have until it is kept.
int open_beside(const fs::path& beside, const fs::path& folder) {
  const int nameless = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kOwnerAlone);
  if (nameless >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return nameless;
  return ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kOwnerAlone);
}

bool has_name(int descriptor) {
  struct stat file = {};
  return ::fstat(descriptor, &file) == 0 && file.st_nlink > 0;
}

}  // namespace

std::expected<OutputFile, PortError> OutputFile::make(const fs::path& path) {
  std::error_code error;
  fs::path place = fs::is_symlink(path, error) ? fs::weakly_canonical(path, error) : path;
  const fs::file_status standing = fs::status(place, error);
  if (fs::is_directory(standing)) return std::unexpected(failed(path, EISDIR));
  const bool ordinary = !fs::exists(standing) || fs::is_regular_file(standing);
  fs::path beside;
  int made = -1;
  if (ordinary) {
    const fs::path folder = place.has_parent_path() ? place.parent_path() : ".";
    beside = folder / ("." + place.filename().string() + "." + std::to_string(::getpid()));
    made = open_beside(beside, folder);
  } else {
    made = ::open(place.c_str(), O_WRONLY | O_CLOEXEC);
  }
  if (made < 0) return std::unexpected(failed(path, errno));
  return OutputFile(std::move(place), std::move(beside), ::fdopen(made, "wb"));
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      beside_(std::move(other.beside_)),
      stream_(std::exchange(other.stream_, nullptr)) {}

OutputFile::~OutputFile() {
  if (stream_ == nullptr) return;
  const bool named = !beside_.empty() && has_name(::fileno(stream_));
  (void)std::fclose(stream_);
  if (named) (void)::unlink(beside_.c_str());
}

std::expected<void, PortError> OutputFile::keep() {
  if (std::fflush(stream_) != 0) return std::unexpected(failed(path_, errno));
  if (!beside_.empty()) {
    const int descriptor = ::fileno(stream_);
    const std::string open_file = "/proc/self/fd/" + std::to_string(descriptor);
    if (::fsync(descriptor) != 0 ||
        (!has_name(descriptor) &&
         ::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, beside_.c_str(), AT_SYMLINK_FOLLOW) !=
             0) ||
        ::rename(beside_.c_str(), path_.c_str()) != 0) {
      return std::unexpected(failed(path_, errno));
    }
  }
  (void)std::fclose(std::exchange(stream_, nullptr));
  return {};
}

}  // namespace koppel::cli
