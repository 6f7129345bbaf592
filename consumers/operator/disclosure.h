#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Which groups a table may show. Few people are easily recognised and say little, so no group under
// kGroupLeast people is printed, and none can be worked out from what is: not by taking one number
// from another, and not by any sum of rows and columns.
namespace koppel::report {

inline constexpr std::uint64_t kGroupLeast = 10;

using Groups = std::vector<std::vector<std::size_t>>;  // which of the given ones, lowest first

// Groups of at least kGroupLeast people made of groups that may be smaller. Each is in one of them,
// but for those of nobody. The first: small ones are taken together, and the smallest of the others
// with them when that is not enough. The second, for groups in an order: neighbours are. None at
// all when all together are fewer than kGroupLeast. In the order of their first members.
[[nodiscard]] Groups taken_together(const std::vector<std::uint64_t>& people);
[[nodiscard]] Groups neighbours_together(const std::vector<std::uint64_t>& people);

enum class Shown : std::uint8_t {
  kNo,
  kYes
};

// People by row and column; at most kColumnsMax columns, and as many in every row.
using Counts = std::vector<std::vector<std::uint64_t>>;
inline constexpr std::size_t kColumnsMax = 12;

// Which cells can be shown beside the sums of all rows and columns, each of at least kGroupLeast.
// A cell of fewer is not shown, one of nobody neither. Further cells are left out until every set
// of hidden cells whose sum follows from the rest has at least kGroupLeast people. Which sets those
// are: a weight for each row and each column so that the two weights of every hidden cell add up to
// 1 in the set and to 0 elsewhere (D. Gusfield, A graph theoretic approach to statistical data
// security, SIAM Journal on Computing 17 (1988), 552–571, for single cells).
[[nodiscard]] std::vector<std::vector<Shown>> shown_cells(const Counts& people);

}  // namespace koppel::report
