#include "consumers/cli/rows_anew.h"

#include "engine/codec/row_codec.h"
#include "engine/market/rows.h"

#include <utility>

namespace koppel::cli {

std::expected<void, PortError> write_rows_anew(storage::RocksdbStore& store,
                                               Keys& keys,
                                               const AreaView& folded) {
  if (auto cleared = store.clear_rows(); !cleared) return cleared;
  Commit commit;
  for (const RowRef& ref : all_rows(folded.market())) {
    auto row = codec::write_row(folded.market(), ref, keys);
    if (!row) return std::unexpected(row.error());
    commit.rows.push_back(std::move(*row));
  }
  commit.rows.push_back({.key = codec::head_key(), .value = codec::write_head(folded.head)});
  return store.commit(commit);
}

}  // namespace koppel::cli
