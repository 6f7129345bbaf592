// Claim: lists in a pool hold what lists of their own would. Shown by doing the same to both.

#include "engine/matching/list_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace koppel::matching {
namespace {

TEST(ListPool, HoldsWhatSeparateListsWould) {
  constexpr std::uint32_t kLists = 40;
  std::mt19937 random(3);
  ListPool<std::uint32_t> pool;
  pool.resize(kLists);
  std::vector<std::vector<std::uint32_t>> lists(kLists);
  for (std::uint32_t step = 0; step < 20'000; ++step) {
    const auto list = static_cast<std::uint32_t>(random() % kLists);
    std::vector<std::uint32_t>& twin = lists[list];
    if (random() % 50 == 0) {
      pool.clear(list);
      twin.clear();
      pool.reserve(list, static_cast<std::uint32_t>(random() % 30));
    } else if (random() % 3 == 0 && !twin.empty()) {
      const std::size_t at = random() % twin.size();
      pool.erase(list, at);
      twin[at] = twin.back();
      twin.pop_back();
    } else {
      pool.push(list, step);
      twin.push_back(step);
    }
    pool.fetch(list);
    for (std::uint32_t each = 0; each < kLists; ++each) {
      ASSERT_TRUE(std::ranges::equal(pool[each], lists[each])) << "list " << each;
    }
  }
}

}  // namespace
}  // namespace koppel::matching
