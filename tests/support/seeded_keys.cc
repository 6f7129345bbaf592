#include "tests/support/seeded_keys.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <initializer_list>
#include <span>

#include <sodium.h>

namespace koppel {
namespace {

enum Purpose : std::uint64_t {
  kForKeys = 1,
  kForNonces = 2,
  kForSigning = 3
};

// BLAKE2b over the numbers, as many bytes as wanted (16 at least).
void derive(std::initializer_list<std::uint64_t> numbers, std::span<std::uint8_t> out) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  for (std::uint64_t number : numbers) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(number & 0xff);
      number >>= 8;
    }
    crypto_generichash_update(&state, bytes.data(), bytes.size());
  }
  crypto_generichash_final(&state, out.data(), out.size());
}

}  // namespace

SeededKeys::SeededKeys(std::uint64_t seed) : seed_(seed) {
  invariant(sodium_init() >= 0, "libsodium starts");
  std::array<std::uint8_t, crypto_sign_SEEDBYTES> signing_seed{};
  derive({seed_, kForSigning}, signing_seed);
  crypto_sign_seed_keypair(verify_key_.data(), signing_key_.data(), signing_seed.data());
}

std::expected<std::optional<Key>, PortError> SeededKeys::find(AreaId area,
                                                              ParticipantId participant) {
  const auto held = held_.find({area, participant});
  if (held == held_.end()) return std::nullopt;
  return held->second.key;
}

std::expected<Key, PortError> SeededKeys::find_or_make(AreaId area, ParticipantId participant) {
  const Owner owner{area, participant};
  if (const auto held = held_.find(owner); held != held_.end()) return held->second.key;
  Key key{};
  const auto destroyed = times_destroyed_.find(owner);
  const std::uint32_t generation = destroyed == times_destroyed_.end() ? 0 : destroyed->second;
  derive({seed_, kForKeys, area.value(), participant.value(), generation}, key);
  held_.emplace(owner, Held{.key = key});
  return key;
}

std::expected<void, PortError> SeededKeys::sync() {
  for (auto& [owner, held] : held_) held.state = Held::State::kSynced;
  return {};
}

std::expected<void, PortError> SeededKeys::destroy(AreaId area, ParticipantId participant) {
  const Owner owner{area, participant};
  if (held_.erase(owner) > 0) ++times_destroyed_[owner];
  return {};
}

void SeededKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  std::array<std::uint8_t, 16> bytes{};
  derive({seed_, kForNonces, nonces_given_++}, bytes);
  std::ranges::copy(std::span(bytes).first<kNonceBytes>(), nonce.begin());
}

std::array<std::uint8_t, 64> SeededKeys::sign(std::span<const std::uint8_t> message) {
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(
      signature.data(), nullptr, message.data(), message.size(), signing_key_.data());
  return signature;
}

std::array<std::uint8_t, 32> SeededKeys::verify_key() {
  return verify_key_;
}

void SeededKeys::lose_unsynced() {
  std::erase_if(held_,
                [](const auto& each) { return each.second.state == Held::State::kUnsynced; });
}

}  // namespace koppel
