// Claim: a wrapped key opens with its master key for its own row and in no other way.
// Shown by wrapping one key and changing, in turn, everything that takes part.
#include "engine/storage/wrapping.h"

#include "engine/storage/master_wrapping.h"

#include <gtest/gtest.h>

namespace koppel::storage {
namespace {

constexpr Key kMaster{1, 2, 3};
constexpr Key kKey{4, 5, 6};

TEST(Wrapping, TheSameMasterKeyAndRowGiveTheKeyBack) {
  EXPECT_EQ(unwrap(kMaster, "row", wrap(kMaster, "row", kKey)), kKey);
}

TEST(Wrapping, TheSameKeyIsWrappedInOtherBytesEachTime) {
  const auto once = wrap(kMaster, "row", kKey);
  const auto again = wrap(kMaster, "row", kKey);
  EXPECT_EQ(once.size(), 73U);
  EXPECT_NE(once.substr(1, 24), again.substr(1, 24));
  EXPECT_NE(once.substr(25), again.substr(25));
}

TEST(Wrapping, ServesForNoOtherRowAndNoOtherMasterKey) {
  const auto wrapped = wrap(kMaster, "row", kKey);
  EXPECT_EQ(unwrap(kMaster, "raw", wrapped), std::nullopt);
  EXPECT_EQ(unwrap(Key{1, 2, 4}, "row", wrapped), std::nullopt);
}

TEST(Wrapping, NoByteMayChangeAndNoneMayLack) {
  const auto wrapped = wrap(kMaster, "row", kKey);
  for (std::size_t at = 0; at < wrapped.size(); ++at) {
    auto changed = wrapped;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_EQ(unwrap(kMaster, "row", changed), std::nullopt) << at;
    EXPECT_EQ(unwrap(kMaster, "row", wrapped.substr(0, at)), std::nullopt) << at;
  }
}

TEST(MasterWrapping, OfTwoProcessesOpensWhatTheOtherWrappedAndChecksWhatItSigned) {
  MasterWrapping one(kMaster);
  MasterWrapping other(kMaster);
  MasterWrapping foreign(Key{1});
  const Key key = one.make();
  EXPECT_NE(key, one.make());
  EXPECT_EQ(other.unwrap("name", one.wrap("name", key)), key);
  EXPECT_EQ(foreign.unwrap("name", one.wrap("name", key)), std::nullopt);
  const std::array<std::uint8_t, 3> message{1, 2, 3};
  EXPECT_EQ(one.sign(key, message), other.sign(key, message));
  EXPECT_EQ(one.verify_key(key), other.verify_key(key));
  EXPECT_NE(one.verify_key(key), one.verify_key(kKey));
}

}  // namespace
}  // namespace koppel::storage
