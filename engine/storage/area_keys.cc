#include "engine/storage/area_keys.h"

#include <utility>

namespace koppel::storage {

AreaKeys::AreaKeys(std::shared_ptr<RocksdbKeys> keys, AreaId area)
    : keys_(std::move(keys)), area_(area) {}

std::expected<std::optional<Key>, PortError> AreaKeys::find(AreaId area,
                                                            ParticipantId participant) {
  return keys_->find(area, participant);
}

std::expected<Key, PortError> AreaKeys::find_or_make(AreaId area, ParticipantId participant) {
  return keys_->find_or_make(area, participant);
}

std::expected<void, PortError> AreaKeys::sync() {
  return keys_->sync();
}

std::expected<void, PortError> AreaKeys::destroy(AreaId area, ParticipantId participant) {
  return keys_->destroy(area, participant);
}

void AreaKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  keys_->fill_nonce(nonce);
}

std::array<std::uint8_t, 64> AreaKeys::sign(std::span<const std::uint8_t> message) {
  return keys_->sign_for(area_, message);
}

std::array<std::uint8_t, 32> AreaKeys::verify_key() {
  return keys_->verify_key_for(area_);
}

}  // namespace koppel::storage
