#include "engine/matching/search.h"

#include <algorithm>
#include <type_traits>

namespace koppel::matching {
namespace {

// Below this many blocks, reading all of them costs less than asking which.
constexpr std::size_t kScanBlocks = 512;
// Blocks of the highest bounds that are scored before the others are looked at again.
constexpr std::size_t kFirstBlocks = 16;
constexpr std::size_t kChunk = kLanes * kLanes;  // lanes below one bounds block

struct alignas(64) LanePoints {
  std::array<std::int16_t, kLanes> at{};
};

struct TowardPlaces {
  using Table = LaneTable<PlaceLanes>;
  using Rows = PersonRows;

  static std::size_t next(const Kernels& kernels,
                          const Rows& rows,
                          const Table& table,
                          std::size_t from,
                          std::size_t to,
                          const LanePoints* points,
                          std::int16_t least,
                          LanePoints& scores) {
    return kernels.next_place(rows,
                              table.blocks().data(),
                              from,
                              to,
                              points == nullptr ? nullptr : points->at.data(),
                              least,
                              scores.at.data());
  }

  static bool bound(const Kernels& kernels,
                    const Rows& rows,
                    const PlaceBounds& bounds,
                    LanePoints& most) {
    return kernels.bound_places(rows, bounds, most.at.data());
  }

  static std::int16_t least(const PlaceBounds& /*bounds*/,
                            std::size_t /*entry*/,
                            std::int16_t least) {
    return least;
  }

  static int points(const CompetenceTerm& term, std::uint16_t value) {
    return (value >> 2U) * term.by_level[value & 3U];
  }
};

struct TowardPeople {
  using Table = LaneTable<PersonLanes>;
  using Rows = PlaceRows;

  static std::size_t next(const Kernels& kernels,
                          const Rows& rows,
                          const Table& table,
                          std::size_t from,
                          std::size_t to,
                          const LanePoints* points,
                          std::int16_t /*least*/,
                          LanePoints& scores) {
    return kernels.next_person(rows,
                               table.blocks().data(),
                               from,
                               to,
                               points == nullptr ? nullptr : points->at.data(),
                               scores.at.data());
  }

  static bool bound(const Kernels& kernels,
                    const Rows& rows,
                    const PersonBounds& bounds,
                    LanePoints& most) {
    return kernels.bound_people(rows, bounds, most.at.data());
  }

  static std::int16_t least(const PersonBounds& bounds, std::size_t entry, std::int16_t enough) {
    return std::min(bounds.least[entry], enough);
  }

  static int points(const CompetenceTerm& term, std::uint8_t value) { return term.by_level[value]; }
};

void add_points(std::int16_t& sum, int points) {
  sum = static_cast<std::int16_t>(sum + points);
}

// A block that may hold somebody: no lane of it exceeds `most`.
struct Candidate {
  int most = 0;
  std::uint32_t block = 0;
  std::uint32_t chunk = 0;
};

template <typename Direction, typename Postings, typename Take>
class Search {
 public:
  Search(const Kernels& kernels,
         const typename Direction::Table& table,
         const Postings& postings,
         const typename Direction::Rows& rows,
         const std::vector<CompetenceTerm>& terms,
         std::int16_t least,
         const Take& take)
      : kernels_(kernels),
        table_(table),
        postings_(postings),
        rows_(rows),
        terms_(terms),
        take_(take),
        least_(least) {}

  void scan() {
    add_up_all();
    const std::size_t blocks = table_.blocks().size();
    const LanePoints* const points = points_.empty() ? nullptr : points_.data();
    score(0, blocks, points);
  }

  void prune() {
    find_chunks();
    add_up_chunks();
    find_candidates();
    score_candidates();
  }

 private:
  void add_up_all() {
    for (const CompetenceTerm& term : terms_) {
      const auto* const list = postings_.find(term.code);
      if (list == nullptr) continue;
      if (points_.empty()) points_.resize(table_.blocks().size());
      for (std::size_t at = 0; at < list->lanes.size(); ++at) {
        const std::uint32_t lane = list->lanes[at];
        add_points(points_[lane / kLanes].at[lane % kLanes],
                   Direction::points(term, list->values[at]));
      }
    }
  }

