// Claim: what was committed is there when the directory is opened again, for its owner, for readers
// beside the owner and in a checkpoint; and one directory has one owner.
// Shown on real directories, opened again and opened twice.
#include "engine/storage/rocksdb_store.h"

#include "tests/engine/storage/contents.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <thread>

namespace koppel::storage {
namespace {

class OneDirectory : public testing::Test {
 protected:
  std::unique_ptr<RocksdbStore> open(Access access) {
    auto store = RocksdbStore::open(directory_, access);
    EXPECT_TRUE(store.has_value()) << store.error().what;
    return *std::move(store);
  }

  static void commit(RocksdbStore& store, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t n = from; n <= to; ++n) ASSERT_TRUE(store.commit(numbered(n)).has_value());
  }

  TemporaryDirectory temporary_;
  std::filesystem::path directory_ = temporary_ / "areas/AM11";
};

using Reopening = OneDirectory;
using ReadingBesideAWriter = OneDirectory;
using OneOwner = OneDirectory;
using ClearRows = OneDirectory;
using Checkpoint = OneDirectory;
using Refused = OneDirectory;

TEST_F(Reopening, FindsEveryCommitAndGoesOnBehindTheLast) {
  for (std::uint64_t round = 0; round < 3; ++round) {
    const auto store = open(Access::kReadWrite);
    EXPECT_EQ(whole_commits(contents_of(*store).value()), round * 10);
    commit(*store, (round * 10) + 1, (round + 1) * 10);
  }
}

TEST_F(Reopening, KeepsTheDirectoryToItsOwner) {
  open(Access::kReadWrite);
  EXPECT_EQ(std::filesystem::status(directory_).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(ReadingBesideAWriter, SeesWhatWasCommittedWhenItOpenedAndNothingLater) {
  const auto writer = open(Access::kReadWrite);
  commit(*writer, 1, 5);
  const auto reader = open(Access::kReadOnly);
  commit(*writer, 6, 9);
  EXPECT_EQ(whole_commits(contents_of(*reader).value()), 5U);
  EXPECT_EQ(whole_commits(contents_of(*open(Access::kReadOnly)).value()), 9U);
}

TEST_F(ReadingBesideAWriter, NeverSeesHalfACommitWhileTheWriterGoesOn) {
  const auto writer = open(Access::kReadWrite);
  commit(*writer, 1, 1);
  std::jthread writing([&](const std::stop_token& stop) {
    for (std::uint64_t n = 2; n <= 500 && !stop.stop_requested(); ++n) commit(*writer, n, n);
  });
  std::uint64_t seen = 1;
  for (int reader = 0; reader < 10; ++reader) {
    const auto now = whole_commits(contents_of(*open(Access::kReadOnly)).value());
    EXPECT_GE(now, seen);
    seen = now;
  }
  EXPECT_GT(seen, 1U);
}

TEST_F(ReadingBesideAWriter, KeepsItsViewWhenTheWriterRewritesTheFiles) {
  const auto writer = open(Access::kReadWrite);
  commit(*writer, 1, 5);
  const auto reader = open(Access::kReadOnly);
  ASSERT_TRUE(writer->clear_rows().has_value());
  ASSERT_TRUE(writer->shred_dropped().has_value());
  EXPECT_EQ(whole_commits(contents_of(*reader).value()), 5U);
}

TEST_F(ReadingBesideAWriter, NeverWrites) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  open(Access::kReadWrite);
  const auto reader = open(Access::kReadOnly);
  EXPECT_DEATH((void)reader->commit(numbered(1)), "a read-only database is never written");
}

TEST_F(OneOwner, ASecondOpenerIsToldWhichDirectoryIsHeldAndWhatToDo) {
  const auto owner = open(Access::kReadWrite);
  const auto second = RocksdbStore::open(directory_, Access::kReadWrite);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().failure, PortFailure::kLocked);
  EXPECT_NE(second.error().what.find(directory_.string()), std::string::npos);
  EXPECT_NE(second.error().remedy.find("stop the other koppel process"), std::string::npos);
}

TEST_F(OneOwner, AnotherProcessIsToldTheSame) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto owner = RocksdbStore::open(directory_, Access::kReadWrite);
  EXPECT_EXIT(
      {
        const auto second = RocksdbStore::open(directory_, Access::kReadWrite);
        std::_Exit(!second && second.error().failure == PortFailure::kLocked ? 0 : 1);
      },
      testing::ExitedWithCode(0),
      "");
}

TEST_F(OneOwner, TheNextIsLetInWhenTheOwnerIsGone) {
  open(Access::kReadWrite);
  EXPECT_TRUE(RocksdbStore::open(directory_, Access::kReadWrite).has_value());
}

TEST_F(ClearRows, TakesAllRowsAndNoFrame) {
  auto store = open(Access::kReadWrite);
  commit(*store, 1, 20);
  ASSERT_TRUE(store->clear_rows().has_value());
  ASSERT_TRUE(store->clear_rows().has_value());
  store.reset();
  store = open(Access::kReadWrite);
  EXPECT_EQ(contents_of(*store).value().rows.size(), 0U);
  EXPECT_EQ(contents_of(*store).value().frames.size(), 40U);
  ASSERT_TRUE(store->commit({.frames = {}, .rows = {{"head", "20"}}}).has_value());
  EXPECT_EQ(contents_of(*store).value().rows.size(), 1U);
}

TEST_F(Checkpoint, OpensLikeItsOriginalAsItWas) {
  const auto store = open(Access::kReadWrite);
  commit(*store, 1, 5);
  const auto into = temporary_ / "checkpoints/AM11/10";
  const auto made = store->checkpoint(into);
  ASSERT_TRUE(made.has_value()) << made.error().what;
  commit(*store, 6, 9);
  const auto copy = RocksdbStore::open(into, Access::kReadWrite).value();
  EXPECT_EQ(whole_commits(contents_of(*copy).value()), 5U);
  commit(*copy, 6, 6);
  EXPECT_EQ(whole_commits(contents_of(*store).value()), 9U);
}

TEST_F(Checkpoint, NeverGoesIntoADirectoryThatExists) {
  const auto store = open(Access::kReadWrite);
  const auto made = store->checkpoint(temporary_.path());
  ASSERT_FALSE(made.has_value());
  EXPECT_NE(made.error().what.find(temporary_.path().string()), std::string::npos);
}

TEST_F(Refused, ADroppedOriginalLeavesNoBytesOnceShredded) {
  std::string original;
  for (int n = 0; original.size() < 500; ++n) original += std::to_string(n * n);
  auto store = open(Access::kReadWrite);
  ASSERT_TRUE(store->keep({.bytes = {1}}, original, {}).has_value());
  ASSERT_TRUE(store->keep({.bytes = {2}}, "another", {}).has_value());
  commit(*store, 1, 3);
  EXPECT_EQ(files_holding(directory_, original.substr(0, 40)), 1U);
  store.reset();
  store = open(Access::kReadWrite);
  ASSERT_TRUE(store->drop({.bytes = {1}}).has_value());
  ASSERT_TRUE(store->shred_dropped().has_value());
  EXPECT_EQ(files_holding(directory_, original.substr(0, 40)), 0U);
  EXPECT_EQ(whole_commits(contents_of(*store).value()), 3U);
}

}  // namespace
}  // namespace koppel::storage
