#pragma once

#include "engine/ports/keys.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace koppel {

// What a process can do with keys by itself: make them, wrap them so that they may lie where others
// read, and sign. Whoever has the same master key unwraps what another wrapped.
class KeyWrapping {
 public:
  virtual ~KeyWrapping() = default;

  // Random.
  [[nodiscard]] virtual Key make() = 0;
  virtual void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) = 0;
  // Overwrites it.
  virtual void wipe(Key& key) = 0;

  // The key that follows from the master key and that name: the same for whoever has the same
  // master key, and kept nowhere.
  [[nodiscard]] virtual Key derived(std::string_view name) = 0;

  // No value serves under another name than it was wrapped for.
  [[nodiscard]] virtual std::string wrap(std::string_view name, const Key& key) = 0;
  // Empty when it was not wrapped by this master key for this name, or was changed since.
  [[nodiscard]] virtual std::optional<Key> unwrap(std::string_view name,
                                                  std::string_view wrapped) = 0;

  // Ed25519, by the pair that follows from that seed.
  [[nodiscard]] virtual std::array<std::uint8_t, 64> sign(
      const Key& seed, std::span<const std::uint8_t> message) = 0;
  [[nodiscard]] virtual std::array<std::uint8_t, 32> verify_key(const Key& seed) = 0;
};

}  // namespace koppel
