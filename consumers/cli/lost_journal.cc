#include "consumers/cli/lost_journal.h"

#include "consumers/cli/checkpoints.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/known_areas.h"

#include <memory>
#include <system_error>
#include <utility>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

using storage::Access;
using storage::RocksdbKeys;

// Nobody where there are none, or where they do not open: that is told by who needs them.
std::unique_ptr<RocksdbKeys> keys_on_disk(const fs::path& data) {
  std::error_code error;
  if (!fs::exists(keys_path(data), error)) return nullptr;
  auto keys = open_keys(data, Access::kReadOnly);
  return keys ? std::move(*keys) : nullptr;
}

bool has_keys(RocksdbKeys* keys, AreaId area) {
  return keys != nullptr && keys->has_any_of(area).value_or(false);
}

// Its directory may be there, empty or not.
std::string copying(const fs::path& from, const fs::path& to) {
  std::error_code error;
  const bool clean = !fs::exists(to, error) || fs::is_empty(to, error);
  return (clean ? "" : "move what is in " + to.string() + " elsewhere, then ") + "cp -a " +
         from.string() + "/. " + to.string();
}

}  // namespace

bool has_no_journal(const fs::path& directory) {
  std::error_code error;
  fs::directory_iterator file(directory, error);
  if (error) {
    return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
  }
  for (const fs::directory_iterator end; file != end; file.increment(error)) {
    const auto kind = file->path().extension();
    const bool holds = (kind == ".sst" || kind == ".log") && file->file_size(error) > 0;
    if (error || holds) return false;
  }
  return true;
}

std::string remedy_for_lost(const fs::path& data, AreaId area) {
  const fs::path path = area_path(data, area);
  std::string remedy =
      "if it is a volume, mount it; else restore " + path.string() + " from a backup";
  const auto kept = checkpoints_in(checkpoints_path(data, area));
  if (!kept.empty()) {
    remedy += ", or, up to its day, from its checkpoint: " + copying(kept.back(), path);
  }
  return remedy +
         "; what koppel export journal wrote comes back with koppel import journal; to begin "
         "anew, name another directory with --data";
}

std::optional<PortError> lost_journal(const fs::path& data, AreaId area, RocksdbKeys* keys) {
  const fs::path path = area_path(data, area);
  if (!has_no_journal(path)) return std::nullopt;
  const bool kept = !checkpoints_in(checkpoints_path(data, area)).empty();
  if (!kept && !has_keys(keys, area)) return std::nullopt;
  std::error_code error;
  return PortError{.failure = PortFailure::kDamaged,
                   .what = path.string() +
                           (fs::exists(path, error) ? " holds no journal" : " is gone") + ", and " +
                           (kept ? "checkpoints" : "keys") + " of it are there",
                   .remedy = remedy_for_lost(data, area)};
}

std::optional<PortError> lost_journal(const fs::path& data, AreaId area) {
  return lost_journal(data, area, keys_on_disk(data).get());
}

LostJournals lost_journals(const fs::path& data, RocksdbKeys* keys) {
  LostJournals lost;
  for (const auto& [name, area] : known_areas()) {
    if (auto one = lost_journal(data, area, keys)) lost.emplace(area, std::move(*one));
  }
  return lost;
}

LostJournals lost_journals(const fs::path& data) {
  return lost_journals(data, keys_on_disk(data).get());
}

}  // namespace koppel::cli
