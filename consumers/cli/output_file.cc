#include "consumers/cli/output_file.h"

#include <cerrno>
#include <cstring>
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
          .remedy = "make room or rights there, or name another file with --output"};
}

}  // namespace

std::expected<OutputFile, PortError> OutputFile::make(const fs::path& path) {
  std::error_code error;
  fs::path place = fs::is_symlink(path, error) ? fs::weakly_canonical(path, error) : path;
  const fs::file_status standing = fs::status(place, error);
  if (fs::is_directory(standing)) return std::unexpected(failed(path, EISDIR));
  const bool ordinary = !fs::exists(standing) || fs::is_regular_file(standing);
  fs::path beside;
  if (ordinary) {
    beside = place.parent_path() / ("." + place.filename().string() + ".koppel-new");
  }
  const int flags =
      ordinary ? O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC : O_WRONLY | O_CLOEXEC;
  const int made = ::open((ordinary ? beside : place).c_str(), flags, S_IRUSR | S_IWUSR);
  if (made < 0) return std::unexpected(failed(path, errno));
  return OutputFile(std::move(place), std::move(beside), ::fdopen(made, "wb"));
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      beside_(std::move(other.beside_)),
      stream_(std::exchange(other.stream_, nullptr)) {}

OutputFile::~OutputFile() {
  if (stream_ == nullptr) return;
  (void)std::fclose(stream_);
  if (!beside_.empty()) (void)::unlink(beside_.c_str());
}

std::expected<void, PortError> OutputFile::keep() {
  const bool written =
      std::fflush(stream_) == 0 && (beside_.empty() || ::fsync(::fileno(stream_)) == 0);
  if (!written) return std::unexpected(failed(path_, errno));
  if (!beside_.empty() && ::rename(beside_.c_str(), path_.c_str()) != 0) {
    return std::unexpected(failed(path_, errno));
  }
  (void)std::fclose(std::exchange(stream_, nullptr));
  return {};
}

}  // namespace koppel::cli
