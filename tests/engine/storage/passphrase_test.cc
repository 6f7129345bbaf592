// Claim: a passphrase and a salt give one key, others another, and a short one none.
#include "engine/storage/passphrase.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace koppel::storage {
namespace {

Key key_of(std::string_view passphrase, const Salt& salt) {
  const auto key = key_of_passphrase(passphrase, salt);
  EXPECT_TRUE(key.has_value());
  return key.value_or(Key{});
}

TEST(KeyOfAPassphrase, IsTheSameForTheSameAndAnotherForAnother) {
  const Key key = key_of("correct horse battery", Salt{1});
  EXPECT_EQ(key_of("correct horse battery", Salt{1}), key);
  EXPECT_NE(key_of("correct horse batterie", Salt{1}), key);
  EXPECT_NE(key_of("correct horse battery", Salt{2}), key);
  EXPECT_NE(make_salt(), make_salt());
}

// Made with the argon2 command of Debian: printf 'correct horse battery' |
// argon2 0123456789abcdef -id -v 13 -t 3 -m 18 -p 1 -l 32 -r
TEST(KeyOfAPassphrase, IsArgon2idAsOthersMakeIt) {
  Salt salt{};
  const std::string_view text = "0123456789abcdef";
  std::copy(text.begin(), text.end(), salt.begin());
  std::string hex;
  for (const std::uint8_t byte : key_of("correct horse battery", salt)) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  EXPECT_EQ(hex, "a07fbc72d0fdbf63b955a1e6b709020bf1892e07403ac342bb5286f786eda778");
}

TEST(KeyOfAPassphrase, IsNoneForAShortOne) {
  EXPECT_FALSE(key_of_passphrase("short", Salt{}).has_value());
  EXPECT_FALSE(key_of_passphrase("", Salt{}).has_value());
}

}  // namespace
}  // namespace koppel::storage
