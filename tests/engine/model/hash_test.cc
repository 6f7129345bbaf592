#include "engine/model/hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <compare>

namespace koppel {
namespace {

TEST(Hashes, StandInTheOrderOfTheirBytes) {
  for (std::size_t at = 0; at < 16; ++at) {
    for (std::size_t other = 0; other < 16; ++other) {
      FactId a;
      FactId b;
      a.bytes[at] = 0x01;
      b.bytes[other] = 0xF0;
      const auto by_bytes = std::lexicographical_compare_three_way(
          a.bytes.begin(), a.bytes.end(), b.bytes.begin(), b.bytes.end());
      EXPECT_EQ(a <=> b, by_bytes) << at << " " << other;
      EXPECT_EQ(a == b, a.bytes == b.bytes);
    }
  }
}

TEST(Hashes, AreNoneWhenAllBytesAreZero) {
  FactId id;
  EXPECT_FALSE(id.is_set());
  id.bytes.back() = 1;
  EXPECT_TRUE(id.is_set());
}

}  // namespace
}  // namespace koppel
