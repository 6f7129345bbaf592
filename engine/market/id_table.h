#pragma once

#include "engine/model/invariant.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace koppel {

// Where each id of a kind stands: from id to ordinal, one look into memory for most. Ids are never
// taken out. There is no order to go through them in, so none can be observed.
//
// Open addressing with linear probing, at most three quarters full; 12 to 24 bytes an id. Ids come
// from outside and may be chosen, so their bits are mixed (the finaliser of SplitMix64: Steele,
// Lea and Flood, 2014).
template <typename Id, typename Ordinal>
class IdTable {
 public:
  // The unset ordinal when the id is not there.
  [[nodiscard]] Ordinal find(Id id) const {
    return ids_.empty() ? Ordinal{} : ordinals_[slot_of(id)];
  }

  [[nodiscard]] bool contains(Id id) const { return find(id).is_set(); }

  // False, and nothing changes, when the id is there already.
  bool emplace(Id id, Ordinal ordinal) {
    invariant(ordinal.is_set(), "what stands in the table stands somewhere");
    if (4 * (count_ + 1) > 3 * ids_.size()) grow();
    const std::size_t at = slot_of(id);
    if (ordinals_[at].is_set()) return false;
    ids_[at] = id;
    ordinals_[at] = ordinal;
    ++count_;
    return true;
  }

  [[nodiscard]] std::size_t size() const { return count_; }

  // The same ids with the same ordinals.
  friend bool operator==(const IdTable& a, const IdTable& b) {
    if (a.count_ != b.count_) return false;
    for (std::size_t at = 0; at < a.ids_.size(); ++at) {
      if (a.ordinals_[at].is_set() && b.find(a.ids_[at]) != a.ordinals_[at]) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kSlotsMin = 16;

  // Where the id stands, or the free slot where it would.
  [[nodiscard]] std::size_t slot_of(Id id) const {
    const std::size_t mask = ids_.size() - 1;
    std::size_t at = mixed(id.value()) & mask;
    while (ordinals_[at].is_set() && ids_[at] != id) at = (at + 1) & mask;
    return at;
  }

  static std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
    return bits ^ (bits >> 31);
  }

  void grow() {
    IdTable larger;
    const std::size_t slots = ids_.empty() ? kSlotsMin : 2 * ids_.size();
    larger.ids_.resize(slots);
    larger.ordinals_.resize(slots);
    for (std::size_t at = 0; at < ids_.size(); ++at) {
      if (!ordinals_[at].is_set()) continue;
      const std::size_t to = larger.slot_of(ids_[at]);
      larger.ids_[to] = ids_[at];
      larger.ordinals_[to] = ordinals_[at];
    }
    larger.count_ = count_;
    *this = std::move(larger);
  }

  std::vector<Id> ids_;            // a power of two, or none
  std::vector<Ordinal> ordinals_;  // beside them; unset: a free slot
  std::size_t count_ = 0;
};

}  // namespace koppel
