#pragma once

#include "engine/model/area.h"
#include "engine/ports/error.h"
#include "engine/storage/rocksdb_keys.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

// A journal is lost when its checkpoints or its keys are there and it is not: its directory was
// removed or emptied, or its volume is not mounted. One begun in its place would hide that, and
// take the place of its checkpoints day by day.
namespace koppel::cli {

// Whether no entry is there, by the files: no directory, an empty one, or one that a process died
// in before its first commit. What cannot be read is not said to be missing.
[[nodiscard]] bool has_no_journal(const std::filesystem::path& directory);

// What brings the journal of that area back, from the last checkpoint where there is one.
[[nodiscard]] std::string remedy_for_lost(const std::filesystem::path& data, AreaId area);

// kDamaged: what is missing, what speaks of it and what to do. Nothing when the journal is there,
// and when nothing speaks of one. Without the keys the checkpoints alone speak.
[[nodiscard]] std::optional<PortError> lost_journal(const std::filesystem::path& data,
                                                    AreaId area,
                                                    storage::RocksdbKeys* keys);
// The same for who reads there: by the keys that are on disk.
[[nodiscard]] std::optional<PortError> lost_journal(const std::filesystem::path& data, AreaId area);

using LostJournals = std::map<AreaId, PortError>;

// Of every area of deploy/areas.json.
[[nodiscard]] LostJournals lost_journals(const std::filesystem::path& data,
                                         storage::RocksdbKeys* keys);
[[nodiscard]] LostJournals lost_journals(const std::filesystem::path& data);

}  // namespace koppel::cli
