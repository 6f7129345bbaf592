#include "engine/codec/sealing.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/evp.h>
#include <sodium.h>

namespace koppel {
namespace {

constexpr char kAes256Gcm = 1;
constexpr std::size_t kNonceAt = 1;
constexpr std::size_t kSealedAt = kNonceAt + kNonceBytes;
constexpr std::size_t kTagBytes = kSealOverheadBytes - kSealedAt;
static_assert(crypto_aead_aes256gcm_KEYBYTES == kKeyBytes);
static_assert(crypto_aead_aes256gcm_NPUBBYTES == kNonceBytes);
static_assert(crypto_aead_aes256gcm_ABYTES == kTagBytes);

// A frame is at most 256 KiB, and OpenSSL counts in int.
constexpr std::size_t kPlainBytesMax = std::size_t{1} << 30;

using Bytes = std::span<const unsigned char>;

Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

unsigned char* writable(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

int length_of(Bytes bytes) {
  invariant(bytes.size() <= kPlainBytesMax, "what is sealed at once has a limit");
  return static_cast<int>(bytes.size());
}

void sure(int answer) {
  invariant(answer == 1, "OpenSSL does AES-256-GCM");
}

struct Free {
  void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }

  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

const EVP_CIPHER* aes_256_gcm() {
  static const std::unique_ptr<EVP_CIPHER, Free> cipher(
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  invariant(cipher != nullptr, "OpenSSL has AES-256-GCM");
  return cipher.get();
}

// A new context each time costs more than sealing 300 bytes.
EVP_CIPHER_CTX* context_of_this_thread() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
  invariant(context != nullptr, "OpenSSL makes a context");
  return context.get();
}

// Ciphertext and tag to `out`.
void seal_by_openssl(
    const Key& key, Bytes nonce, Bytes associated, Bytes plain, unsigned char* out) {
  EVP_CIPHER_CTX* const context = context_of_this_thread();
  sure(EVP_EncryptInit_ex2(context, aes_256_gcm(), key.data(), nonce.data(), nullptr));
  int size = 0;
  if (!associated.empty())
    sure(EVP_EncryptUpdate(context, nullptr, &size, associated.data(), length_of(associated)));
  if (!plain.empty()) sure(EVP_EncryptUpdate(context, out, &size, plain.data(), length_of(plain)));
  unsigned char* const tag = out + plain.size();
  sure(EVP_EncryptFinal_ex(context, tag, &size));
  sure(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes), tag));
  EVP_CIPHER_CTX_reset(context);
}

bool open_by_openssl(
    const Key& key, Bytes nonce, Bytes associated, Bytes sealed, unsigned char* out) {
  const Bytes body = sealed.first(sealed.size() - kTagBytes);
  std::array<unsigned char, kTagBytes> tag{};
  std::copy(sealed.end() - kTagBytes, sealed.end(), tag.begin());
  EVP_CIPHER_CTX* const context = context_of_this_thread();
  sure(EVP_DecryptInit_ex2(context, aes_256_gcm(), key.data(), nonce.data(), nullptr));
  int size = 0;
  if (!associated.empty())
    sure(EVP_DecryptUpdate(context, nullptr, &size, associated.data(), length_of(associated)));
  if (!body.empty()) sure(EVP_DecryptUpdate(context, out, &size, body.data(), length_of(body)));
  sure(
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), tag.data()));
  const int verified = EVP_DecryptFinal_ex(context, out + body.size(), &size);
  EVP_CIPHER_CTX_reset(context);
  return verified == 1;
}

void seal_by_sodium(
    const Key& key, Bytes nonce, Bytes associated, Bytes plain, unsigned char* out) {
  const int failed = crypto_aead_aes256gcm_encrypt(out,
                                                   nullptr,
                                                   plain.data(),
                                                   plain.size(),
                                                   associated.data(),
                                                   associated.size(),
                                                   nullptr,
                                                   nonce.data(),
                                                   key.data());
  invariant(failed == 0, "libsodium does AES-256-GCM on this processor");
}

