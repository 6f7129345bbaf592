// Claim: sealed content opens with the same key and associated data and in no other way, and the
// two implementations make the same bytes. Shown by each opening what the other sealed, by the
// published test vector, and by changing every byte in turn.
#include "engine/codec/sealing.h"

#include "engine/codec/hash.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace koppel {
namespace {

constexpr Key kKey{1, 2, 3};
constexpr std::array<std::uint8_t, kNonceBytes> kNonce{9, 8, 7};

std::string hex(std::string_view bytes) {
  return to_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

class ByCipher : public testing::TestWithParam<Cipher> {
 protected:
  void SetUp() override {
    if (GetParam() == Cipher::kSodium && cipher_of_this_machine() != Cipher::kSodium)
      GTEST_SKIP() << "this processor has no AES instructions";
  }
};

INSTANTIATE_TEST_SUITE_P(Sealing, ByCipher, testing::Values(Cipher::kSodium, Cipher::kOpenssl));

// D. McGrew, J. Viega, "The Galois/Counter Mode of Operation", test cases 13 and 14.
TEST_P(ByCipher, MakesTheBytesOfThePublishedTestCases) {
  const std::array<std::uint8_t, kNonceBytes> zero{};
  EXPECT_EQ(hex(seal_with(GetParam(), Key{}, zero, "", "")),
            "01000000000000000000000000530f8afbc74536b9a963b4f1c4cb738b");
  EXPECT_EQ(
      hex(seal_with(GetParam(), Key{}, zero, "", std::string(16, '\0'))),
      "01000000000000000000000000cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

TEST_P(ByCipher, OpensWhatEitherSealed) {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 200U, 300'000U}) {
    const std::string plain(size, 'p');
    for (const std::string_view associated : {"", "journal 1 entry 2"}) {
      const auto sealed = seal(kKey, kNonce, associated, plain);
      EXPECT_EQ(sealed, seal_with(GetParam(), kKey, kNonce, associated, plain));
      EXPECT_EQ(sealed.size(), plain.size() + kSealOverheadBytes);
      EXPECT_EQ(open_with(GetParam(), kKey, associated, sealed), plain);
      EXPECT_EQ(open(kKey, associated, sealed), plain);
    }
  }
}

TEST_P(ByCipher, OpensWithNoOtherKeyOrAssociatedData) {
  const auto sealed = seal_with(GetParam(), kKey, kNonce, "entry 1", "debts");
  EXPECT_EQ(open_with(GetParam(), Key{1, 2, 4}, "entry 1", sealed), std::nullopt);
  EXPECT_EQ(open_with(GetParam(), kKey, "entry 2", sealed), std::nullopt);
  EXPECT_EQ(open_with(GetParam(), kKey, "", sealed), std::nullopt);
  EXPECT_EQ(open_with(GetParam(), kKey, "entry 1", sealed), "debts");
}

TEST_P(ByCipher, NoByteMayChangeNoneMayLackAndNoneMayBeAdded) {
  const auto sealed = seal_with(GetParam(), kKey, kNonce, "entry 1", "debts");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_EQ(open_with(GetParam(), kKey, "entry 1", changed), std::nullopt) << at;
    EXPECT_EQ(open_with(GetParam(), kKey, "entry 1", sealed.substr(0, at)), std::nullopt) << at;
  }
  EXPECT_EQ(open_with(GetParam(), kKey, "entry 1", sealed + '\0'), std::nullopt);
}

TEST_P(ByCipher, AnotherNonceMakesOtherBytes) {
  constexpr std::array<std::uint8_t, kNonceBytes> kOther{9, 8, 6};
  EXPECT_NE(seal_with(GetParam(), kKey, kNonce, "", "debts").substr(13),
            seal_with(GetParam(), kKey, kOther, "", "debts").substr(13));
}

}  // namespace
}  // namespace koppel
