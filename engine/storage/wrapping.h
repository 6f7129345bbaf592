#pragma once

#include "engine/ports/keys.h"

#include <optional>
#include <string>
#include <string_view>

namespace koppel::storage {

// A key as it may lie on a disk: format ‖ nonce ‖ ciphertext ‖ tag, 73 bytes (rocksdb_keys.h). The
// nonce is random, 192 bits, so the same key wrapped twice has no bytes in common but the format.
[[nodiscard]] std::string wrap(const Key& master, std::string_view row, const Key& key);

// Empty when it was not wrapped by this master key for this row, or was changed since.
[[nodiscard]] std::optional<Key> unwrap(const Key& master,
                                        std::string_view row,
                                        std::string_view wrapped);

}  // namespace koppel::storage