bool open_by_sodium(
    const Key& key, Bytes nonce, Bytes associated, Bytes sealed, unsigned char* out) {
  return crypto_aead_aes256gcm_decrypt(out,
                                       nullptr,
                                       nullptr,
                                       sealed.data(),
                                       sealed.size(),
                                       associated.data(),
                                       associated.size(),
                                       nonce.data(),
                                       key.data()) == 0;
}

void append_seal_with(Cipher cipher,
                      const Key& key,
                      std::span<const std::uint8_t, kNonceBytes> nonce,
                      std::string_view associated,
                      std::string_view plain,
                      std::string& out) {
  invariant(plain.size() <= kPlainBytesMax, "what is sealed at once has a limit");
  const std::size_t begin = out.size();
  out.resize(begin + kSealOverheadBytes + plain.size(), kAes256Gcm);
  unsigned char* const sealed = writable(out) + begin;
  std::ranges::copy(nonce, sealed + kNonceAt);
  switch (cipher) {
    case Cipher::kSodium:
      seal_by_sodium(key, nonce, bytes_of(associated), bytes_of(plain), sealed + kSealedAt);
      break;
    case Cipher::kOpenssl:
      seal_by_openssl(key, nonce, bytes_of(associated), bytes_of(plain), sealed + kSealedAt);
      break;
  }
}

bool open_into_with(Cipher cipher,
                    const Key& key,
                    std::string_view associated,
                    std::string_view sealed,
                    std::string& plain) {
  if (sealed.size() < kSealOverheadBytes || sealed.front() != kAes256Gcm) return false;
  if (sealed.size() > kSealOverheadBytes + kPlainBytesMax) return false;
  const Bytes nonce = bytes_of(sealed.substr(kNonceAt, kNonceBytes));
  const Bytes body = bytes_of(sealed.substr(kSealedAt));
  plain.resize(body.size() - kTagBytes);
  switch (cipher) {
    case Cipher::kSodium:
      return open_by_sodium(key, nonce, bytes_of(associated), body, writable(plain));
    case Cipher::kOpenssl:
      return open_by_openssl(key, nonce, bytes_of(associated), body, writable(plain));
  }
  return false;
}

}  // namespace

Cipher cipher_of_this_machine() {
  static const Cipher cipher = [] {
    invariant(sodium_init() >= 0, "libsodium starts");
    return crypto_aead_aes256gcm_is_available() != 0 ? Cipher::kSodium : Cipher::kOpenssl;
  }();
  return cipher;
}

std::string seal_with(Cipher cipher,
                      const Key& key,
                      std::span<const std::uint8_t, kNonceBytes> nonce,
                      std::string_view associated,
                      std::string_view plain) {
  std::string sealed;
  append_seal_with(cipher, key, nonce, associated, plain, sealed);
  return sealed;
}

std::optional<std::string> open_with(Cipher cipher,
                                     const Key& key,
                                     std::string_view associated,
                                     std::string_view sealed) {
  std::string plain;
  if (!open_into_with(cipher, key, associated, sealed, plain)) return std::nullopt;
  return plain;
}

std::string seal(const Key& key,
                 std::span<const std::uint8_t, kNonceBytes> nonce,
                 std::string_view associated,
                 std::string_view plain) {
  return seal_with(cipher_of_this_machine(), key, nonce, associated, plain);
}

void append_seal(const Key& key,
                 std::span<const std::uint8_t, kNonceBytes> nonce,
                 std::string_view associated,
                 std::string_view plain,
                 std::string& out) {
  append_seal_with(cipher_of_this_machine(), key, nonce, associated, plain, out);
}

std::optional<std::string> open(const Key& key,
                                std::string_view associated,
                                std::string_view sealed) {
  return open_with(cipher_of_this_machine(), key, associated, sealed);
}

bool open_into(const Key& key,
               std::string_view associated,
               std::string_view sealed,
               std::string& plain) {
  return open_into_with(cipher_of_this_machine(), key, associated, sealed, plain);
}

}  // namespace koppel
