#pragma once

#include "engine/matching/lottery.h"
#include "engine/matching/rank.h"
#include "engine/model/id.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace koppel::matching {

inline constexpr std::size_t kKept = 16;
// Some in reserve: a kept place may go several times before everybody is looked at again (Yi, Yu,
// Yang, Xia and Chen, ICDE 2003: top-k' views).
inline constexpr std::size_t kReserve = 8;

// The order of sort_ranked() for one person: better goes first.
class RankOrder {
 public:
  RankOrder(const LotteryWeek& lottery, ParticipantOrdinal participant)
      : draw_(draw(lottery.seed, lottery.week, participant)) {}

  [[nodiscard]] bool is_better(const Ranked& a, const Ranked& b) const {
    if (a.score != b.score) return a.score > b.score;
    const std::uint64_t ticket_a = ticket(a);
    const std::uint64_t ticket_b = ticket(b);
    return ticket_a != ticket_b ? ticket_a < ticket_b : a.placement < b.placement;
  }

 private:
  [[nodiscard]] std::uint64_t ticket(const Ranked& ranked) const {
    return mixed(draw_ ^ ranked.placement.value());
  }

  std::uint64_t draw_;
};

// The best places of one person, best first: always exactly the best so many of all that pass. When
// it is not `complete` there are others, and all of them rank below.
class KeptPlaces {
 public:
  // The first kKept.
  [[nodiscard]] std::span<const Ranked> best() const;

  [[nodiscard]] bool has(PlacementOrdinal placement) const;

  // Lower scores than this change nothing here.
  [[nodiscard]] std::int16_t least() const;

  // Takes up a place that passes and is not here. kYes: what best() says changed.
  enum class Changed : bool {
    kNo,
    kYes
  };
  Changed offer(const RankOrder& order, const Ranked& place);
  Changed drop(PlacementOrdinal placement);

  // So many have gone that not enough are left: everything has to be looked at again.
  [[nodiscard]] bool is_short() const { return !complete_ && places_.size() < kKept; }

  // Of at most kKept + kReserve; fewer are all that there are.
  static KeptPlaces of(std::vector<Ranked> best_first);

 private:
  std::vector<Ranked> places_;
  bool complete_ = false;
};

// The k best of what it is shown.
class BestPlaces {
 public:
  BestPlaces(const RankOrder& order, std::size_t k) : order_(order), k_(k) {}

  // Says the least score that can still be among them.
  std::int16_t add(const Ranked& place);

  [[nodiscard]] std::vector<Ranked> best_first() &&;

 private:
  RankOrder order_;
  std::size_t k_;
  std::vector<Ranked> heap_;  // the worst on top
};

}  // namespace koppel::matching
