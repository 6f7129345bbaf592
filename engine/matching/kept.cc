#include "engine/matching/kept.h"

#include "engine/matching/score.h"

#include <algorithm>

namespace koppel::matching {
namespace {

constexpr auto kScoreLeast = static_cast<std::int16_t>(kScoreMin);

}  // namespace

std::span<const Ranked> KeptPlaces::best() const {
  return std::span(places_).first(std::min(kKept, places_.size()));
}

bool KeptPlaces::has(PlacementOrdinal placement) const {
  return std::ranges::find(places_, placement, &Ranked::placement) != places_.end();
}

std::int16_t KeptPlaces::least() const {
  if (complete_) return kScoreLeast;
  return places_.empty() ? INT16_MAX : static_cast<std::int16_t>(places_.back().score);
}

KeptPlaces::Changed KeptPlaces::offer(const RankOrder& order, const Ranked& place) {
  const auto worse = std::ranges::find_if(
      places_, [&](const Ranked& held) { return order.is_better(place, held); });
  if (worse == places_.end() && !complete_) return Changed::kNo;
  const auto at = worse - places_.begin();
  places_.insert(worse, place);
  if (places_.size() > kKept + kReserve) {
    places_.pop_back();
    complete_ = false;
  }
  return std::cmp_less(at, kKept) ? Changed::kYes : Changed::kNo;
}

KeptPlaces::Changed KeptPlaces::drop(PlacementOrdinal placement) {
  const auto gone = std::ranges::find(places_, placement, &Ranked::placement);
  if (gone == places_.end()) return Changed::kNo;
  const auto at = gone - places_.begin();
  places_.erase(gone);
  return std::cmp_less(at, kKept) ? Changed::kYes : Changed::kNo;
}

KeptPlaces KeptPlaces::of(std::vector<Ranked> best_first) {
  KeptPlaces kept;
  kept.complete_ = best_first.size() < kKept + kReserve;
  kept.places_ = std::move(best_first);
  return kept;
}

std::int16_t BestPlaces::add(const Ranked& place) {
  const auto better = [this](const Ranked& a, const Ranked& b) { return order_.is_better(a, b); };
  if (heap_.size() < k_) {
    heap_.push_back(place);
    std::ranges::push_heap(heap_, better);
  } else if (k_ > 0 && better(place, heap_.front())) {
    std::ranges::pop_heap(heap_, better);
    heap_.back() = place;
    std::ranges::push_heap(heap_, better);
  }
  return heap_.size() < k_ || k_ == 0 ? kScoreLeast
                                      : static_cast<std::int16_t>(heap_.front().score);
}

std::vector<Ranked> BestPlaces::best_first() && {
  std::ranges::sort_heap(
      heap_, [this](const Ranked& a, const Ranked& b) { return order_.is_better(a, b); });
  return std::move(heap_);
}

}  // namespace koppel::matching