  // Which runs of 1,024 lanes may hold somebody.
  void find_chunks() {
    LanePoints most;
    for (std::size_t at = 0; at < table_.bounds_above().size(); ++at) {
      if (!Direction::bound(kernels_, rows_, table_.bounds_above()[at], most)) continue;
      for (std::size_t entry = 0; entry < kLanes; ++entry) {
        if (most.at[entry] == kExcluded) continue;
        chunks_.push_back(static_cast<std::uint32_t>((at * kLanes) + entry));
      }
    }
  }

  void add_up_chunks() {
    if (terms_.empty()) return;
    points_.resize(chunks_.size() * kLanes);
    block_most_.assign(chunks_.size() * kLanes, 0);
    for (const CompetenceTerm& term : terms_) {
      const auto* const list = postings_.find(term.code);
      if (list != nullptr) add_up(term, *list);
    }
  }

  template <typename List>
  void add_up(const CompetenceTerm& term, const List& list) {
    std::size_t at = 0;
    const std::size_t end = list.lanes.size();
    for (std::size_t chunk = 0; chunk < chunks_.size() && at < end; ++chunk) {
      const std::size_t first = chunks_[chunk] * kChunk;
      if (list.lanes[at] < first) at = first_from(list.lanes, at, first);
      for (; at < end && list.lanes[at] < first + kChunk; ++at) {
        const std::size_t lane = list.lanes[at] - first + (chunk * kChunk);
        std::int16_t& sum = points_[lane / kLanes].at[lane % kLanes];
        add_points(sum, Direction::points(term, list.values[at]));
        block_most_[lane / kLanes] = std::max(block_most_[lane / kLanes], sum);
      }
    }
  }

  // By steps that double: the next chunk is often near.
  static std::size_t first_from(const std::vector<std::uint32_t>& lanes,
                                std::size_t at,
                                std::size_t wanted) {
    std::size_t step = 1;
    while (at + step < lanes.size() && lanes[at + step] < wanted) {
      at += step;
      step *= 2;
    }
    const auto from = lanes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto to = lanes.begin() + static_cast<std::ptrdiff_t>(std::min(at + step, lanes.size()));
    return static_cast<std::size_t>(std::lower_bound(from, to, wanted) - lanes.begin());
  }

  void find_candidates() {
    LanePoints most;
    for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
      const auto& bounds = table_.bounds()[chunks_[chunk]];
      if (!Direction::bound(kernels_, rows_, bounds, most)) continue;
      for (std::size_t entry = 0; entry < kLanes; ++entry) {
        if (most.at[entry] == kExcluded) continue;
        const int competences = points_.empty() ? 0 : block_most_[(chunk * kLanes) + entry];
        const int all = most.at[entry] + competences;
        if (all < Direction::least(bounds, entry, least_)) continue;
        const std::size_t block = (chunks_[chunk] * kLanes) + entry;
        candidates_.push_back({.most = all,
                               .block = static_cast<std::uint32_t>(block),
                               .chunk = static_cast<std::uint32_t>(chunk)});
      }
    }
  }

  // The most promising first, so that the others need not be read. What people want at least does
  // not change meanwhile.
  void score_candidates() {
    if constexpr (std::is_same_v<Direction, TowardPeople>) {
      for (const Candidate& candidate : candidates_) score(candidate);
      return;
    }
    const auto begin = candidates_.begin();
    const auto first =
        begin + static_cast<std::ptrdiff_t>(std::min(kFirstBlocks, candidates_.size()));
    std::ranges::nth_element(candidates_, first, std::ranges::greater{}, &Candidate::most);
    for (auto at = begin; at != first; ++at) score(*at);
    const auto hopeless = [this](const Candidate& candidate) { return candidate.most < least_; };
    const auto last = std::remove_if(first, candidates_.end(), hopeless);
    std::ranges::sort(first, last, std::ranges::greater{}, &Candidate::most);
    for (auto at = first; at != last && !hopeless(*at); ++at) score(*at);
  }

