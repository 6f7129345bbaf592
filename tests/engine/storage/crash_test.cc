// Claim: kill -9 at any moment loses no commit that returned, and leaves none by half.
// Shown by children that kill themselves in the middle of commits, after writing down how far they
// were acknowledged.
#include "engine/storage/rocksdb_store.h"
#include "tests/engine/storage/contents.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace koppel::storage {
namespace {

constexpr std::uint64_t kCommitsBeforeTheKill = 50;

// Never returns. The kill comes from another thread, some microseconds after commit 50 returned.
void commit_until_killed(const TemporaryDirectory& directory, std::chrono::microseconds delay) {
  const int acknowledged = ::open((directory / "acknowledged").c_str(), O_WRONLY | O_CREAT, 0600);
  std::atomic<std::uint64_t> done = 0;
  const std::jthread killer([&] {
    while (done < kCommitsBeforeTheKill) std::this_thread::yield();
    const auto until = std::chrono::steady_clock::now() + delay;
    while (std::chrono::steady_clock::now() < until) std::this_thread::yield();
    ::kill(::getpid(), SIGKILL);
  });
  const auto store = RocksdbStore::open(directory / "AM11", Access::kReadWrite).value();
  for (std::uint64_t n = 1;; ++n) {
    if (!store->commit(numbered(n))) std::_Exit(1);
    if (::pwrite(acknowledged, &n, sizeof n, 0) != sizeof n) std::_Exit(2);
    done = n;
  }
}

class KilledAfter : public testing::TestWithParam<int> {};

TEST_P(KilledAfter, EveryAcknowledgedCommitIsThereAndNoneByHalf) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const TemporaryDirectory directory;
  EXPECT_EXIT(commit_until_killed(directory, std::chrono::microseconds(GetParam())),
              testing::KilledBySignal(SIGKILL),
              "");
  std::uint64_t acknowledged = 0;
  const std::string bytes = bytes_of(directory / "acknowledged");
  ASSERT_EQ(bytes.size(), sizeof acknowledged);
  bytes.copy(reinterpret_cast<char*>(&acknowledged), sizeof acknowledged);
  EXPECT_GE(acknowledged, kCommitsBeforeTheKill);

  const auto store = RocksdbStore::open(directory / "AM11", Access::kReadWrite).value();
  const std::uint64_t found = whole_commits(contents_of(*store).value());
  EXPECT_GE(found, acknowledged);
  EXPECT_LE(found, acknowledged + 1);
  EXPECT_TRUE(store->commit(numbered(found + 1)).has_value());
}

INSTANTIATE_TEST_SUITE_P(Microseconds,
                         KilledAfter,
                         testing::Values(0, 50, 110, 170, 230, 310, 470, 990));

}  // namespace
}  // namespace koppel::storage
