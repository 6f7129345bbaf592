// Claim: the fake disk keeps what was synced and loses what was not, and the store upon it keeps
// every commit that returned and none by half. Shown with many seeds of trouble.
#include "tests/simulation/fake_disk.h"

#include "tests/simulation/disk_store.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace koppel::simulation {
namespace {

constexpr std::uint64_t kSeeds = 300;
constexpr DiskTrouble kEveryCallFails{.fails = 1};
const std::string kFile = "AM11";

// Commit number n: two frames and two rows, each of which names n.
Commit numbered(std::uint64_t n) {
  const std::string name(100, static_cast<char>('a' + n % 26));
  return {.frames = {{.first = Sequence{2 * n - 1}, .bytes = name},
                     {.first = Sequence{2 * n}, .bytes = name}},
          .rows = {{.key = "first", .value = name}, {.key = "second", .value = name}}};
}

// How many commits there are; 0 also when one is there by half.
std::uint64_t whole_commits(DiskStore& store) {
  std::uint64_t frames = 0;
  std::string last;
  EXPECT_TRUE(store
                  .read(Sequence{1},
                        [&](Sequence, std::string_view bytes) {
                          ++frames;
                          last = bytes;
                          return Journal::Next::kGoOn;
                        })
                  .has_value());
  bool whole = frames % 2 == 0;
  EXPECT_TRUE(store
                  .read_rows([&](std::string_view, std::string_view value) {
                    whole = whole && value == last;
                    return Journal::Next::kGoOn;
                  })
                  .has_value());
  return whole ? frames / 2 : 0;
}

TEST(FakeDisk, KeepsWhatWasSyncedAndSomeOfWhatWasNot) {
  std::set<std::size_t> kept;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SimulatedClock clock;
    FakeDisk disk(seed, {}, clock);
    ASSERT_TRUE(disk.append(kFile, "synced"));
    ASSERT_TRUE(disk.sync(kFile));
    ASSERT_TRUE(disk.append(kFile, "not"));
    EXPECT_EQ(disk.read(kFile), "syncednot");
    disk.cut_power();
    const std::string left = disk.read(kFile).value();
    ASSERT_TRUE(left.starts_with("synced")) << left;
    kept.insert(left.size());
  }
  EXPECT_EQ(kept, (std::set<std::size_t>{6, 7, 8, 9}));
}

TEST(FakeDisk, DoesNotMakeGoodAFailedSyncWithTheNextOne) {
  std::size_t lost = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SimulatedClock clock;
    FakeDisk disk(seed, {}, clock);
    ASSERT_TRUE(disk.append(kFile, "bytes"));
    disk.misfortune().trouble() = kEveryCallFails;
    ASSERT_FALSE(disk.sync(kFile));
    disk.misfortune().calm();
    ASSERT_TRUE(disk.sync(kFile));
    disk.cut_power();
    if (disk.read(kFile) != "bytes") ++lost;
  }
  EXPECT_GT(lost, 0U);
}

TEST(FakeDisk, IsFullUntilSomeSpaceIsFree) {
  SimulatedClock clock;
  FakeDisk disk(1, {.capacity_bytes = 10}, clock);
  EXPECT_EQ(disk.append(kFile, "more than ten bytes").error().failure, PortFailure::kNoSpace);
  EXPECT_EQ(disk.read(kFile), "more than ");
  disk.free_space();
  EXPECT_TRUE(disk.append(kFile, "ten bytes"));
}

TEST(FakeDisk, AnswersNobodyBetweenTheDeathOfAProcessAndTheNext) {
  SimulatedClock clock;
  FakeDisk disk(1, {.dies = 1}, clock);
  EXPECT_FALSE(disk.sync(kFile));
  disk.misfortune().calm();
  EXPECT_FALSE(disk.append(kFile, "bytes"));
  EXPECT_FALSE(disk.read(kFile));
  disk.misfortune().start_process();
  EXPECT_TRUE(disk.append(kFile, "bytes"));
}

TEST(DiskStore, KeepsEveryCommitThatReturnedAndNoneByHalf) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SimulatedClock clock;
    FakeDisk disk(seed, {}, clock);
    auto store = DiskStore::open(disk, kFile).value();
    disk.misfortune().trouble() = {.dies = 20, .fails = 20};
    std::uint64_t done = 0;
    while (store->commit(numbered(done + 1))) ++done;
    EXPECT_FALSE(store->commit(numbered(done + 1)));
    disk.misfortune().calm();
    disk.misfortune().start_process();
    disk.cut_power();
    store = DiskStore::open(disk, kFile).value();
    const std::uint64_t found = whole_commits(*store);
    ASSERT_GE(found, done) << "seed " << seed;
    ASSERT_LE(found, done + 1) << "seed " << seed;
    ASSERT_TRUE(store->commit(numbered(found + 1)));
  }
}

}  // namespace
}  // namespace koppel::simulation
