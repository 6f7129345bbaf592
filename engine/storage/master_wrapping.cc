#include "engine/storage/master_wrapping.h"

#include "engine/model/invariant.h"
#include "engine/storage/wrapping.h"

#include <sodium.h>

namespace koppel::storage {
namespace {

struct Pair {
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};

  explicit Pair(const Key& seed) {
    static_assert(crypto_sign_SEEDBYTES == kKeyBytes);
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  }

  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;

  ~Pair() { sodium_memzero(secret.data(), secret.size()); }
};

}  // namespace

MasterWrapping::MasterWrapping(const Key& master) : master_(master) {
  invariant(sodium_init() >= 0, "libsodium starts");
}

MasterWrapping::~MasterWrapping() {
  wipe(master_);
}

Key MasterWrapping::make() {
  Key key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

void MasterWrapping::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  randombytes_buf(nonce.data(), nonce.size());
}

void MasterWrapping::wipe(Key& key) {
  sodium_memzero(key.data(), key.size());
}

Key MasterWrapping::derived(std::string_view name) {
  Key key{};
  crypto_generichash(key.data(),
                     key.size(),
                     reinterpret_cast<const unsigned char*>(name.data()),
                     name.size(),
                     master_.data(),
                     master_.size());
  return key;
}

std::string MasterWrapping::wrap(std::string_view name, const Key& key) {
  return storage::wrap(master_, name, key);
}

std::optional<Key> MasterWrapping::unwrap(std::string_view name, std::string_view wrapped) {
  return storage::unwrap(master_, name, wrapped);
}

std::array<std::uint8_t, 64> MasterWrapping::sign(const Key& seed,
                                                  std::span<const std::uint8_t> message) {
  const Pair pair(seed);
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(
      signature.data(), nullptr, message.data(), message.size(), pair.secret.data());
  return signature;
}

std::array<std::uint8_t, 32> MasterWrapping::verify_key(const Key& seed) {
  return Pair(seed).open;
}

}  // namespace koppel::storage
