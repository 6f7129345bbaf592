#include "engine/storage/directory.h"

#include "engine/storage/failure.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace koppel::storage {

std::expected<void, PortError> make_private_directory(const std::filesystem::path& directory) {
  std::error_code error;
  if (directory.empty() || std::filesystem::is_directory(directory, error)) return {};
  const auto parent = std::filesystem::absolute(directory).parent_path();
  if (auto made = make_private_directory(parent); !made) return made;
  if (std::filesystem::create_directory(directory, error))
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  if (error) return std::unexpected(port_error(error, "making", directory));
  return sync_directory(parent);
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
