// Claim: a key is the same after a restart once synced, lies on disk wrapped only, and after its
// destruction lies nowhere.
// Shown on real directories, by opening again and by searching all files for the wrapped bytes.
#include "engine/storage/rocksdb_keys.h"

#include "engine/model/id_text.h"
#include "engine/storage/database.h"
#include "tests/engine/storage/contents.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include <sodium.h>

namespace koppel::storage {
namespace {

constexpr AreaId kArea{11};
constexpr ParticipantId kAda{0x1122334455667788};
constexpr ParticipantId kBob{2};

class KeysOnDisk : public testing::Test {
 protected:
  std::unique_ptr<RocksdbKeys> open(Access access = Access::kReadWrite) {
    auto keys = RocksdbKeys::open(directory_, master_, access);
    EXPECT_TRUE(keys.has_value()) << keys.error().what;
    return *std::move(keys);
  }

  std::string wrapped(AreaId area, const std::string& participant) {
    const auto database =
        Database::open(directory_, Access::kReadOnly, {{"keys", Content::kSecrets}}).value();
    const auto row = std::string{'k', static_cast<char>(area.value())} + participant;
    return database->get(0, row).value().value_or("");
  }

  TemporaryDirectory temporary_;
  std::filesystem::path directory_ = temporary_ / "keys";
  Key master_{1, 2, 3};
};

std::string text(const Key& key) {
  return {key.begin(), key.end()};
}

using FindingKeys = KeysOnDisk;
using DestroyingKeys = KeysOnDisk;
using MasterKeyOfKeys = KeysOnDisk;
using ReadingKeys = KeysOnDisk;
using Signing = KeysOnDisk;

TEST_F(FindingKeys, ASyncedKeyIsTheSameAfterARestartAndAnUnsyncedOneIsGone) {
  auto keys = open();
  const Key ada = keys->find_or_make(kArea, kAda).value();
  ASSERT_TRUE(keys->sync().has_value());
  const Key bob = keys->find_or_make(kArea, kBob).value();
  EXPECT_EQ(keys->find(kArea, kBob).value(), bob);
  EXPECT_EQ(keys->find_or_make(kArea, kBob).value(), bob);
  keys = nullptr;
  keys = open();
  EXPECT_EQ(keys->find(kArea, kAda).value(), ada);
  EXPECT_EQ(keys->find(kArea, kBob).value(), std::nullopt);
}

TEST_F(FindingKeys, EveryPersonAndAreaHasAKeyOfItsOwn) {
  const auto keys = open();
  std::set<Key> all;
  for (std::uint8_t area = 1; area <= 3; ++area)
    for (std::uint64_t person = 0; person < 100; ++person)
      all.insert(keys->find_or_make(AreaId{area}, ParticipantId{person}).value());
  EXPECT_EQ(all.size(), 300U);
}

TEST_F(FindingKeys, AnAreaHasAnyOnceOneOfItsOwnIsSyncedAndNoneOnceItIsDestroyed) {
  const auto keys = open();
  const auto any_of = [&](std::uint8_t area) { return keys->has_any_of(AreaId{area}).value(); };
  EXPECT_FALSE(any_of(11));
  ASSERT_TRUE(keys->find_or_make(kArea, kAda).has_value());
  ASSERT_TRUE(keys->find_or_make(AreaId{13}, ParticipantId{}).has_value());
  ASSERT_TRUE(keys->sync().has_value());
  EXPECT_TRUE(any_of(11));
  EXPECT_TRUE(any_of(13));
  EXPECT_FALSE(any_of(10));
  EXPECT_FALSE(any_of(12));
  EXPECT_FALSE(any_of(14));
  ASSERT_TRUE(keys->destroy(kArea, kAda).has_value());
  EXPECT_FALSE(any_of(11));
}

TEST_F(FindingKeys, NoFileHoldsAKeyUnwrapped) {
  const auto keys = open();
  const Key ada = keys->find_or_make(kArea, kAda).value();
  ASSERT_TRUE(keys->sync().has_value());
  EXPECT_EQ(files_holding(directory_, text(ada).substr(0, 8)), 0U);
  EXPECT_EQ(files_holding(directory_, text(master_)), 0U);
}

TEST_F(FindingKeys, NoncesDiffer) {
  const auto keys = open();
  std::set<std::array<std::uint8_t, kNonceBytes>> nonces;
  for (int n = 0; n < 10'000; ++n) {
    std::array<std::uint8_t, kNonceBytes> nonce{};
    keys->fill_nonce(nonce);
    nonces.insert(nonce);
  }
  EXPECT_EQ(nonces.size(), 10'000U);
}

TEST_F(DestroyingKeys, LeavesNoBytesInAnyFileAndEveryOtherKey) {
  const std::string ada("\x11\x22\x33\x44\x55\x66\x77\x88", 8);
  for (const int restarts : {0, 1, 3}) {
    auto keys = open();
    const Key before = keys->find_or_make(kArea, kAda).value();
    for (std::uint64_t person = 100; person < 600; ++person)
      ASSERT_TRUE(keys->find_or_make(kArea, ParticipantId{person}).has_value());
    ASSERT_TRUE(keys->sync().has_value());
    for (int restart = 0; restart < restarts; ++restart) keys = nullptr, keys = open();

    const std::string bytes = wrapped(kArea, ada);
    ASSERT_EQ(bytes.size(), 73U);
    EXPECT_GE(files_holding(directory_, bytes), 1U);
    const auto destroyed = keys->destroy(kArea, kAda);
    ASSERT_TRUE(destroyed.has_value()) << destroyed.error().what;
    EXPECT_EQ(keys->find(kArea, kAda).value(), std::nullopt);
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8)
      EXPECT_EQ(files_holding(directory_, bytes.substr(at, 8)), 0U) << at;

    keys = nullptr;
    keys = open();
    EXPECT_EQ(keys->find(kArea, kAda).value(), std::nullopt);
    for (std::uint64_t person = 100; person < 600; ++person)
      EXPECT_TRUE(keys->find(kArea, ParticipantId{person}).value().has_value());
    EXPECT_NE(keys->find_or_make(kArea, kAda).value(), before);
  }
}

TEST_F(DestroyingKeys, AnUnsyncedKeyIsNeverWritten) {
  const auto keys = open();
  ASSERT_TRUE(keys->find_or_make(kArea, kAda).has_value());
  ASSERT_TRUE(keys->destroy(kArea, kAda).has_value());
  ASSERT_TRUE(keys->sync().has_value());
  EXPECT_EQ(wrapped(kArea, std::string("\x11\x22\x33\x44\x55\x66\x77\x88", 8)), "");
}

TEST_F(DestroyingKeys, AnAbsentKeyIsFineAndSoIsTwice) {
  const auto keys = open();
  EXPECT_TRUE(keys->destroy(kArea, kBob).has_value());
  EXPECT_TRUE(keys->destroy(kArea, kBob).has_value());
}

TEST_F(MasterKeyOfKeys, AnotherOneIsDamageAndSaysSo) {
  open();
  master_[31] = 9;
  const auto keys = RocksdbKeys::open(directory_, master_, Access::kReadWrite);
  ASSERT_FALSE(keys.has_value());
  EXPECT_EQ(keys.error().failure, PortFailure::kDamaged);
  EXPECT_NE(keys.error().what.find("this master key does not unwrap"), std::string::npos);
}

TEST_F(ReadingKeys, FindsBesideAWriterWhatWasSynced) {
  const auto writer = open();
  const Key ada = writer->find_or_make(kArea, kAda).value();
  ASSERT_TRUE(writer->sync().has_value());
  ASSERT_TRUE(writer->find_or_make(kArea, kBob).has_value());
  const auto reader = open(Access::kReadOnly);
  EXPECT_EQ(reader->find(kArea, kAda).value(), ada);
  EXPECT_EQ(reader->find_or_make(kArea, kAda).value(), ada);
  EXPECT_EQ(reader->find(kArea, kBob).value(), std::nullopt);
  EXPECT_EQ(reader->verify_key(), writer->verify_key());
}

TEST_F(ReadingKeys, MakesNone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  open();
  const auto reader = open(Access::kReadOnly);
  EXPECT_DEATH((void)reader->find_or_make(kArea, kBob), "a reader of keys makes none");
}

TEST_F(ReadingKeys, ADirectoryNeverSetUpIsNotFound) {
  const auto keys = RocksdbKeys::open(directory_, master_, Access::kReadOnly);
  ASSERT_FALSE(keys.has_value());
  EXPECT_EQ(keys.error().failure, PortFailure::kNotFound);
}

TEST_F(ReadingKeys, ASecondWriterIsLockedOut) {
  const auto writer = open();
  const auto second = RocksdbKeys::open(directory_, master_, Access::kReadWrite);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().failure, PortFailure::kLocked);
}

TEST_F(Signing, ASignatureVerifiesAfterARestartAndForItsMessageOnly) {
  auto keys = open();
  std::array<std::uint8_t, 32> message{7};
  const auto signature = keys->sign(message);
  keys = nullptr;
  keys = open();
  EXPECT_EQ(keys->sign(message), signature);
  const auto verify_key = keys->verify_key();
  const auto verifies = [&] {
    return crypto_sign_verify_detached(
               signature.data(), message.data(), message.size(), verify_key.data()) == 0;
  };
  EXPECT_TRUE(verifies());
  message[0] = 8;
  EXPECT_FALSE(verifies());
}

class MovingKeys : public KeysOnDisk {
 protected:
  using Handed = std::map<std::string, std::string>;

