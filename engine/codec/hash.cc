#include "engine/codec/hash.h"

#include "engine/model/invariant.h"

#include <openssl/evp.h>
#include <sodium.h>

namespace koppel {
namespace {

const EVP_MD* sha256() {
  struct Free {
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
  };

  static const std::unique_ptr<EVP_MD, Free> digest(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  invariant(digest != nullptr, "OpenSSL has SHA-256");
  return digest.get();
}

void sure(int answer) {
  invariant(answer == 1, "OpenSSL does SHA-256");
}

}  // namespace

std::array<std::uint8_t, 16> blake2b_128(std::string_view bytes) {
  std::array<std::uint8_t, 16> digest{};
  static_assert(crypto_generichash_BYTES_MIN <= 16);
  const int failed = crypto_generichash(digest.data(),
                                        digest.size(),
                                        reinterpret_cast<const unsigned char*>(bytes.data()),
                                        bytes.size(),
                                        nullptr,
                                        0);
  invariant(failed == 0, "libsodium does BLAKE2b");
  return digest;
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  invariant(context_ != nullptr, "OpenSSL makes a context");
  reset();
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

void Sha256::reset() {
  sure(EVP_DigestInit_ex2(context_.get(), sha256(), nullptr));
}

void Sha256::update(std::string_view bytes) {
  sure(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::array<std::uint8_t, 32> Sha256::finish() {
  std::array<std::uint8_t, 32> digest{};
  sure(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr));
  reset();
  return digest;
}

Chain chain(std::span<const std::uint8_t, kChainBytes> previous, std::string_view bytes) {
  thread_local Sha256 sha;
  sha.reset();
  sha.update({reinterpret_cast<const char*>(previous.data()), previous.size()});
  sha.update(bytes);
  return sha.finish();
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xf];
  }
  return text;
}

}  // namespace koppel
