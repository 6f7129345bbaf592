#pragma once

#include "engine/ports/key_wrapping.h"

#include <cstdint>

namespace koppel {

// Wrapping by a master key that follows from one number; what is random follows from another, so
// that processes of one installation make different keys and unwrap each other's. Not safe, but as
// particular as the real one about names and masters.
class SeededWrapping final : public KeyWrapping {
 public:
  SeededWrapping(std::uint64_t master, std::uint64_t process)
      : master_(master), process_(process) {}

  [[nodiscard]] Key make() override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;

  void wipe(Key& key) override { key = {}; }

  [[nodiscard]] Key derived(std::string_view name) override;

  [[nodiscard]] std::string wrap(std::string_view name, const Key& key) override;
  [[nodiscard]] std::optional<Key> unwrap(std::string_view name, std::string_view wrapped) override;
  [[nodiscard]] std::array<std::uint8_t, 64> sign(const Key& seed,
                                                  std::span<const std::uint8_t> message) override;
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key(const Key& seed) override;

 private:
  [[nodiscard]] Key mask(std::string_view name) const;

  std::uint64_t master_;
  std::uint64_t process_;
  std::uint64_t given_ = 0;
};

}  // namespace koppel
