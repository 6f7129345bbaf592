// Claims: intervals of shares and medians are those of the published formulas. Shown on values
// printed in textbooks, and by counting for how many binomial draws the interval holds the truth.

#include "consumers/operator/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>

namespace koppel::report {
namespace {

TEST(ShareInterval, IsWilsonsScoreInterval) {
  const auto expect = [](std::uint64_t placed, std::uint64_t people, double low, double high) {
    const ShareInterval found = share_interval(placed, people);
    EXPECT_NEAR(found.low, low, 0.0001) << placed << " of " << people;
    EXPECT_NEAR(found.high, high, 0.0001) << placed << " of " << people;
  };
  expect(0, 10, 0.0, 0.2775);
  expect(1, 10, 0.0179, 0.4042);
  expect(5, 10, 0.2366, 0.7634);
  expect(10, 10, 0.7225, 1.0);
  expect(81, 263, 0.2553, 0.3662);  // Newcombe, Statistics in Medicine 17 (1998), 857–872
  expect(15, 148, 0.0624, 0.1605);  // the same
  EXPECT_EQ(share_interval(0, 0), ShareInterval{});
}

double chance_of(std::uint64_t successes, std::uint64_t draws, double p) {
  const auto n = static_cast<double>(draws);
  const auto k = static_cast<double>(successes);
  return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                  k * std::log(p) + (n - k) * std::log(1 - p));
}

TEST(ShareInterval, HoldsTheTruthInAboutNinetyFiveOfAHundredGroups) {
  double sum = 0;
  int shares = 0;
  for (const std::uint64_t people : {10U, 30U, 100U}) {
    for (double p = 0.05; p < 0.96; p += 0.05) {
      double holds = 0;
      for (std::uint64_t placed = 0; placed <= people; ++placed) {
        const ShareInterval found = share_interval(placed, people);
        if (found.low <= p && p <= found.high) holds += chance_of(placed, people, p);
      }
      EXPECT_GT(holds, 0.83) << p << " of " << people;
      sum += holds;
      ++shares;
    }
  }
  EXPECT_NEAR(sum / shares, 0.95, 0.01);
}

TEST(MedianInterval, GoesByRanksOfTheBinomial) {
  const auto ends = [](std::uint32_t count) {
    std::vector<std::uint32_t> values(count);
    std::iota(values.rbegin(), values.rend(), 1);
    const auto found = median_of(values);
    if (!found) return std::string("none");
    return std::to_string(found->low) + " " + std::to_string(found->value) + " " +
           std::to_string(found->high);
  };
  EXPECT_EQ(ends(0), "none");
  EXPECT_EQ(ends(5), "none");
  EXPECT_EQ(ends(6), "1 3 6");
  EXPECT_EQ(ends(10), "2 5 9");
  EXPECT_EQ(ends(15), "4 8 12");
  EXPECT_EQ(ends(20), "6 10 15");
  EXPECT_EQ(ends(100), "40 50 61");
  EXPECT_EQ(ends(2'000), "956 1000 1045");
}

}  // namespace
}  // namespace koppel::report
