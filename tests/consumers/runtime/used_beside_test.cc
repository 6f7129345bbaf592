// Claim: what one thread hands over another uses, all of it, in order and once.
#include "consumers/runtime/used_beside.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace koppel {
namespace {

TEST(UsedBesideTest, UsesEverythingInOrder) {
  std::vector<std::string> used;
  UsedBeside<std::vector<std::string>> beside(
      [&](std::vector<std::string>& some) { used.insert(used.end(), some.begin(), some.end()); });
  std::vector<std::string> expected;
  std::vector<std::string> some;
  for (int batch = 0; batch < 500; ++batch) {
    some.clear();
    for (int item = 0; item < batch % 5; ++item) some.push_back(std::to_string(batch) + "-of-many");
    expected.insert(expected.end(), some.begin(), some.end());
    some = beside.exchange(std::move(some));
    if (batch % 50 != 0) continue;
    beside.wait_until_used();
    ASSERT_EQ(used, expected);
  }
  beside.wait_until_used();
  EXPECT_EQ(used, expected);
}

TEST(UsedBesideTest, HandsUsedItemsBack) {
  UsedBeside<std::string> beside([](std::string& item) { item += " used"; });
  EXPECT_EQ(beside.exchange("one"), "");
  beside.wait_until_used();
  EXPECT_EQ(beside.exchange("two"), "one used");
}

TEST(UsedBesideTest, EndsWithOrWithoutWork) {
  std::size_t used = 0;
  {
    const UsedBeside<int> idle([&](int&) { ++used; });
  }
  EXPECT_EQ(used, 0U);
  {
    UsedBeside<int> beside([&](int&) { ++used; });
    for (int item = 0; item < 100; ++item) (void)beside.exchange(item);
  }
  EXPECT_LE(used, 100U);
}

}  // namespace
}  // namespace koppel
