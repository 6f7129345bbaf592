#include "engine/market/seen_facts.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace koppel {
namespace {

constexpr std::size_t kSlotsMin = 16;

std::size_t spread(const FactId& id) {
  std::size_t bits = 0;
  std::memcpy(&bits, id.bytes.data(), sizeof bits);
  return bits;
}

}  // namespace

const SeenFact& SeenFacts::at(Position position) const {
  return facts_[position - first_];
}

std::size_t SeenFacts::slot_of(const FactId& id) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = spread(id) & mask;
  while (slots_[slot] != 0 && at(slots_[slot]).fact_id != id) slot = (slot + 1) & mask;
  return slot;
}

const SeenFact* SeenFacts::find(const FactId& id) const {
  if (slots_.empty()) return nullptr;
  const Position position = slots_[slot_of(id)];
  return position == 0 ? nullptr : &at(position);
}

void SeenFacts::put(const SeenFact& fact) {
  invariant(fact.fact_id.is_set(), "a fact has an id");
  erase(fact.fact_id);
  invariant(facts_.size() < UINT32_MAX / 2, "the facts of 400 days are fewer than 2^31");
  if (4 * (count_ + 1) > 3 * slots_.size()) rebuild(std::max(kSlotsMin, 2 * slots_.size()));
  auto position = static_cast<Position>(first_ + facts_.size());
  if (position == 0) {  // 2^32 facts later: 0 is no position
    facts_.emplace_back();
    ++position;
  }
  slots_[slot_of(fact.fact_id)] = position;
  facts_.push_back(fact);
  ++count_;
}

void SeenFacts::erase(const FactId& id) {
  if (slots_.empty()) return;
  const std::size_t slot = slot_of(id);
  if (slots_[slot] == 0) return;
  facts_[slots_[slot] - first_] = {};
  close_gap(slot);
  --count_;
  while (!facts_.empty() && !facts_.front().fact_id.is_set()) {
    facts_.pop_front();
    ++first_;
  }
}

// Knuth, The Art of Computer Programming, volume 3, 6.4, algorithm R: what probed past the gap
// moves into it.
void SeenFacts::close_gap(std::size_t slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t gap = slot;
  for (std::size_t next = (gap + 1) & mask; slots_[next] != 0; next = (next + 1) & mask) {
    const std::size_t home = spread(at(slots_[next]).fact_id) & mask;
    if (((next - home) & mask) < ((next - gap) & mask)) continue;
    slots_[gap] = slots_[next];
    gap = next;
  }
  slots_[gap] = 0;
}

void SeenFacts::rebuild(std::size_t slots) {
  slots_.assign(slots, 0);
  Position position = first_;
  for (const SeenFact& fact : facts_) {
    if (fact.fact_id.is_set()) slots_[slot_of(fact.fact_id)] = position;
    ++position;
  }
}

const SeenFact& SeenFacts::oldest() const {
  invariant(count_ > 0, "there is a fact to forget");
  return facts_.front();
}

void SeenFacts::sort_by_time() {
  std::erase_if(facts_, [](const SeenFact& fact) { return !fact.fact_id.is_set(); });
  std::ranges::sort(
      facts_, {}, [](const SeenFact& fact) { return std::tuple(fact.at, fact.fact_id); });
  first_ = 1;
  if (!slots_.empty()) rebuild(slots_.size());
}

std::vector<FactId> SeenFacts::ids() const {
  std::vector<FactId> ids;
  ids.reserve(count_);
  for (const SeenFact& fact : facts_) {
    if (fact.fact_id.is_set()) ids.push_back(fact.fact_id);
  }
  std::ranges::sort(ids);
  return ids;
}

std::vector<FactId> SeenFacts::forget_contents(ParticipantId participant) {
  std::vector<FactId> ids;
  for (SeenFact& fact : facts_) {
    if (!fact.fact_id.is_set() || fact.participant != participant) continue;
    fact.content = {};
    ids.push_back(fact.fact_id);
  }
  return ids;
}

}  // namespace koppel
