// Claim: each way in which disk, permission or content fails is told as what it is, with the
// directory's name and a remedy; what was acknowledged before is not lost by it.
// Shown by making the world fail: a full file system, a file size limit, a directory without
// permission, flipped and cut bytes.
#include "engine/storage/rocksdb_store.h"
#include "tests/engine/storage/contents.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace koppel::storage {
namespace {

constexpr int kNotPossibleHere = 77;

class FailingWorld : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  // A directory of 20 commits, all of them still in the write-ahead log.
  void make_store() {
    const auto store = RocksdbStore::open(directory_, Access::kReadWrite).value();
    for (std::uint64_t n = 1; n <= 20; ++n) ASSERT_TRUE(store->commit(numbered(n)).has_value());
  }

  std::filesystem::path only_file(const std::string& extension) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : files_in(directory_, extension))
      if (std::filesystem::file_size(file) > 10'000) files.push_back(file);
    EXPECT_EQ(files.size(), 1U);
    return files.at(0);
  }

  static void flip_byte_in_the_middle(const std::filesystem::path& file) {
    std::string bytes = bytes_of(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    std::ofstream(file, std::ios::binary) << bytes;
  }

  void expect_told(const PortError& error, PortFailure failure) {
    EXPECT_EQ(error.failure, failure) << error.what;
    EXPECT_NE(error.what.find(directory_.string()), std::string::npos) << error.what;
    EXPECT_FALSE(error.remedy.empty());
  }

  TemporaryDirectory temporary_;
  std::filesystem::path directory_ = temporary_ / "AM11";
};

using MissingDirectory = FailingWorld;
using NoPermission = FailingWorld;
using FullDisk = FailingWorld;
using DamagedFiles = FailingWorld;

TEST_F(MissingDirectory, IsNotFoundByAReaderAndMadeByAWriter) {
  const auto reader = RocksdbStore::open(directory_, Access::kReadOnly);
  ASSERT_FALSE(reader.has_value());
  expect_told(reader.error(), PortFailure::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(directory_));
  EXPECT_TRUE(RocksdbStore::open(directory_, Access::kReadWrite).has_value());
}

TEST_F(MissingDirectory, AnEmptyOneIsNotFoundEither) {
  std::filesystem::create_directory(directory_);
  const auto reader = RocksdbStore::open(directory_, Access::kReadOnly);
  ASSERT_FALSE(reader.has_value());
  expect_told(reader.error(), PortFailure::kNotFound);
}

// Root may do anything, so the child becomes nobody.
PortFailure opened_as_nobody(const std::filesystem::path& directory, Access access) {
  if (::geteuid() == 0 && ::setuid(65534) != 0) return PortFailure::kUnavailable;
  const auto store = RocksdbStore::open(directory, access);
  if (!store) return store.error().failure;
  if (whole_commits(contents_of(**store).value()) != 20) return PortFailure::kDamaged;
  return PortFailure{kNotPossibleHere};
}

TEST_F(NoPermission, AWriterIsRefusedAndAReaderIsNotWhereReadingIsAllowed) {
  if (temporary_.path() != directory_ && !std::filesystem::exists(directory_)) make_store();
  using std::filesystem::perms;
  const auto read_only = perms::owner_read | perms::owner_exec | perms::group_read |
                         perms::group_exec | perms::others_read | perms::others_exec;
  std::filesystem::permissions(temporary_.path(), read_only | perms::owner_write);
  std::filesystem::permissions(directory_, read_only);
  EXPECT_EXIT(std::_Exit(static_cast<int>(opened_as_nobody(directory_, Access::kReadWrite))),
              testing::ExitedWithCode(static_cast<int>(PortFailure::kNoPermission)),
              "");
  EXPECT_EXIT(std::_Exit(static_cast<int>(opened_as_nobody(directory_, Access::kReadOnly))),
              testing::ExitedWithCode(kNotPossibleHere),
              "");
  std::filesystem::permissions(directory_, perms::none);
  EXPECT_EXIT(std::_Exit(static_cast<int>(opened_as_nobody(directory_, Access::kReadOnly))),
              testing::ExitedWithCode(static_cast<int>(PortFailure::kNoPermission)),
              "");
  std::filesystem::permissions(directory_, perms::owner_all);
}

