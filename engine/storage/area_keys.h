#pragma once

#include "engine/storage/rocksdb_keys.h"

#include <memory>

namespace koppel::storage {

// The keys of an installation as the journal of one area uses them: a journal that came from
// elsewhere brought the key it is signed with, and goes on with it.
class AreaKeys final : public Keys {
 public:
  AreaKeys(std::shared_ptr<RocksdbKeys> keys, AreaId area);

  [[nodiscard]] std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) override;
  [[nodiscard]] std::expected<Key, PortError> find_or_make(AreaId area,
                                                           ParticipantId participant) override;
  [[nodiscard]] std::expected<void, PortError> sync() override;
  [[nodiscard]] std::expected<void, PortError> destroy(AreaId area,
                                                       ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  [[nodiscard]] std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key() override;

 private:
  std::shared_ptr<RocksdbKeys> keys_;
  AreaId area_;
};

}  // namespace koppel::storage
