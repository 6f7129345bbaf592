#include "engine/storage/passphrase.h"

#include "engine/model/invariant.h"

#include <string>

#include <sodium.h>

namespace koppel::storage {
namespace {

constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemoryBytes = 268'435'456;
static_assert(std::tuple_size_v<Salt> == crypto_pwhash_argon2id_SALTBYTES);

}  // namespace

Salt make_salt() {
  invariant(sodium_init() >= 0, "libsodium starts");
  Salt salt;
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::expected<Key, PortError> key_of_passphrase(std::string_view passphrase, const Salt& salt) {
  invariant(sodium_init() >= 0, "libsodium starts");
  if (passphrase.size() < kPassphraseBytesMin) {
    return std::unexpected(PortError{
        .failure = PortFailure::kUnavailable,
        .what = "the passphrase has fewer than " + std::to_string(kPassphraseBytesMin) + " bytes",
        .remedy = "use a longer one: it guards the keys of everybody in the journal"});
  }
  Key key;
  const int failed = crypto_pwhash(key.data(),
                                   key.size(),
                                   passphrase.data(),
                                   passphrase.size(),
                                   salt.data(),
                                   kPasses,
                                   kMemoryBytes,
                                   crypto_pwhash_ALG_ARGON2ID13);
  if (failed == 0) return key;
  return std::unexpected(PortError{.failure = PortFailure::kUnavailable,
                                   .what = "there is no memory to derive a key from the passphrase",
                                   .remedy = "it takes 256 MB; free some and try again"});
}

}  // namespace koppel::storage
