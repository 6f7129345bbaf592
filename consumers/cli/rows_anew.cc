#include "consumers/cli/rows_anew.h"

#include <utility>

namespace koppel::cli {

std::expected<void, PortError> write_rows_anew(storage::RocksdbStore& store,
                                               Keys& keys,
                                               const AreaView& folded) {
  if (auto cleared = store.clear_rows(); !cleared) return cleared;
  const auto image = image_of(folded, keys);
  if (!image) return std::unexpected(image.error());
  return store.commit(*image);
}

}  // namespace koppel::cli
