#include "consumers/operator/fairness.h"

#include "engine/decide/contribution.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace koppel::report {
namespace {

// What counts of one person.
struct Counted {
  std::string programme;
  std::uint32_t band = 0;
  bool placed = false;
  std::optional<std::uint32_t> regret;
};

// Empty for who never registered here: an erasure may name somebody unknown.
std::optional<Counted> counted(const Market& market, const Participant& participant) {
  const std::vector<ContributionToTables> lines = participant.state == ParticipantState::kErased
                                                      ? participant.contributions
                                                      : contributions_of(market, participant.id);
  if (lines.empty() || !participant.registered_at.is_set()) return std::nullopt;
  return Counted{.programme = lines.front().programme,
                 .band = std::min(lines.front().barrier_band, kBands - 1),
                 .placed = lines.front().engagements > 0,
                 .regret = {}};
}

Beside beside(double low, double high, double all) {
  if (high < all) return Beside::kBelow;
  return low > all ? Beside::kAbove : Beside::kWithin;
}

FairnessGroup group_of(const std::vector<const Counted*>& people) {
  FairnessGroup group{.people = people.size()};
  std::vector<std::uint32_t> regrets;
  for (const Counted* one : people) {
    group.placed += one->placed ? 1 : 0;
    if (one->regret) regrets.push_back(*one->regret);
  }
  group.share = share_interval(group.placed, group.people);
  group.proposed = regrets.size();
  if (group.proposed >= kGroupLeast) group.regret = median_of(std::move(regrets));
  return group;
}

void compare(FairnessGroup& group, const FairnessGroup& all) {
  const double share = static_cast<double>(all.placed) / static_cast<double>(all.people);
  group.share_beside = beside(group.share.low, group.share.high, share);
  if (!group.regret || !all.regret) return;
  group.regret_beside = beside(group.regret->low, group.regret->high, all.regret->value);
}

std::vector<std::uint64_t> column_sums(const Counts& people) {
  std::vector<std::uint64_t> sums(people.front().size());
  for (const auto& row : people) {
    for (std::size_t column = 0; column < row.size(); ++column) sums[column] += row[column];
  }
  return sums;
}

// The people as a table of programmes and bands, both taken together until none is too small.
class Table {
 public:
  explicit Table(std::vector<Counted> people) : people_(std::move(people)) {
    std::set<std::string> codes;
    for (const Counted& one : people_) codes.insert(one.programme);
    codes_.assign(codes.begin(), codes.end());
    Counts counts(codes_.size(), std::vector<std::uint64_t>(kBands));
    for (const Counted& one : people_) ++counts[row_of(one)][one.band];
    std::vector<std::uint64_t> rows;
    for (const auto& row : counts) {
      rows.push_back(std::accumulate(row.begin(), row.end(), std::uint64_t{0}));
    }
    rows_ = taken_together(rows);
    columns_ = neighbours_together(column_sums(counts));
  }

  [[nodiscard]] Fairness fairness() const {
    Fairness result;
    result.all = group_of(chosen(nullptr, nullptr));
    for (const auto& row : rows_) result.by_programme.push_back(group(&row, nullptr, *result.all));
    for (const auto& column : columns_) {
      result.by_band.push_back(group(nullptr, &column, *result.all));
    }
    add_cells(result);
    return result;
  }

 private:
  using Part = std::vector<std::size_t>;  // rows or columns taken together; null: all of them

  [[nodiscard]] std::size_t row_of(const Counted& one) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(codes_, one.programme) -
                                    codes_.begin());
  }

  [[nodiscard]] std::vector<const Counted*> chosen(const Part* row, const Part* column) const {
    const auto is_in = [](const Part* part, std::size_t at) {
      return part == nullptr || std::ranges::find(*part, at) != part->end();
    };
    std::vector<const Counted*> found;
    for (const Counted& one : people_) {
      if (is_in(row, row_of(one)) && is_in(column, one.band)) found.push_back(&one);
    }
    return found;
  }

  [[nodiscard]] FairnessGroup group(const Part* row,
                                    const Part* column,
                                    const FairnessGroup& all) const {
    FairnessGroup result = group_of(chosen(row, column));
    if (row != nullptr) {
      for (const std::size_t at : *row) result.programmes.push_back(codes_[at]);
    }
    if (column != nullptr) result.bands.assign(column->begin(), column->end());
    compare(result, all);
    return result;
  }

  void add_cells(Fairness& result) const {
    Counts people;
    for (const Part& row : rows_) {
      people.emplace_back();
      for (const Part& column : columns_) people.back().push_back(chosen(&row, &column).size());
    }
    const auto shown = shown_cells(people);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (shown[row][column] == Shown::kYes) {
          result.by_both.push_back(group(&rows_[row], &columns_[column], *result.all));
        } else {
          ++result.cells_left_out;
        }
      }
    }
  }

  std::vector<Counted> people_;
  std::vector<std::string> codes_;
  Groups rows_;
  Groups columns_;
};

}  // namespace

void FairnessCount::see(const Entry& entry) {
  const auto* made = std::get_if<ProposalMade>(&entry.body);
  if (made == nullptr) return;
  const auto [known, is_first] = least_regret_.emplace(made->participant, made->regret);
  if (!is_first) known->second = std::min(known->second, made->regret);
}

Fairness FairnessCount::report(const Market& market) const {
  std::vector<Counted> people;
  for (const Participant& participant : market.participants) {
    auto one = counted(market, participant);
    if (!one) continue;
    const auto regret = least_regret_.find(participant.id);
    if (regret != least_regret_.end()) one->regret = regret->second;
    people.push_back(*std::move(one));
  }
  if (people.size() < kGroupLeast) return {};
  return Table(std::move(people)).fairness();
}

}  // namespace koppel::report
