#pragma once

#include "engine/storage/database.h"

namespace rocksdb {
struct ColumnFamilyOptions;
struct DBOptions;
}  // namespace rocksdb

namespace koppel::storage {

// Chosen for 35 areas open at once in one process, hot state in memory, and a journal that is the
// truth; each choice bears its reason in the source.
[[nodiscard]] rocksdb::DBOptions database_options();
[[nodiscard]] rocksdb::ColumnFamilyOptions family_options(Content content);

}  // namespace koppel::storage
