#pragma once

#include <cstdint>
#include <optional>
#include <vector>

// How sure a figure about a group is: intervals that hold the true value in 95 of 100 groups.
//
// Of a share: the score interval of E. B. Wilson, Probable inference, the law of succession, and
// statistical inference, Journal of the American Statistical Association 22 (1927), 209–212. With
// p = placed / people, n = people and z = 1.959964:
//   (p + z²/2n ± z · sqrt(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
// It stays between 0 and 1 and is right for small groups, where p ± z · sqrt(p(1 − p)/n) is not:
// L. D. Brown, T. T. Cai and A. DasGupta, Interval estimation for a binomial proportion,
// Statistical Science 16 (2001), 101–133.
//
// Of a median: from the k-th smallest value to the k-th largest, with the largest k for which a
// binomial (n, 1/2) is below k with a probability of at most 0.025: W. R. Thompson, On confidence
// ranges for the median and other expectation distributions for populations of unknown
// distribution form, Annals of Mathematical Statistics 7 (1936), 122–128. It assumes nothing about
// how the values are spread.
namespace koppel::report {

struct ShareInterval {
  double low = 0;
  double high = 1;

  friend bool operator==(const ShareInterval&, const ShareInterval&) = default;
};

// Placed people never exceed the people. Nobody at all: 0 to 1, which says nothing.
[[nodiscard]] ShareInterval share_interval(std::uint64_t placed, std::uint64_t people);

struct Median {
  std::uint32_t value = 0;  // of an even number the lower of the two in the middle
  std::uint32_t low = 0;
  std::uint32_t high = 0;

  friend bool operator==(const Median&, const Median&) = default;
};

// Empty for fewer than six values: no two of them hold the median in 95 of 100 cases.
[[nodiscard]] std::optional<Median> median_of(std::vector<std::uint32_t> values);

}  // namespace koppel::report
