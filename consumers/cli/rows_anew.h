#pragma once

#include "consumers/runtime/area_view.h"
#include "engine/ports/error.h"
#include "engine/ports/keys.h"
#include "engine/storage/rocksdb_store.h"

#include <expected>

namespace koppel::cli {

// Replaces every row of the store by those of a market folded from its journal. Rows go and come
// each in one batch: a crash between the two leaves none, and then the next opener folds the
// journal from its start.
[[nodiscard]] std::expected<void, PortError> write_rows_anew(storage::RocksdbStore& store,
                                                             Keys& keys,
                                                             const AreaView& folded);

}  // namespace koppel::cli
