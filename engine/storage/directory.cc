#include "engine/storage/directory.h"

#include "engine/storage/failure.h"

#include <cerrno>
#include <ranges>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace koppel::storage {

std::expected<void, PortError> make_private_directory(const std::filesystem::path& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> missing;  // the innermost first
  for (auto at = std::filesystem::absolute(directory); !std::filesystem::is_directory(at, error);
       at = at.parent_path())
    missing.push_back(at);
  for (const auto& each : std::views::reverse(missing)) {
    error.clear();
    if (std::filesystem::is_regular_file(each, error))
      return std::unexpected(
          PortError{.failure = PortFailure::kUnavailable,
                    .what = each.string() + " is a file, and data are in a directory",
                    .remedy = "name a directory with --data"});
    if (std::filesystem::create_directory(each, error))
      std::filesystem::permissions(each, std::filesystem::perms::owner_all, error);
    if (error) return std::unexpected(port_error(error, "making", each));
    if (auto synced = sync_directory(each.parent_path()); !synced) return synced;
  }
  return {};
}

std::expected<void, PortError> sync_directory(const std::filesystem::path& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const std::error_code error(errno, std::generic_category());
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) return std::unexpected(port_error(error, "syncing", directory));
  return {};
}

}  // namespace koppel::storage
