// Claim: a journal that writes ahead stores the same commits in the same order as one that does
// not, goes on while the disk syncs, and never takes anything behind a commit that failed.
#include "consumers/runtime/journal_ahead.h"

#include "consumers/runtime/area_owner.h"
#include "tests/consumers/runtime/registered.h"
#include "tests/support/market_examples.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace koppel {
namespace {

constexpr AreaId kArea{11};
constexpr PortError kDiskGone{.failure = PortFailure::kUnavailable, .what = "gone", .remedy = ""};

Commit one_frame(std::uint64_t first) {
  return {.frames = {{.first = Sequence{first}, .bytes = std::to_string(first)}}};
}

std::vector<std::string> frames_of(Journal& journal) {
  std::vector<std::string> frames;
  EXPECT_TRUE(journal.read(Sequence{1}, [&](Sequence, std::string_view bytes) {
    frames.emplace_back(bytes);
    return Journal::Next::kGoOn;
  }));
  return frames;
}

using Frames = std::vector<std::string>;

// A disk that syncs only when let.
class HeldJournal final : public Journal {
 public:
  std::expected<void, PortError> commit(Commit commit) override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return lets_ > 0; });
    --lets_;
    return journal_.commit(std::move(commit));
  }

  std::expected<void, PortError> read(Sequence from, const FrameVisitor& visitor) override {
    return journal_.read(from, visitor);
  }

  std::expected<void, PortError> read_rows(const RowVisitor& visitor) override {
    return journal_.read_rows(visitor);
  }

  void let(int commits) {
    const std::scoped_lock lock(mutex_);
    lets_ += commits;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int lets_ = 0;
  MemoryJournal journal_;
};

TEST(AJournalAhead, ReturnsWhileTheDiskStillSyncs) {
  HeldJournal disk;
  JournalAhead ahead(disk);
  ASSERT_TRUE(ahead.commit(one_frame(1)));  // would hang here otherwise
  disk.let(2);
  ASSERT_TRUE(ahead.commit(one_frame(2)));
  ASSERT_TRUE(ahead.settle());
  EXPECT_EQ(frames_of(disk), (Frames{"1", "2"}));
}

TEST(AJournalAhead, StoresEveryCommitInOrder) {
  MemoryJournal disk;
  JournalAhead ahead(disk);
  Frames expected;
  for (std::uint64_t at = 1; at <= 1'000; ++at) {
    expected.push_back(std::to_string(at));
    ASSERT_TRUE(ahead.commit(one_frame(at)));
    if (at % 3 == 0) {
      ASSERT_TRUE(ahead.settle());
    }
    if (at % 100 == 0) {
      ASSERT_EQ(frames_of(ahead), expected);
    }
  }
  EXPECT_EQ(frames_of(ahead), expected);
}

TEST(AJournalAhead, SettlesWhenItEnds) {
  MemoryJournal disk;
  { ASSERT_TRUE(JournalAhead(disk).commit(one_frame(1))); }
  EXPECT_EQ(frames_of(disk), Frames{"1"});
}

TEST(AJournalAhead, TellsAFailureOnceItIsKnownAndTakesNothingBehindIt) {
  MemoryJournal disk;
  JournalAhead ahead(disk);
  ASSERT_TRUE(ahead.commit(one_frame(1)));
  ASSERT_TRUE(ahead.settle());
  disk.fail_next_commit(kDiskGone);
  ASSERT_TRUE(ahead.commit(one_frame(2)));
  EXPECT_EQ(ahead.commit(one_frame(3)).error().what, "gone");
  disk.reopen();
  EXPECT_EQ(ahead.settle().error().what, "gone");
  EXPECT_EQ(ahead.commit(one_frame(2)).error().what, "gone");
  EXPECT_EQ(frames_of(disk), Frames{"1"});
}

void let_own(Journal& journal) {
  MemoryJournal refused;
  SeededKeys keys(1);
  const auto owner = AreaOwner::open({.journal = journal, .refused = refused, .keys = keys},
                                     {.area = kArea, .journal_id = {.bytes = {7}}},
                                     examples::monday())
                         .value();
  for (std::uint64_t id = 1; id <= 200; ++id) {
    const Incoming fact = registered_employer(kArea, id);
    ASSERT_TRUE(owner->take({&fact, 1}));
  }
  ASSERT_TRUE(owner->wait_until_durable());
}

TEST(AJournalAhead, KeepsTheBytesThatAnOwnerWouldWriteWithoutIt) {
  MemoryJournal direct;
  let_own(direct);
  MemoryJournal disk;
  JournalAhead ahead(disk);
  let_own(ahead);
  EXPECT_EQ(frames_of(disk), frames_of(direct));
}

}  // namespace
}  // namespace koppel
