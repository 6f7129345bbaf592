// Claims: no group of fewer than ten people is shown, and none follows from what is shown. Shown on
// random tables by trying every set of hidden cells: its sum follows exactly when its row of zeros
// and ones is a combination of the rows and columns of the table.

#include "consumers/operator/disclosure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace koppel::report {
namespace {

using Vector = std::vector<std::int64_t>;

constexpr std::int64_t kPrime = 1'000'003;  // ranks here are the same in any field

std::int64_t power(std::int64_t value, std::int64_t exponent) {
  std::int64_t result = 1;
  for (; exponent > 0; exponent /= 2, value = value * value % kPrime) {
    if (exponent % 2 == 1) result = result * value % kPrime;
  }
  return result;
}

// All combinations of some vectors, as rows in echelon form.
class Span {
 public:
  void add(Vector vector) {
    reduce(vector);
    const std::size_t lead = lead_of(vector);
    if (lead == vector.size()) return;
    const std::int64_t inverse = power(vector[lead], kPrime - 2);
    for (std::int64_t& value : vector) value = value * inverse % kPrime;
    rows_.push_back(vector);
  }

  [[nodiscard]] bool has(Vector vector) const {
    reduce(vector);
    return lead_of(vector) == vector.size();
  }

 private:
  static std::size_t lead_of(const Vector& vector) {
    return static_cast<std::size_t>(
        std::ranges::find_if(vector, [](std::int64_t value) { return value != 0; }) -
        vector.begin());
  }

  void reduce(Vector& vector) const {
    for (const Vector& row : rows_) {
      const std::int64_t factor = vector[lead_of(row)];
      if (factor == 0) continue;
      for (std::size_t at = 0; at < vector.size(); ++at) {
        vector[at] = ((vector[at] - factor * row[at]) % kPrime + kPrime) % kPrime;
      }
    }
  }

  std::vector<Vector> rows_;
};

struct HiddenCell {
  std::size_t row = 0;
  std::size_t column = 0;
  std::uint64_t people = 0;
};

std::vector<HiddenCell> hidden_cells(const Counts& people,
                                     const std::vector<std::vector<Shown>>& shown) {
  std::vector<HiddenCell> hidden;
  for (std::size_t row = 0; row < people.size(); ++row) {
    for (std::size_t column = 0; column < people[row].size(); ++column) {
      if (shown[row][column] == Shown::kYes) continue;
      hidden.push_back({row, column, people[row][column]});
    }
  }
  return hidden;
}

Span what_follows(const std::vector<HiddenCell>& hidden, const Counts& people) {
  Span span;
  const auto add = [&](const auto& is_in) {
    Vector vector;
    for (const HiddenCell& cell : hidden) vector.push_back(is_in(cell) ? 1 : 0);
    span.add(vector);
  };
  for (std::size_t row = 0; row < people.size(); ++row) {
    add([&](const HiddenCell& cell) { return cell.row == row; });
  }
  for (std::size_t column = 0; column < people.front().size(); ++column) {
    add([&](const HiddenCell& cell) { return cell.column == column; });
  }
  return span;
}

std::string shown_text(const Counts& people, const std::vector<std::vector<Shown>>& shown) {
  std::string text;
  for (std::size_t row = 0; row < people.size(); ++row) {
    for (std::size_t column = 0; column < people[row].size(); ++column) {
      const bool hidden = shown[row][column] == Shown::kNo;
      text += (hidden ? "(" : "") + std::to_string(people[row][column]) + (hidden ? ") " : " ");
    }
    text += "\n";
  }
  return text;
}

void expect_nobody_disclosed(const Counts& people) {
  const auto shown = shown_cells(people);
  const auto hidden = hidden_cells(people, shown);
  for (std::size_t row = 0; row < people.size(); ++row) {
    for (std::size_t column = 0; column < people[row].size(); ++column) {
      if (people[row][column] >= kGroupLeast) continue;
      EXPECT_EQ(shown[row][column], Shown::kNo);
    }
  }
  const Span span = what_follows(hidden, people);
  for (std::uint32_t set = 1; set < (std::uint32_t{1} << hidden.size()); ++set) {
    Vector vector;
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < hidden.size(); ++at) {
      const bool is_in = (set >> at & 1U) != 0;
      vector.push_back(is_in ? 1 : 0);
      if (is_in) sum += hidden[at].people;
    }
    if (sum >= kGroupLeast) continue;
    ASSERT_FALSE(span.has(vector)) << "set " << set << " of\n" << shown_text(people, shown);
  }
}

std::uint64_t column_sum(const Counts& people, std::size_t column) {
  std::uint64_t sum = 0;
  for (const auto& row : people) sum += row[column];
  return sum;
}

// Rows and columns that are too small are made large enough.
Counts random_table(std::mt19937_64& random) {
  const auto below = [&random](std::uint64_t limit) { return random() % limit; };
  Counts people(2 + below(3), std::vector<std::uint64_t>(2 + below(2)));
  for (auto& row : people) {
    for (std::uint64_t& cell : row) cell = below(below(2) == 0 ? 8 : 30);
  }
  for (auto& row : people) {
    std::uint64_t sum = 0;
    for (const std::uint64_t cell : row) sum += cell;
    if (sum < kGroupLeast) row[below(row.size())] += kGroupLeast;
  }
  for (std::size_t column = 0; column < people.front().size(); ++column) {
    if (column_sum(people, column) < kGroupLeast) people[below(people.size())][column] += 10;
  }
  return people;
}

TEST(ShownCells, LetNoSetOfFewPeopleFollowFromTheRest) {
  std::mt19937_64 random(6);
  for (int left = 400; left > 0; --left) {
    expect_nobody_disclosed(random_table(random));
    if (HasFatalFailure()) return;
  }
}

TEST(ShownCells, AreAllWhenNoneIsSmall) {
  for (const auto& row : shown_cells({{10, 11, 40}, {12, 13, 10}})) {
    for (const Shown cell : row) EXPECT_EQ(cell, Shown::kYes);
  }
}

TEST(ShownCells, LeaveOutFurtherOnesSoThatTheSmallOneDoesNotFollow) {
  const Counts people = {{3, 20, 30}, {40, 21, 31}, {41, 50, 32}};
  EXPECT_EQ(shown_text(people, shown_cells(people)), "(3) (20) 30 \n(40) (21) 31 \n41 50 32 \n");
}

TEST(Together, SmallGroupsAreOneAndTheSmallestOtherJoinsWhenTheyAreTooFew) {
  EXPECT_EQ(taken_together({12, 4, 30, 0, 7}), (Groups{{0}, {1, 4}, {2}}));
  EXPECT_EQ(taken_together({12, 4, 30, 0, 1}), (Groups{{0, 1, 4}, {2}}));
  EXPECT_EQ(taken_together({10, 10}), (Groups{{0}, {1}}));
  EXPECT_EQ(taken_together({5, 5}), (Groups{{0, 1}}));
  EXPECT_EQ(taken_together({5, 4}), Groups{});
  EXPECT_EQ(taken_together({}), Groups{});
}

TEST(Together, NeighboursStayInOrder) {
  EXPECT_EQ(neighbours_together({12, 4, 30, 15}), (Groups{{0}, {1, 2}, {3}}));
  EXPECT_EQ(neighbours_together({12, 30, 4, 3}), (Groups{{0}, {1, 2, 3}}));
  EXPECT_EQ(neighbours_together({0, 30, 0, 10}), (Groups{{1}, {3}}));
  EXPECT_EQ(neighbours_together({4, 5, 0, 0}), Groups{});
}

}  // namespace
}  // namespace koppel::report
