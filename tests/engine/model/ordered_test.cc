// Claim: values come in order and once, whatever order they were inserted in, as of a std::set.
#include "engine/model/ordered.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace koppel {
namespace {

TEST(Ordered, IsTheSetOfWhatWasInsertedAndNotErased) {
  std::mt19937 random(7);
  Ordered<unsigned> ordered;
  std::set<unsigned> expected;
  for (int step = 0; step < 10'000; ++step) {
    const auto value = static_cast<unsigned>(random() % 40);
    if (random() % 3 == 0) {
      ordered.erase(value);
      expected.erase(value);
    } else {
      ordered.insert(value);
      expected.insert(value);
    }
    ASSERT_TRUE(std::ranges::equal(ordered, expected));
    ASSERT_EQ(ordered.empty(), expected.empty());
    ASSERT_EQ(ordered.contains(17), expected.contains(17));
  }
}

TEST(Ordered, TakesManyAtOnce) {
  Ordered<int> ordered;
  ordered.insert(3);
  ordered.insert_all(std::vector{5, 3, 1});
  EXPECT_TRUE(std::ranges::equal(ordered, std::vector{1, 3, 5}));
}

}  // namespace
}  // namespace koppel
