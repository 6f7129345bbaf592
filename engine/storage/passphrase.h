#pragma once

#include "engine/ports/error.h"
#include "engine/ports/keys.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

namespace koppel::storage {

inline constexpr std::size_t kPassphraseBytesMin = 12;

// Stands in clear beside what is wrapped; another for each.
using Salt = std::array<std::uint8_t, 16>;

[[nodiscard]] Salt make_salt();

// The key that follows from a passphrase: Argon2id 1.3, three passes over 256 MB, so that guessing
// costs. kUnavailable: the passphrase is shorter than kPassphraseBytesMin, or there is no memory.
[[nodiscard]] std::expected<Key, PortError> key_of_passphrase(std::string_view passphrase,
                                                              const Salt& salt);

}  // namespace koppel::storage
