#pragma once

#include "engine/ports/error.h"
#include "engine/ports/keys.h"

#include <expected>
#include <filesystem>

namespace koppel::storage {

// The master key wraps every other key. It is a file of 64 hexadecimal digits (32 random bytes) and
// a line end, readable by its owner alone; it is never in the directory of the keys it wraps, so
// that a copy of one is worth nothing without the other.
//
// When $CREDENTIALS_DIRECTORY holds a file `koppel.master-key` (systemd, LoadCredential=), that
// file is the master key and `path` is not looked at. Its mode is systemd's to guard.
//
// Both fail with kNoPermission when group or others may do anything with the file, or we may not
// read it, and with kDamaged when it does not hold 64 digits. The caller wipes the key when done.

// For commands that only read: a missing file is kNotFound.
[[nodiscard]] std::expected<Key, PortError> load_master_key(const std::filesystem::path& path);

// Makes a missing file, complete and durable before it bears its name: a crash leaves no half key,
// and of two processes that make it at once both get the same.
[[nodiscard]] std::expected<Key, PortError> load_or_make_master_key(
    const std::filesystem::path& path);

}  // namespace koppel::storage
