#include "consumers/operator/disclosure.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace koppel::report {
namespace {

std::uint64_t sum_of(const std::vector<std::uint64_t>& people) {
  return std::accumulate(people.begin(), people.end(), std::uint64_t{0});
}

struct Cell {
  std::size_t row = 0;
  std::size_t column = 0;
};

// The hidden cells of a table, and what can be worked out about them.
class Hidden {
 public:
  explicit Hidden(const Counts& people) : people_(people) {
    for (const auto& row : people) {
      std::uint32_t hidden = 0;
      for (std::size_t column = 0; column < row.size(); ++column) {
        if (row[column] < kGroupLeast) hidden |= std::uint32_t{1} << column;
      }
      columns_.push_back(hidden);
    }
  }

  [[nodiscard]] Shown shown(const Cell& cell) const {
    return (columns_[cell.row] >> cell.column & 1U) != 0 ? Shown::kNo : Shown::kYes;
  }

  void hide(const Cell& cell) { columns_[cell.row] |= std::uint32_t{1} << cell.column; }

  void show(const Cell& cell) { columns_[cell.row] &= ~(std::uint32_t{1} << cell.column); }

  // A set of too few people whose sum follows from the rest; empty when there is none.
  //
  // Weights of 1 for some rows and −1 for some columns leave, of the cells in these rows, those in
  // the other columns, if no other row has a hidden cell in these columns. Every other set that
  // follows is made of such ones.
  [[nodiscard]] std::vector<Cell> disclosed() const {
    const std::uint32_t sets = std::uint32_t{1} << people_.front().size();
    for (std::uint32_t columns = 0; columns < sets; ++columns) {
      auto cells = disclosed_beside(columns);
      if (!cells.empty()) return cells;
    }
    return {};
  }

 private:
  [[nodiscard]] std::vector<Cell> disclosed_beside(std::uint32_t columns) const {
    std::vector<Cell> left;
    for (std::size_t row = 0; row < columns_.size(); ++row) {
      if ((columns_[row] & columns) != 0) add_cells(row, columns_[row] & ~columns, left);
    }
    if (!left.empty()) return are_too_few(left) ? left : std::vector<Cell>{};
    // A row without a hidden cell in those columns may be added or not: alone it is the least.
    for (std::size_t row = 0; row < columns_.size(); ++row) {
      if ((columns_[row] & columns) != 0) continue;
      std::vector<Cell> alone;
      add_cells(row, columns_[row], alone);
      if (!alone.empty() && are_too_few(alone)) return alone;
    }
    return {};
  }

  static void add_cells(std::size_t row, std::uint32_t columns, std::vector<Cell>& cells) {
    for (; columns != 0; columns &= columns - 1) {
      cells.push_back({row, static_cast<std::size_t>(std::countr_zero(columns))});
    }
  }

  [[nodiscard]] bool are_too_few(std::span<const Cell> cells) const {
    std::uint64_t people = 0;
    for (const Cell& cell : cells) people += people_[cell.row][cell.column];
    return people < kGroupLeast;
  }

  const Counts& people_;
  std::vector<std::uint32_t> columns_;  // of the hidden cells of each row, as bits
};

bool is_near(const Cell& cell, std::span<const Cell> others) {
  return std::ranges::any_of(others, [&](const Cell& other) {
    return cell.row == other.row || cell.column == other.column;
  });
}

// The smallest cell shown in a row or column of those; any other when there is none.
Cell next_to_hide(const Counts& people, const Hidden& hidden, std::span<const Cell> disclosed) {
  using Key = std::tuple<bool, std::uint64_t, std::size_t, std::size_t>;
  std::optional<Key> least;
  for (std::size_t row = 0; row < people.size(); ++row) {
    for (std::size_t column = 0; column < people[row].size(); ++column) {
      if (hidden.shown({row, column}) == Shown::kNo) continue;
      const Key key{!is_near({row, column}, disclosed), people[row][column], row, column};
      if (!least || key < *least) least = key;
    }
  }
  invariant(least.has_value(), "when every cell is hidden, only whole rows and columns follow");
  return {std::get<2>(*least), std::get<3>(*least)};
}

// What was left out on the way and need not be, the largest first.
void show_again(const Counts& people, Hidden& hidden) {
  std::vector<std::tuple<std::uint64_t, std::size_t, std::size_t>> large;
  for (std::size_t row = 0; row < people.size(); ++row) {
    for (std::size_t column = 0; column < people[row].size(); ++column) {
      const bool is_large = people[row][column] >= kGroupLeast;
      if (is_large && hidden.shown({row, column}) == Shown::kNo) {
        large.emplace_back(people[row][column], row, column);
      }
    }
  }
  std::ranges::sort(large, std::ranges::greater{});
  for (const auto& [count, row, column] : large) {
    hidden.show({row, column});
    if (!hidden.disclosed().empty()) hidden.hide({row, column});
  }
}

}  // namespace

Groups taken_together(const std::vector<std::uint64_t>& people) {
  if (sum_of(people) < kGroupLeast) return {};
  std::vector<std::size_t> small;
  std::vector<std::size_t> large;
  std::uint64_t together = 0;
  for (std::size_t at = 0; at < people.size(); ++at) {
    if (people[at] == 0) continue;
    (people[at] < kGroupLeast ? small : large).push_back(at);
    if (people[at] < kGroupLeast) together += people[at];
  }
  if (!small.empty() && together < kGroupLeast) {
    const auto least =
        std::ranges::min_element(large, {}, [&](std::size_t at) { return people[at]; });
    small.push_back(*least);
    large.erase(least);
    std::ranges::sort(small);
  }
  Groups groups;
  for (const std::size_t at : large) groups.push_back({at});
  if (!small.empty()) groups.push_back(std::move(small));
  std::ranges::sort(groups);
  return groups;
}

Groups neighbours_together(const std::vector<std::uint64_t>& people) {
  if (sum_of(people) < kGroupLeast) return {};
  Groups groups;
  std::uint64_t open = 0;  // people of the last group, while they are too few
  for (std::size_t at = 0; at < people.size(); ++at) {
    if (people[at] == 0) continue;
    if (open == 0) groups.emplace_back();
    groups.back().push_back(at);
    open = open + people[at] < kGroupLeast ? open + people[at] : 0;
  }
  if (open > 0) {
    const std::vector<std::size_t> last = std::move(groups.back());
    groups.pop_back();
    groups.back().insert(groups.back().end(), last.begin(), last.end());
  }
  return groups;
}

std::vector<std::vector<Shown>> shown_cells(const Counts& people) {
  invariant(!people.empty() && people.front().size() <= kColumnsMax, "a table of few columns");
  Hidden hidden(people);
  for (auto found = hidden.disclosed(); !found.empty(); found = hidden.disclosed()) {
    hidden.hide(next_to_hide(people, hidden, found));
  }
  show_again(people, hidden);
  std::vector<std::vector<Shown>> shown;
  for (std::size_t row = 0; row < people.size(); ++row) {
    shown.emplace_back();
    for (std::size_t column = 0; column < people[row].size(); ++column) {
      shown.back().push_back(hidden.shown({row, column}));
    }
  }
  return shown;
}

}  // namespace koppel::report
