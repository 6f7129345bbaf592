#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace koppel {

// BLAKE2b with 16 bytes of digest, unkeyed (RFC 7693; `b2sum -l 128`): ids of facts and hashes of
// their content.
[[nodiscard]] std::array<std::uint8_t, 16> blake2b_128(std::string_view bytes);

inline constexpr std::size_t kChainBytes = 32;
using Chain = std::array<std::uint8_t, kChainBytes>;

// SHA-256 (FIPS 180-4) of what comes in pieces; the same as of the pieces put together.
class Sha256 final {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  // Forgets what came so far.
  void reset();
  void update(std::string_view bytes);
  // The digest of all that came since the last reset or finish; the next update begins anew.
  [[nodiscard]] std::array<std::uint8_t, 32> finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };

  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// The next link of a journal's chain: SHA-256(previous ‖ bytes). Before the first frame the
// previous link is all zero.
[[nodiscard]] Chain chain(std::span<const std::uint8_t, kChainBytes> previous,
                          std::string_view bytes);

// Lower-case digits, two a byte.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace koppel
