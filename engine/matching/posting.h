#pragma once

#include "engine/matching/block.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace koppel::matching {

// Who has something to do with each competence: by code, the lanes in ascending order and a value
// of each. A lane may stand there more than once. Points are added lane by lane into 16 bits, so
// one competence costs nothing where nobody has it.
template <typename Value>
class Postings {
 public:
  struct List {
    std::uint32_t code = 0;
    std::vector<std::uint32_t> lanes;
    std::vector<Value> values;
  };

  void add(std::uint32_t code, std::uint32_t lane, Value value);
  // All of that lane below that code.
  void remove(std::uint32_t code, std::uint32_t lane);

  void clear() { lists_.clear(); }

  // Null when nobody has it.
  [[nodiscard]] const List* find(std::uint32_t code) const;

 private:
  std::vector<List> lists_;  // by code
};

extern template class Postings<std::uint8_t>;
extern template class Postings<std::uint16_t>;

}  // namespace koppel::matching
