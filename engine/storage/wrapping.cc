#include "engine/storage/wrapping.h"

#include "engine/model/invariant.h"

#include <cstddef>

#include <sodium.h>

namespace koppel::storage {
namespace {

constexpr char kFormat = 1;
constexpr std::size_t kNonceAt = 1;
constexpr std::size_t kSealedAt = kNonceAt + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kWrappedBytes =
    kSealedAt + kKeyBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == kKeyBytes);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string wrap(const Key& master, std::string_view row, const Key& key) {
  std::string wrapped(kWrappedBytes, kFormat);
  auto* const out = reinterpret_cast<unsigned char*>(wrapped.data());
  randombytes_buf(out + kNonceAt, kSealedAt - kNonceAt);
  const int failed = crypto_aead_xchacha20poly1305_ietf_encrypt(out + kSealedAt,
                                                                nullptr,
                                                                key.data(),
                                                                key.size(),
                                                                bytes_of(row),
                                                                row.size(),
                                                                nullptr,
                                                                out + kNonceAt,
                                                                master.data());
  invariant(failed == 0, "32 bytes can be sealed");
  return wrapped;
}

std::optional<Key> unwrap(const Key& master, std::string_view row, std::string_view wrapped) {
  if (wrapped.size() != kWrappedBytes || wrapped.front() != kFormat) return std::nullopt;
  Key key{};
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(key.data(),
                                                                nullptr,
                                                                nullptr,
                                                                bytes_of(wrapped) + kSealedAt,
                                                                wrapped.size() - kSealedAt,
                                                                bytes_of(row),
                                                                row.size(),
                                                                bytes_of(wrapped) + kNonceAt,
                                                                master.data());
  if (failed != 0) return std::nullopt;
  return key;
}

}  // namespace koppel::storage
