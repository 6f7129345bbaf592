#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace koppel {

// 16 bytes that are compared and stored, never computed with. All zero means "none".
template <typename Tag>
struct Hash128 {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] bool is_set() const { return *this != Hash128{}; }

  friend bool operator==(const Hash128& a, const Hash128& b) { return a.halves() == b.halves(); }

  // In the order of the bytes.
  friend std::strong_ordering operator<=>(const Hash128& a, const Hash128& b) {
    const Halves left = a.halves();
    const Halves right = b.halves();
    const std::size_t at = left[0] == right[0] ? 1 : 0;
    return in_byte_order(left[at]) <=> in_byte_order(right[at]);
  }

 private:
  using Halves = std::array<std::uint64_t, 2>;

  // Ids are compared by the million while a journal is folded: two numbers, no call.
  [[nodiscard]] Halves halves() const { return std::bit_cast<Halves>(bytes); }

  static std::uint64_t in_byte_order(std::uint64_t half) {
    return std::endian::native == std::endian::little ? std::byteswap(half) : half;
  }
};

using FactId = Hash128<struct FactIdTag>;            // BLAKE2b-128 of source and its id
using ContentHash = Hash128<struct ContentHashTag>;  // BLAKE2b-128 of a fact's content
using JournalId = Hash128<struct JournalIdTag>;      // random: a journal made anew is another one

}  // namespace koppel
