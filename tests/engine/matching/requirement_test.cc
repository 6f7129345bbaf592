// Claims that requirements get shares of exactly 682 in proportion to importance and rarity. Shown
// on lists worked out by hand, and at both ends of the limit.

#include "engine/matching/requirement.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <numeric>

namespace koppel::matching {
namespace {

std::uint32_t sum(const std::vector<WeighedRequirement>& weighed) {
  return std::accumulate(
      weighed.begin(), weighed.end(), 0U, [](std::uint32_t sum, const WeighedRequirement& line) {
        return sum + line.weight;
      });
}

Rarity rarity_of(std::uint32_t code, std::uint32_t rarity) {
  Market market = examples::empty_market();
  market.taxonomies["esco"].competences.push_back({.code = code, .rarity = rarity});
  return Rarity::build(market);
}

TEST(Rarity, IsZeroForACodeThatNoTaxonomyNames) {
  EXPECT_EQ(rarity_of(7, 5).of(7), 5U);
  EXPECT_EQ(rarity_of(7, 5).of(8), 0U);
}

TEST(Rarity, IsThatOfTheFirstTaxonomyThatNamesTheCode) {
  Market market = examples::empty_market();
  market.taxonomies["b"].competences.push_back({.code = 7, .rarity = 6});
  market.taxonomies["a"].competences.push_back({.code = 7, .rarity = 2});
  EXPECT_EQ(Rarity::build(market).of(7), 2U);
}

TEST(Requirements, ThatAreNoneWeighNothing) {
  EXPECT_TRUE(weigh({}, {}).empty());
}

TEST(Requirements, ShareByImportance) {
  const auto weighed = weigh(
      {}, {{.code = 1, .level = 2, .importance = 1}, {.code = 2, .level = 2, .importance = 3}});
  ASSERT_EQ(weighed.size(), 2U);
  EXPECT_EQ(weighed[0].code, 2U);
  // 511.5 and 170.5: the whole share left over goes to the first of equal remainders.
  EXPECT_EQ(weighed[0].weight, 512);
  EXPECT_EQ(weighed[1].weight, 170);
}

TEST(Requirements, ShareByRarity) {
  const auto weighed =
      weigh(rarity_of(1, 7),
            {{.code = 1, .level = 2, .importance = 1}, {.code = 2, .level = 2, .importance = 2}});
  ASSERT_EQ(weighed.size(), 2U);
  EXPECT_EQ(weighed[0].code, 1U);
  EXPECT_EQ(weighed[0].weight, 546);  // 682 · 8 / 10 = 545.6
  EXPECT_EQ(weighed[1].weight, 136);  // 136.4
}

TEST(Requirements, WithoutALevelAskTheFirst) {
  const auto weighed = weigh({}, {{.code = 1, .level = 0, .importance = 0}});
  ASSERT_EQ(weighed.size(), 1U);
  EXPECT_EQ(weighed[0].level, 1);
  EXPECT_EQ(weighed[0].weight, kRequirementWeights);
}

TEST(Requirements, BeyondTheLimitAreTheLightest) {
  std::vector<Requirement> many;
  for (std::uint32_t code = 1; code <= 40; ++code) {
    many.push_back({.code = code, .level = 1, .importance = code > 35 ? 3U : 1U});
  }
  const auto weighed = weigh({}, many);
  ASSERT_EQ(weighed.size(), kRequirementsMax);
  EXPECT_EQ(weighed.front().code, 36U);
  EXPECT_EQ(weighed.back().code, 27U);
  EXPECT_EQ(sum(weighed), kRequirementWeights);
}

}  // namespace
}  // namespace koppel::matching
