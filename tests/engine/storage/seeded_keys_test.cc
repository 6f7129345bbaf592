// Claim: the keys of tests keep the contract of keys, and every byte of them follows from the seed.
// Shown by asking two of one seed, and one of another, for the same things.
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <set>

namespace koppel {
namespace {

constexpr AreaId kArea{11};
constexpr ParticipantId kAda{1};
using Nonce = std::array<std::uint8_t, kNonceBytes>;

Nonce nonce_of(SeededKeys& keys) {
  Nonce nonce{};
  keys.fill_nonce(nonce);
  return nonce;
}

TEST(SeededKeys, OneSeedGivesTheSameBytesAndAnotherOthers) {
  SeededKeys keys(1);
  SeededKeys same(1);
  SeededKeys other(2);
  const Key key = keys.find_or_make(kArea, kAda).value();
  EXPECT_EQ(same.find_or_make(kArea, kAda).value(), key);
  EXPECT_NE(other.find_or_make(kArea, kAda).value(), key);
  EXPECT_NE(keys.find_or_make(AreaId{12}, kAda).value(), key);
  EXPECT_NE(keys.find_or_make(kArea, ParticipantId{2}).value(), key);
  const Nonce nonce = nonce_of(keys);
  EXPECT_EQ(nonce_of(same), nonce);
  EXPECT_NE(nonce_of(other), nonce);
  EXPECT_EQ(same.sign(key), keys.sign(key));
  EXPECT_NE(other.verify_key(), keys.verify_key());
}

TEST(SeededKeys, NoncesDiffer) {
  SeededKeys keys(1);
  std::set<Nonce> nonces;
  for (int n = 0; n < 1000; ++n) nonces.insert(nonce_of(keys));
  EXPECT_EQ(nonces.size(), 1000U);
}

TEST(SeededKeys, ADestroyedKeyIsGoneAndNeverComesBack) {
  SeededKeys keys(1);
  const Key key = keys.find_or_make(kArea, kAda).value();
  ASSERT_TRUE(keys.destroy(kArea, kAda).has_value());
  EXPECT_EQ(keys.find(kArea, kAda).value(), std::nullopt);
  EXPECT_NE(keys.find_or_make(kArea, kAda).value(), key);
}

TEST(SeededKeys, ACrashLosesWhatWasNeverSynced) {
  SeededKeys keys(1);
  const Key synced = keys.find_or_make(kArea, kAda).value();
  ASSERT_TRUE(keys.sync().has_value());
  ASSERT_TRUE(keys.find_or_make(kArea, ParticipantId{2}).has_value());
  keys.lose_unsynced();
  EXPECT_EQ(keys.find(kArea, kAda).value(), synced);
  EXPECT_EQ(keys.find(kArea, ParticipantId{2}).value(), std::nullopt);
}

}  // namespace
}  // namespace koppel
