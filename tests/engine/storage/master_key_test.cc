// Claim: the master key is made once, for its owner alone, and a file that is open to others or not
// a key is refused with the remedy. Shown on files with the modes and contents in question.
#include "engine/storage/master_key.h"

#include "tests/engine/storage/contents.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace koppel::storage {
namespace {

using std::filesystem::perms;

const std::string kDigits(64, 'a');

class MasterKey : public testing::Test {
 protected:
  void SetUp() override { ::unsetenv("CREDENTIALS_DIRECTORY"); }

  void TearDown() override { ::unsetenv("CREDENTIALS_DIRECTORY"); }

  static void write(const std::filesystem::path& file, const std::string& bytes, perms mode) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << bytes;
    std::filesystem::permissions(file, mode);
  }

  PortFailure refused() {
    const auto key = load_or_make_master_key(path_);
    EXPECT_FALSE(key.has_value());
    EXPECT_NE(key.error().what.find(path_.string()), std::string::npos);
    return key.error().failure;
  }

  static constexpr perms kOwnerOnly = perms::owner_read | perms::owner_write;

  TemporaryDirectory temporary_;
  std::filesystem::path path_ = temporary_ / "koppel/master.key";
};

TEST_F(MasterKey, IsMadeForItsOwnerAloneAndFoundAgain) {
  const Key made = load_or_make_master_key(path_).value();
  EXPECT_EQ(std::filesystem::status(path_).permissions(), kOwnerOnly);
  EXPECT_EQ(std::filesystem::file_size(path_), 65U);
  EXPECT_EQ(files_in(path_.parent_path(), "").size(), 1U);
  EXPECT_EQ(load_or_make_master_key(path_).value(), made);
  EXPECT_EQ(load_master_key(path_).value(), made);
}

TEST_F(MasterKey, ManyThatMakeItAtOnceGetTheSame) {
  std::vector<Key> keys(8);
  {
    std::vector<std::jthread> makers;
    for (Key& key : keys)
      makers.emplace_back([&] { key = load_or_make_master_key(path_).value(); });
  }
  EXPECT_EQ(std::set<Key>(keys.begin(), keys.end()).size(), 1U);
}

TEST_F(MasterKey, IsNotMadeByACommandThatReads) {
  const auto key = load_master_key(path_);
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().failure, PortFailure::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(MasterKey, ThatOthersMayTouchIsRefusedWithTheRemedy) {
  for (const perms mode : {perms::group_read, perms::others_read, perms::group_write}) {
    write(path_, kDigits, kOwnerOnly | mode);
    EXPECT_EQ(refused(), PortFailure::kNoPermission);
  }
  EXPECT_NE(load_master_key(path_).error().remedy.find("chmod 600"), std::string::npos);
}

TEST_F(MasterKey, ThatIsNot64DigitsIsDamagedAndLeftAlone) {
  for (const std::string& bytes : {std::string(),
                                   kDigits.substr(1),
                                   kDigits + "a",
                                   kDigits + "\n\n",
                                   std::string(64, 'g'),
                                   std::string(32, '\x01')}) {
    write(path_, bytes, kOwnerOnly);
    EXPECT_EQ(refused(), PortFailure::kDamaged) << bytes;
    EXPECT_EQ(bytes_of(path_), bytes);
  }
}

TEST_F(MasterKey, MayLackTheLineEnd) {
  write(path_, kDigits, kOwnerOnly);
  EXPECT_EQ(load_master_key(path_).value()[0], 0xaa);
}

TEST_F(MasterKey, OfACredentialComesBeforeTheFile) {
  const Key in_file = load_or_make_master_key(path_).value();
  write(
      temporary_ / "credentials/koppel.master-key", kDigits, perms::owner_read | perms::group_read);
  ::setenv("CREDENTIALS_DIRECTORY", (temporary_ / "credentials").c_str(), 1);
  EXPECT_EQ(load_or_make_master_key(path_).value()[0], 0xaa);
  ::setenv("CREDENTIALS_DIRECTORY", (temporary_ / "others").c_str(), 1);
  EXPECT_EQ(load_or_make_master_key(path_).value(), in_file);
}

}  // namespace
}  // namespace koppel::storage
