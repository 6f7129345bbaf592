#pragma once

#include "engine/market/market.h"

#include <array>
#include <cstdint>
#include <string>

namespace koppel::codec {

// What a market comes to, in two parts: `open` is over everything in clear and equal whatever was
// erased; `sealed` is over the personal fields and equal where all keys exist. SHA-256 over the
// canonical rows in the order of all_rows(); housekeeping (journal id, sequences, chain, positions,
// the agenda) is left out.
struct MarketDigest {
  std::array<std::uint8_t, 32> open{};
  std::array<std::uint8_t, 32> sealed{};

  friend bool operator==(const MarketDigest&, const MarketDigest&) = default;
};

[[nodiscard]] MarketDigest digest_of(const Market& market);
[[nodiscard]] std::string to_text(const MarketDigest& digest);  // open and sealed in hex, one space

}  // namespace koppel::codec
