#pragma once

#include "engine/ports/keys.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace koppel {

// Sealed bytes: algorithm (1 byte: 1 = AES-256-GCM) ‖ nonce (12) ‖ ciphertext (as long as the plain
// text) ‖ tag (16).
inline constexpr std::size_t kSealOverheadBytes = 1 + kNonceBytes + 16;

// Seals `plain` under the key; `associated` is not stored, but opening demands the same. The nonce
// must be new under that key (Keys::fill_nonce): GCM with a repeated nonce gives content away.
[[nodiscard]] std::string seal(const Key& key,
                               std::span<const std::uint8_t, kNonceBytes> nonce,
                               std::string_view associated,
                               std::string_view plain);

// The same, to the end of `out`: kSealOverheadBytes and as many as are sealed.
void append_seal(const Key& key,
                 std::span<const std::uint8_t, kNonceBytes> nonce,
                 std::string_view associated,
                 std::string_view plain,
                 std::string& out);

// Empty when it does not verify (another key, other associated data, changed or cut bytes) or when
// the algorithm is unknown.
[[nodiscard]] std::optional<std::string> open(const Key& key,
                                              std::string_view associated,
                                              std::string_view sealed);

// The same into `plain`, whose memory serves again. False: what it holds then means nothing.
[[nodiscard]] bool open_into(const Key& key,
                             std::string_view associated,
                             std::string_view sealed,
                             std::string& plain);

// Two implementations of the same bytes. libsodium's needs a processor with AES instructions and is
// two to three times as fast there; OpenSSL's runs anywhere.
enum class Cipher : std::uint8_t {
  kSodium,
  kOpenssl
};

// What seal() and open() use: kSodium where the processor can.
[[nodiscard]] Cipher cipher_of_this_machine();

[[nodiscard]] std::string seal_with(Cipher cipher,
                                    const Key& key,
                                    std::span<const std::uint8_t, kNonceBytes> nonce,
                                    std::string_view associated,
                                    std::string_view plain);
[[nodiscard]] std::optional<std::string> open_with(Cipher cipher,
                                                   const Key& key,
                                                   std::string_view associated,
                                                   std::string_view sealed);

}  // namespace koppel
