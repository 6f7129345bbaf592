#pragma once

#include "engine/model/calendar.h"
#include "engine/ports/error.h"
#include "engine/storage/rocksdb_store.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <vector>

namespace koppel::cli {

inline constexpr std::size_t kCheckpointsKept = 7;

// The checkpoints in such a folder, the oldest first; what bears no date is none.
[[nodiscard]] std::vector<std::filesystem::path> checkpoints_in(
    const std::filesystem::path& folder);

// The day's checkpoint of an area, FOLDER/2026-11-22, made when there is none of that day yet; then
// only the newest kCheckpointsKept stay. A checkpoint opens like the directory of the area, holds
// personal fields sealed and no key. On one file system it takes no room beyond what changes later.
[[nodiscard]] std::expected<void, PortError> keep_checkpoint(storage::RocksdbStore& store,
                                                             const std::filesystem::path& folder,
                                                             Date day);

}  // namespace koppel::cli
