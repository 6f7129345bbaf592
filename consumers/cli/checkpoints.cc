#include "consumers/cli/checkpoints.h"

#include <algorithm>
#include <system_error>

namespace koppel::cli {
namespace fs = std::filesystem;

std::vector<fs::path> checkpoints_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (parse_date(entry.path().filename().string())) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

std::expected<void, PortError> keep_checkpoint(storage::RocksdbStore& store,
                                               const fs::path& folder,
                                               Date day) {
  const fs::path today = folder / to_text(day);
  std::error_code error;
  if (fs::exists(today, error)) return {};
  if (auto made = store.checkpoint(today); !made) return made;
  const std::vector<fs::path> all = checkpoints_in(folder);
  for (std::size_t at = 0; at + kCheckpointsKept < all.size(); ++at) fs::remove_all(all[at], error);
  return {};
}

}  // namespace koppel::cli
