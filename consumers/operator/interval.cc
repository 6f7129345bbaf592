#include "consumers/operator/interval.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace koppel::report {
namespace {

constexpr double kZ = 1.959964;       // 97.5 % of a normal distribution are below it
constexpr double kTailsEach = 0.025;  // what may lie beyond each end

double log_choose(std::size_t of, std::size_t chosen) {
  const auto n = static_cast<double>(of);
  const auto k = static_cast<double>(chosen);
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

// The largest k for which fewer than k heads in so many throws are rare enough; 0 for none.
std::size_t rank_of_ends(std::size_t throws) {
  double below = 0;
  std::size_t rank = 0;
  for (; rank < throws; ++rank) {
    const double log_half = static_cast<double>(throws) * std::log(2.0);
    below += std::exp(log_choose(throws, rank) - log_half);
    if (below > kTailsEach) break;
  }
  return rank;
}

}  // namespace

ShareInterval share_interval(std::uint64_t placed, std::uint64_t people) {
  invariant(placed <= people, "who was placed is one of the people");
  if (people == 0) return {};
  const auto n = static_cast<double>(people);
  const double p = static_cast<double>(placed) / n;
  const double middle = p + kZ * kZ / (2 * n);
  const double reach = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  return {.low = std::max(0.0, (middle - reach) / scale),
          .high = std::min(1.0, (middle + reach) / scale)};
}

std::optional<Median> median_of(std::vector<std::uint32_t> values) {
  const std::size_t rank = rank_of_ends(values.size());
  if (rank == 0) return std::nullopt;
  std::ranges::sort(values);
  return Median{.value = values[(values.size() - 1) / 2],
                .low = values[rank - 1],
                .high = values[values.size() - rank]};
}

}  // namespace koppel::report