  void score(const Candidate& candidate) {
    const std::size_t points = (candidate.chunk * kLanes) + (candidate.block % kLanes);
    score(
        candidate.block, candidate.block + 1, points_.empty() ? nullptr : points_.data() + points);
  }

  // `points` are those of the block `from`, and on.
  void score(std::size_t from, std::size_t to, const LanePoints* points) {
    LanePoints scores;
    while (from < to) {
      const std::size_t at =
          Direction::next(kernels_, rows_, table_, from, to, points, least_, scores);
      if (at == to) return;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        if (scores.at[lane] == kExcluded) continue;
        take(table_.number_at((at * kLanes) + lane), scores.at[lane]);
      }
      if (points != nullptr) points += at + 1 - from;
      from = at + 1;
    }
  }

  void take(std::uint32_t number, std::int16_t score) {
    if constexpr (std::is_same_v<Direction, TowardPlaces>) {
      if (score >= least_) least_ = take_(number, score);
    } else {
      take_(number, score);
    }
  }

  const Kernels& kernels_;
  const typename Direction::Table& table_;
  const Postings& postings_;
  const typename Direction::Rows& rows_;
  const std::vector<CompetenceTerm>& terms_;
  const Take& take_;

  std::int16_t least_;  // toward people: what is enough whatever their own least
  std::vector<std::uint32_t> chunks_;
  std::vector<LanePoints> points_;  // by block, or by block of the chunks; empty: none earn any
  std::vector<std::int16_t> block_most_;
  std::vector<Candidate> candidates_;
};

bool is_pruned(const Means& means, std::size_t blocks) {
  return means.way == Way::kPrune || (means.way == Way::kFitting && blocks > kScanBlocks);
}

std::uint16_t twelfths(std::uint32_t held, std::uint32_t asked) {
  return static_cast<std::uint16_t>(12 * std::min(held, asked) / asked);
}

}  // namespace

std::vector<CompetenceTerm> terms_of(const std::vector<CompetenceLevel>& held) {
  std::vector<CompetenceTerm> terms;
  terms.reserve(held.size());
  for (const CompetenceLevel& competence : held) {
    CompetenceTerm term{.code = competence.code};
    for (std::uint32_t level = 1; level <= term.by_level.size(); ++level) {
      term.by_level[level - 1] = twelfths(competence.level, level);
    }
    terms.push_back(term);
  }
  return terms;
}

std::vector<CompetenceTerm> terms_of(const std::vector<WeighedRequirement>& asked) {
  std::vector<CompetenceTerm> terms;
  terms.reserve(asked.size());
  for (const WeighedRequirement& requirement : asked) {
    CompetenceTerm term{.code = requirement.code};
    for (std::uint32_t level = 1; level <= term.by_level.size(); ++level) {
      term.by_level[level - 1] =
          static_cast<std::uint16_t>(requirement.weight * twelfths(level, requirement.level));
    }
    terms.push_back(term);
  }
  return terms;
}

void find_places(const Means& means,
                 const Places& places,
                 const Weights& weights,
                 const PersonRecord& person,
                 const std::vector<CompetenceTerm>& held,
                 const TakePlace& take) {
  const PersonRows rows = rows_of(weights, person);
  Search<TowardPlaces, Postings<std::uint16_t>, TakePlace> search(
      means.kernels,
      places.table,
      places.asked,
      rows,
      held,
      static_cast<std::int16_t>(kScoreMin),
      take);
  is_pruned(means, places.table.blocks().size()) ? search.prune() : search.scan();
}

void find_people(const Means& means,
                 const People& people,
                 const Weights& weights,
                 const PlaceRecord& place,
                 const std::vector<CompetenceTerm>& asked,
                 std::int16_t enough,
                 const TakePerson& take) {
  const PlaceRows rows = rows_of(weights, place, enough);
  Search<TowardPeople, Postings<std::uint8_t>, TakePerson> search(
      means.kernels, people.table, people.held, rows, asked, enough, take);
  is_pruned(means, people.table.blocks().size()) ? search.prune() : search.scan();
}

}  // namespace koppel::matching