  Handed handed_out(RocksdbKeys& keys) {
    Handed handed;
    const auto done =
        keys.hand_out(kArea, with_, [&](const std::string& name, const std::string& wrapped) {
          handed.emplace(name, wrapped);
        });
    EXPECT_TRUE(done.has_value());
    return handed;
  }

  std::unique_ptr<RocksdbKeys> elsewhere() {
    return RocksdbKeys::open(temporary_ / "elsewhere", Key{4, 5, 6}, Access::kReadWrite).value();
  }

  Key with_{7, 8, 9};
};

TEST_F(MovingKeys, TakesThoseOfItsAreaAndWhatSignsItsJournal) {
  const auto keys = open();
  const Key ada = keys->find_or_make(kArea, kAda).value();
  const Key of_the_area = keys->find_or_make(kArea, {}).value();
  ASSERT_TRUE(keys->find_or_make(AreaId{12}, kBob).has_value());
  ASSERT_TRUE(keys->find_or_make(AreaId{10}, kBob).has_value());
  ASSERT_TRUE(keys->sync().has_value());
  const auto handed = handed_out(*keys);
  EXPECT_EQ(handed.size(), 3U);
  auto moved = elsewhere();
  for (const auto& [name, wrapped] : handed) {
    ASSERT_TRUE(moved->take_in(kArea, name, wrapped, with_).has_value()) << name;
  }
  ASSERT_TRUE(moved->sync().has_value());
  moved = nullptr;
  moved = elsewhere();
  EXPECT_EQ(moved->find(kArea, kAda).value(), ada);
  EXPECT_EQ(moved->find(kArea, {}).value(), of_the_area);
  const std::array<std::uint8_t, 32> message{7};
  EXPECT_EQ(moved->sign_for(kArea, message), keys->sign(message));
  EXPECT_EQ(moved->verify_key_for(kArea), keys->verify_key());
  EXPECT_NE(moved->verify_key_for(AreaId{12}), keys->verify_key());
  EXPECT_EQ(moved->verify_key_for(AreaId{12}), moved->verify_key());
  EXPECT_EQ(handed_out(*moved).size(), 3U);
}

TEST_F(MovingKeys, OpensUnderTheirOwnNameAndWrappingOnly) {
  const auto keys = open();
  ASSERT_TRUE(keys->find_or_make(kArea, kAda).has_value());
  ASSERT_TRUE(keys->sync().has_value());
  const auto handed = handed_out(*keys);
  const auto moved = elsewhere();
  const std::string ada = "AM11/" + to_text(kAda);
  ASSERT_TRUE(handed.contains(ada));
  EXPECT_FALSE(moved->take_in(kArea, "AM11/area", handed.at(ada), with_).has_value());
  EXPECT_FALSE(moved->take_in(AreaId{12}, ada, handed.at(ada), with_).has_value());
  EXPECT_FALSE(moved->take_in(kArea, ada, handed.at(ada), Key{}).has_value());
  EXPECT_FALSE(moved->find(kArea, kAda).value().has_value());
}

TEST_F(MovingKeys, NeverReplacesAnotherKey) {
  const auto keys = open();
  ASSERT_TRUE(keys->find_or_make(kArea, kAda).has_value());
  ASSERT_TRUE(keys->sync().has_value());
  const std::string ada = "AM11/" + to_text(kAda);
  const std::string wrapped = handed_out(*keys).at(ada);
  EXPECT_TRUE(keys->take_in(kArea, ada, wrapped, with_).has_value());
  const auto moved = elsewhere();
  const Key other = moved->find_or_make(kArea, kAda).value();
  const auto refused = moved->take_in(kArea, ada, wrapped, with_);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().failure, PortFailure::kUnavailable);
  EXPECT_EQ(moved->find(kArea, kAda).value(), other);
}

}  // namespace
}  // namespace koppel::storage