// Commits until the disk refuses; answers the child's exit code, 0 when all went as claimed.
int fill(const std::filesystem::path& directory) {
  std::uint64_t acknowledged = 0;
  {
    const auto store = RocksdbStore::open(directory, Access::kReadWrite);
    if (!store) return 1;
    std::expected<void, PortError> committed;
    while ((committed = (*store)->commit(numbered(acknowledged + 1)))) ++acknowledged;
    if (committed.error().failure != PortFailure::kNoSpace) return 2;
    if (committed.error().what.find(directory.string()) == std::string::npos) return 3;
    const auto next = (*store)->commit(numbered(acknowledged + 2));
    if (next || next.error().failure != PortFailure::kUnavailable) return 4;
  }
  if (acknowledged < 10) return 5;
  const auto reader = RocksdbStore::open(directory, Access::kReadOnly);
  if (!reader) return 6;
  const auto found = whole_commits(contents_of(**reader).value());
  return found == acknowledged || found == acknowledged + 1 ? 0 : 7;
}

int fill_a_small_file_system(const std::filesystem::path& at) {
  std::filesystem::create_directories(at);
  if (::unshare(CLONE_NEWNS) != 0) return kNotPossibleHere;
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return kNotPossibleHere;
  if (::mount("tmpfs", at.c_str(), "tmpfs", 0, "size=4m") != 0) return kNotPossibleHere;
  return fill(at / "AM11");
}

int fill_up_to_the_limit_of_a_file(const std::filesystem::path& directory) {
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return kNotPossibleHere;
  return fill(directory);
}

bool passed_or_not_possible(int status) {
  return WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == kNotPossibleHere);
}

TEST_F(FullDisk, IsToldAsNoSpaceAndKeepsWhatWasAcknowledged) {
  EXPECT_EXIT(
      std::_Exit(fill_a_small_file_system(temporary_ / "full")), passed_or_not_possible, "");
}

TEST_F(FullDisk, AFileThatMayNotGrowIsTheSame) {
  EXPECT_EXIT(
      std::_Exit(fill_up_to_the_limit_of_a_file(directory_)), testing::ExitedWithCode(0), "");
}

TEST_F(FullDisk, OnceThereIsSpaceTheNextOwnerGoesOn) {
  EXPECT_EXIT(
      std::_Exit(fill_up_to_the_limit_of_a_file(directory_)), testing::ExitedWithCode(0), "");
  const auto store = RocksdbStore::open(directory_, Access::kReadWrite);
  ASSERT_TRUE(store.has_value()) << store.error().what;
  const auto found = whole_commits(contents_of(**store).value());
  EXPECT_TRUE((*store)->commit(numbered(found + 1)).has_value());
}

TEST_F(DamagedFiles, ATornLastWriteIsDroppedAndNothingElse) {
  make_store();
  const auto log = only_file(".log");
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 100);
  for (const auto access : {Access::kReadOnly, Access::kReadWrite}) {
    const auto store = RocksdbStore::open(directory_, access);
    ASSERT_TRUE(store.has_value()) << store.error().what;
    EXPECT_EQ(whole_commits(contents_of(**store).value()), 19U);
  }
}

TEST_F(DamagedFiles, ADamagedWriteAmongAcknowledgedOnesIsNotPassedOver) {
  make_store();
  flip_byte_in_the_middle(only_file(".log"));
  for (const auto access : {Access::kReadOnly, Access::kReadWrite}) {
    const auto store = RocksdbStore::open(directory_, access);
    ASSERT_FALSE(store.has_value());
    expect_told(store.error(), PortFailure::kDamaged);
  }
}

TEST_F(DamagedFiles, ADamagedTableShowsWhenItIsRead) {
  make_store();
  ASSERT_TRUE(RocksdbStore::open(directory_, Access::kReadWrite).has_value());  // log to tables
  for (const auto& table : files_in(directory_, ".sst")) flip_byte_in_the_middle(table);
  const auto store = RocksdbStore::open(directory_, Access::kReadOnly);
  const auto contents = store ? contents_of(**store) : std::unexpected(store.error());
  ASSERT_FALSE(contents.has_value());
  expect_told(contents.error(), PortFailure::kDamaged);
}

TEST_F(DamagedFiles, AMissingTableIsDamage) {
  make_store();
  ASSERT_TRUE(RocksdbStore::open(directory_, Access::kReadWrite).has_value());
  std::filesystem::remove(files_in(directory_, ".sst").at(0));
  for (const auto access : {Access::kReadOnly, Access::kReadWrite}) {
    const auto store = RocksdbStore::open(directory_, access);
    ASSERT_FALSE(store.has_value());
    expect_told(store.error(), PortFailure::kDamaged);
  }
}

TEST_F(DamagedFiles, ALostCurrentFileNeverMeansAnEmptyStore) {
  make_store();
  std::filesystem::remove(directory_ / "CURRENT");
  for (const auto access : {Access::kReadOnly, Access::kReadWrite}) {
    const auto store = RocksdbStore::open(directory_, access);
    ASSERT_FALSE(store.has_value());
    expect_told(store.error(), PortFailure::kDamaged);
  }
  EXPECT_FALSE(files_in(directory_, ".log").empty());
}

}  // namespace
}  // namespace koppel::storage
