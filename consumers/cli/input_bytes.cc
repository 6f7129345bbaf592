#include "consumers/cli/input_bytes.h"

#include "consumers/cli/table.h"

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

std::unexpected<PortError> failed(PortFailure failure, std::string what, std::string remedy) {
  return std::unexpected(
      PortError{.failure = failure, .what = std::move(what), .remedy = std::move(remedy)});
}

std::string named(const std::filesystem::path& path) {
  return path == "-" ? "stdin" : path.string();
}

std::unexpected<PortError> too_large(const std::filesystem::path& path, std::uint64_t bytes_max) {
  constexpr std::uint64_t kMegabyte = 1'000'000;
  return failed(PortFailure::kUnavailable,
                named(path) + " is larger than " + grouped(bytes_max / kMegabyte) + " MB",
                "split it; the parts are taken in any order");
}

std::unexpected<PortError> unreadable(const std::filesystem::path& path,
                                      std::size_t behind,
                                      int error) {
  return failed(PortFailure::kUnavailable,
                "cannot read " + named(path) + " behind byte " + grouped(behind) + ": " +
                    std::generic_category().message(error) + "; nothing was taken",
                "look at the disk or whatever it comes from, and import it again as a whole");
}

std::expected<std::string, PortError> read_to_end(int descriptor,
                                                  const std::filesystem::path& path,
                                                  const StopSignals& stop,
                                                  std::uint64_t bytes_max) {
  constexpr std::size_t kReadBytes = 1'048'576;
  std::string bytes;
  std::string more(kReadBytes, '\0');
  while (stop.wait_for(descriptor)) {
    const ssize_t got = ::read(descriptor, more.data(), more.size());
    const int error = errno;
    if (got == 0) break;
    if (got > 0) {
      bytes.append(more, 0, static_cast<std::size_t>(got));
      if (bytes.size() > bytes_max) return too_large(path, bytes_max);
    } else if (error != EINTR && error != EAGAIN) {
      return unreadable(path, bytes.size(), error);
    }
  }
  return bytes;
}

std::expected<std::string, PortError> read_file(const std::filesystem::path& path,
                                                const StopSignals& stop,
                                                std::uint64_t bytes_max) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return failed(PortFailure::kNotFound,
                  path.string() + " is a directory",
                  "name a file with one fact in JSON a line");
  }
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > bytes_max) return too_large(path, bytes_max);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return failed(PortFailure::kNotFound,
                  "cannot read " + path.string(),
                  "check that the file is there and that you may read it");
  }
  auto bytes = read_to_end(file, path, stop, bytes_max);
  ::close(file);
  return bytes;
}

}  // namespace

std::expected<std::string, PortError> read_input_bytes(const std::filesystem::path& path,
                                                       const StopSignals& stop,
                                                       std::uint64_t bytes_max) {
  try {
    if (path == "-") return read_to_end(STDIN_FILENO, path, stop, bytes_max);
    return read_file(path, stop, bytes_max);
  } catch (const std::bad_alloc&) {
    return std::unexpected(no_memory_for(path));
  }
}

PortError no_memory_for(const std::filesystem::path& path) {
  return {.failure = PortFailure::kUnavailable,
          .what = "there is not memory enough to read " + named(path) + "; nothing was taken",
          .remedy = "split it; the parts are taken in any order"};
}

}  // namespace koppel::cli
