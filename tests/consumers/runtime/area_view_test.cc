// Claim: a journal that grows is read on where it was left, each entry once; and who loads an area
// is told how far that is. Shown on an area in memory.
#include "consumers/runtime/area_view.h"

#include "consumers/runtime/area_owner.h"
#include "tests/consumers/runtime/registered.h"
#include "tests/support/market_examples.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace koppel {
namespace {

constexpr AreaId kArea{11};

class AGrowingJournal : public testing::Test {
 protected:
  void register_employer(std::uint64_t id) {
    const Incoming incoming = registered_employer(kArea, id);
    ASSERT_TRUE(owner_->take({&incoming, 1}));
  }

  std::vector<Sequence> read_on(Sequence from) {
    std::vector<Sequence> read;
    EXPECT_TRUE(reader_.read_on(journal_, keys_, from, [&](const Entry& entry) {
      read.push_back(entry.sequence);
      return Journal::Next::kGoOn;
    }));
    return read;
  }

  MemoryJournal journal_;
  SeededKeys keys_{1};
  std::unique_ptr<AreaOwner> owner_ =
      AreaOwner::open({.journal = journal_, .refused = journal_, .keys = keys_},
                      {.area = kArea, .journal_id = {.bytes = {7}}},
                      examples::monday())
          .value();
  EntryReader reader_;
};

TEST_F(AGrowingJournal, IsReadOnWhereItWasLeft) {
  register_employer(1);
  std::vector<Sequence> all = read_on(Sequence{1});
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(reader_.last(), all.back());
  EXPECT_TRUE(read_on(Sequence{1}).empty()) << "nothing was recorded since";
  register_employer(2);
  register_employer(3);
  for (const Sequence each : read_on(Sequence{1})) all.push_back(each);
  for (std::size_t at = 0; at < all.size(); ++at) EXPECT_EQ(all[at], Sequence{at + 1});
  EXPECT_EQ(all.back(), owner_->view().head.sequence);
}

TEST_F(AGrowingJournal, IsReadFromTheEntryAskedFor) {
  register_employer(1);
  const Sequence last = owner_->view().head.sequence;
  EXPECT_EQ(read_on(last), std::vector{last});
  register_employer(2);
  EXPECT_EQ(read_on(Sequence{last.value() + 2}).size(),
            owner_->view().head.sequence.value() - last.value() - 1);
}

TEST_F(AGrowingJournal, LoadingSaysHowFarItIs) {
  for (const std::uint64_t id : {1U, 2U, 3U}) register_employer(id);
  std::vector<std::uint64_t> told;
  const auto loaded = load_area(journal_, keys_, [&](std::uint64_t read) { told.push_back(read); });
  ASSERT_TRUE(loaded);
  ASSERT_FALSE(told.empty());
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_GE(told.back(), 3U);
}

}  // namespace
}  // namespace koppel
