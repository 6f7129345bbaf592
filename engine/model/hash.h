#pragma once

#include <array>
#include <compare>
#include <cstdint>

namespace koppel {

// 16 bytes that are compared and stored, never computed with. All zero means "none".
template <typename Tag>
struct Hash128 {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] bool is_set() const { return *this != Hash128{}; }

  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

using FactId = Hash128<struct FactIdTag>;            // BLAKE2b-128 of source and its id
using ContentHash = Hash128<struct ContentHashTag>;  // BLAKE2b-128 of a fact's content
using JournalId = Hash128<struct JournalIdTag>;      // random: a journal made anew is another one

}  // namespace koppel
