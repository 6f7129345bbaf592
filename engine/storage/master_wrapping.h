#pragma once

#include "engine/ports/key_wrapping.h"

namespace koppel::storage {

// Wrapping by the master key: the bytes of wrapping.h. Holds a copy of the key and wipes it.
class MasterWrapping final : public KeyWrapping {
 public:
  explicit MasterWrapping(const Key& master);
  MasterWrapping(const MasterWrapping&) = delete;
  MasterWrapping& operator=(const MasterWrapping&) = delete;
  ~MasterWrapping() override;

  [[nodiscard]] Key make() override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  void wipe(Key& key) override;
  // BLAKE2b-256 of the name, keyed with the master key.
  [[nodiscard]] Key derived(std::string_view name) override;
  [[nodiscard]] std::string wrap(std::string_view name, const Key& key) override;
  [[nodiscard]] std::optional<Key> unwrap(std::string_view name, std::string_view wrapped) override;
  [[nodiscard]] std::array<std::uint8_t, 64> sign(const Key& seed,
                                                  std::span<const std::uint8_t> message) override;
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key(const Key& seed) override;

 private:
  Key master_;
};

}  // namespace koppel::storage
