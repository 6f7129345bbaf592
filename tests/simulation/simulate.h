#pragma once

#include "tests/simulation/found.h"
#include "tests/simulation/lies.h"

#include <cstdint>
#include <string>

namespace koppel::simulation {

// How one seed went.
struct Report {
  Found wrong;        // what was found
  std::string story;  // the same with seed, step and what happened last, for who repeats it
  std::uint64_t diary_hash = 0;
  std::uint64_t recoveries = 0;
  std::uint64_t facts = 0;
};

// A whole run in memory. The same seed and lie go the same way. A process that aborts meanwhile, as
// by a broken invariant, tells the story on stderr first.
[[nodiscard]] Report simulate(std::uint64_t seed, Lie lie);

// The same on the product's own stores, a few times as slow; of the lies only kSyncDropped.
[[nodiscard]] Report simulate_on_rocksdb(std::uint64_t seed, Lie lie);

}  // namespace koppel::simulation
