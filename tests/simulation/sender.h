#pragma once

#include "tests/simulation/dice.h"
#include "tests/simulation/ledger.h"

#include <cstddef>
#include <string>
#include <vector>

namespace koppel::simulation {

// Who tells facts. One with an input reads how far that was taken and goes on there; a live one
// sends what it got no answer for, in any order, and now and then something it got one for.
struct Sender {
  std::string input;               // empty: live
  std::vector<std::size_t> facts;  // places in the ledger, in the order in which they came up
};

// What a sender whose input was taken up to `position` sends next: places in the ledger, at most so
// many.
[[nodiscard]] std::vector<std::size_t> next_batch(const Sender& sender,
                                                  const Ledger& ledger,
                                                  std::uint64_t position,
                                                  std::size_t facts_max,
                                                  Dice& dice);

}  // namespace koppel::simulation
