#pragma once

#include "engine/ports/error.h"

#include <expected>
#include <filesystem>

namespace koppel::storage {

// Makes what is missing of the path, for its owner alone (mode 0700), and durably: a synced file
// below it is not lost with the name of its directory. One that is there is left as it is.
[[nodiscard]] std::expected<void, PortError> make_private_directory(
    const std::filesystem::path& directory);

// Makes durable which names the directory holds.
[[nodiscard]] std::expected<void, PortError> sync_directory(const std::filesystem::path& directory);

}  // namespace koppel::storage
