#include "tests/support/seeded_wrapping.h"

#include <algorithm>

#include <sodium.h>

namespace koppel {
namespace {

Key hash_of(const std::string& text) {
  Key hash{};
  crypto_generichash(hash.data(),
                     hash.size(),
                     reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(),
                     nullptr,
                     0);
  return hash;
}

std::string text_of(const Key& key) {
  return {key.begin(), key.end()};
}

}  // namespace

Key SeededWrapping::make() {
  return hash_of("made " + std::to_string(process_) + " " + std::to_string(given_++));
}

void SeededWrapping::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  const Key random = make();
  std::ranges::copy(std::span(random).first<kNonceBytes>(), nonce.begin());
}

Key SeededWrapping::mask(std::string_view name) const {
  return hash_of("mask " + std::to_string(master_) + " " + std::string(name));
}

Key SeededWrapping::derived(std::string_view name) {
  return hash_of("derived " + std::to_string(master_) + " " + std::string(name));
}

std::string SeededWrapping::wrap(std::string_view name, const Key& key) {
  const Key over = mask(name);
  std::string wrapped = text_of(key);
  for (std::size_t at = 0; at < over.size(); ++at) {
    wrapped[at] = static_cast<char>(key[at] ^ over[at]);
  }
  return wrapped + text_of(hash_of(text_of(over) + text_of(key)));
}

std::optional<Key> SeededWrapping::unwrap(std::string_view name, std::string_view wrapped) {
  if (wrapped.size() != 2 * kKeyBytes) return std::nullopt;
  Key key = mask(name);
  for (std::size_t at = 0; at < key.size(); ++at) {
    key[at] = static_cast<std::uint8_t>(key[at] ^ static_cast<std::uint8_t>(wrapped[at]));
  }
  if (wrap(name, key) != wrapped) return std::nullopt;
  return key;
}

std::array<std::uint8_t, 64> SeededWrapping::sign(const Key& seed,
                                                  std::span<const std::uint8_t> message) {
  std::array<std::uint8_t, 64> secret{};
  std::array<std::uint8_t, 32> open{};
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret.data());
  return signature;
}

std::array<std::uint8_t, 32> SeededWrapping::verify_key(const Key& seed) {
  std::array<std::uint8_t, 64> secret{};
  std::array<std::uint8_t, 32> open{};
  crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  return open;
}

}  // namespace koppel
