// Claim: the store on disk and the fake in memory keep the same contract of journal, rows and
// refused originals. Shown by running every test of this file on both.
#include "engine/storage/rocksdb_store.h"
#include "tests/support/memory_journal.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

namespace koppel {
namespace {

using Text = std::vector<std::pair<std::string, std::string>>;

StoredFrame frame(std::uint64_t first, std::string bytes) {
  return {.first = Sequence{first}, .bytes = std::move(bytes)};
}

ContentHash hash(std::uint8_t number) {
  return {.bytes = {number}};
}

class OnDisk {
 public:
  storage::RocksdbStore& operator*() { return *store_; }

 private:
  // The child of a death test has an area of its own: its parent holds this one.
  TemporaryDirectory directory_;
  std::unique_ptr<storage::RocksdbStore> store_ =
      storage::RocksdbStore::open(directory_ / std::to_string(::getpid()),
                                  storage::Access::kReadWrite)
          .value();
};

class InMemory {
 public:
  MemoryJournal& operator*() { return journal_; }

 private:
  MemoryJournal journal_;
};

template <typename Where>
class JournalContract : public testing::Test {
 protected:
  void commit(Commit commit) { ASSERT_TRUE((*where_).commit(commit).has_value()); }

  Text read(std::uint64_t from, std::size_t frames_max = 1000) {
    Text frames;
    EXPECT_TRUE((*where_)
                    .read(Sequence{from},
                          [&](Sequence first, std::string_view bytes) {
                            frames.emplace_back(std::to_string(first.value()), bytes);
                            return frames.size() < frames_max ? Journal::Next::kGoOn
                                                              : Journal::Next::kStop;
                          })
                    .has_value());
    return frames;
  }

  Text rows() {
    Text rows;
    EXPECT_TRUE((*where_)
                    .read_rows([&](std::string_view key, std::string_view value) {
                      rows.emplace_back(key, value);
                      return Journal::Next::kGoOn;
                    })
                    .has_value());
    return rows;
  }

  Text refused() {
    Text originals;
    EXPECT_TRUE((*where_)
                    .each([&](const ContentHash& each, std::string_view sealed) {
                      originals.emplace_back(std::to_string(each.bytes[0]), sealed);
                    })
                    .has_value());
    return originals;
  }

