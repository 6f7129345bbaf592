#pragma once

#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/waiting.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace koppel {

// The facts whose ids are remembered, so that a repeat changes nothing: in the order in which they
// were taken, with a table of positions by id. 60 to 80 bytes a fact.
//
// An id is a hash already, so its first bytes spread. Open addressing with linear probing, at most
// three quarters full; what goes leaves no gap in a run of slots.
class SeenFacts {
 public:
  // Null when the id is not remembered.
  [[nodiscard]] const SeenFact* find(const FactId& id) const;

  [[nodiscard]] bool contains(const FactId& id) const { return find(id) != nullptr; }

  [[nodiscard]] std::size_t size() const { return count_; }

  [[nodiscard]] bool empty() const { return count_ == 0; }

  // The fact, taken now: after all others. An earlier line of the same id goes.
  void put(const SeenFact& fact);
  void erase(const FactId& id);

  // The one taken first. There must be one.
  [[nodiscard]] const SeenFact& oldest() const;

  // Rows come back in any order: sorts by time, then id.
  void sort_by_time();

  // In ascending order: the one in which rows are written and digested.
  [[nodiscard]] std::vector<FactId> ids() const;

  // Forgets what the facts of this person said, so that of it nothing is left; answers their ids.
  std::vector<FactId> forget_contents(ParticipantId participant);

 private:
  using Position = std::uint32_t;  // of ever taken, from 1, modulo 2^32; 0: a free slot

  struct Slot {
    Position position = 0;
    std::uint32_t tag = 0;  // of the id: most others are passed over without a look at their fact
  };

  [[nodiscard]] const SeenFact& at(Position position) const;
  [[nodiscard]] std::size_t slot_of(const FactId& id) const;
  void close_gap(std::size_t slot);
  void rebuild(std::size_t slots);

  std::deque<SeenFact> facts_;  // one that is gone has no id
  std::vector<Slot> slots_;     // a power of two, or none
  Position first_ = 1;          // position of facts_.front()
  std::size_t count_ = 0;
};

}  // namespace koppel