  Where where_;
};

using Both = testing::Types<OnDisk, InMemory>;
TYPED_TEST_SUITE(JournalContract, Both);

TYPED_TEST(JournalContract, FramesComeInTheOrderOfTheirSequencesNotOfTheirDigits) {
  for (const std::uint64_t first : {1U, 9U, 10U, 255U, 256U, 65536U})
    this->commit({{frame(first, "f")}, {}});
  EXPECT_EQ(
      this->read(1),
      (Text{{"1", "f"}, {"9", "f"}, {"10", "f"}, {"255", "f"}, {"256", "f"}, {"65536", "f"}}));
}

TYPED_TEST(JournalContract, ReadingBeginsAtTheFrameThatHoldsTheSequence) {
  this->commit({{frame(1, "one to four"), frame(5, "five"), frame(6, "six on")}, {}});
  EXPECT_EQ(this->read(0).size(), 3U);
  EXPECT_EQ(this->read(4).size(), 3U);
  EXPECT_EQ(this->read(5), (Text{{"5", "five"}, {"6", "six on"}}));
  EXPECT_EQ(this->read(1000), (Text{{"6", "six on"}}));
}

TYPED_TEST(JournalContract, AJournalThatBeginsLaterIsReadFromItsBeginning) {
  this->commit({{frame(100, "a hundred")}, {}});
  EXPECT_EQ(this->read(1), (Text{{"100", "a hundred"}}));
}

TYPED_TEST(JournalContract, AnEmptyJournalHandsOverNothing) {
  EXPECT_EQ(this->read(1), Text{});
  EXPECT_EQ(this->rows(), Text{});
  EXPECT_EQ(this->refused(), Text{});
}

TYPED_TEST(JournalContract, AReaderStopsWhenItHasEnough) {
  this->commit({{frame(1, "a"), frame(2, "b"), frame(3, "c")}, {}});
  EXPECT_EQ(this->read(1, 2), (Text{{"1", "a"}, {"2", "b"}}));
}

TYPED_TEST(JournalContract, RowsAreSetReplacedAndTakenAwayInKeyOrder) {
  this->commit({{frame(1, "a")}, {{"k2", "two"}, {"k1", "one"}, {"k3", "three"}}});
  this->commit({{frame(2, "b")}, {{"k2", std::nullopt}, {"k3", ""}, {"absent", std::nullopt}}});
  EXPECT_EQ(this->rows(), (Text{{"k1", "one"}, {"k3", ""}}));
}

TYPED_TEST(JournalContract, BytesArePassedThroughWhateverTheyAre) {
  const std::string bytes("\0\xff\n\0", 4);
  this->commit({{frame(1, bytes)}, {{bytes, bytes}}});
  EXPECT_EQ(this->read(1), (Text{{"1", bytes}}));
  EXPECT_EQ(this->rows(), (Text{{bytes, bytes}}));
}

TYPED_TEST(JournalContract, ACommitOfNothingChangesNothing) {
  this->commit({});
  EXPECT_EQ(this->read(1), Text{});
}

TYPED_TEST(JournalContract, AFrameIsNeverStoredOverAnother) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  this->commit({{frame(1, "a"), frame(5, "b")}, {}});
  EXPECT_DEATH((void)(*this->where_).commit({{frame(5, "c")}, {}}), "frames are appended in order");
}

TYPED_TEST(JournalContract, ARefusedOriginalIsKeptOnceUntilItIsDropped) {
  ASSERT_TRUE((*this->where_).keep(hash(2), "second", {}).has_value());
  ASSERT_TRUE((*this->where_).keep(hash(1), "first", {}).has_value());
  ASSERT_TRUE((*this->where_).keep(hash(1), "first, sealed anew", {}).has_value());
  EXPECT_EQ(this->refused(), (Text{{"1", "first, sealed anew"}, {"2", "second"}}));
  ASSERT_TRUE((*this->where_).drop(hash(1)).has_value());
  ASSERT_TRUE((*this->where_).drop(hash(9)).has_value());
  EXPECT_EQ(this->refused(), (Text{{"2", "second"}}));
}

TYPED_TEST(JournalContract, AVisitorMayDropWhatItSees) {
  for (std::uint8_t number = 1; number <= 5; ++number)
    ASSERT_TRUE((*this->where_).keep(hash(number), "original", {}).has_value());
  ASSERT_TRUE((*this->where_)
                  .each([&](const ContentHash& each, std::string_view) {
                    EXPECT_TRUE((*this->where_).drop(each).has_value());
                  })
                  .has_value());
  EXPECT_EQ(this->refused(), Text{});
}

TEST(MemoryJournal, AFailedCommitIsLostOrStoredAndTheNextIsRefusedUntilReopened) {
  MemoryJournal journal;
  const PortError no_space{.failure = PortFailure::kNoSpace, .what = "full", .remedy = ""};
  for (const auto fate : {MemoryJournal::Fate::kLost, MemoryJournal::Fate::kStored}) {
    journal.fail_next_commit(no_space, fate);
    EXPECT_EQ(journal.commit({{frame(1, "a")}, {}}).error().failure, PortFailure::kNoSpace);
    EXPECT_EQ(journal.commit({{frame(2, "b")}, {}}).error().failure, PortFailure::kUnavailable);
    journal.reopen();
    std::size_t frames = 0;
    ASSERT_TRUE(journal
                    .read(Sequence{1},
                          [&](Sequence, std::string_view) {
                            ++frames;
                            return Journal::Next::kGoOn;
                          })
                    .has_value());
    EXPECT_EQ(frames, fate == MemoryJournal::Fate::kStored ? 1U : 0U);
  }
}

}  // namespace
}  // namespace koppel
