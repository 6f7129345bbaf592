#pragma once

#include "tests/simulation/chain_check.h"
#include "tests/simulation/entry_checks.h"
#include "tests/simulation/entry_reader.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/twin.h"

#include <vector>

namespace koppel::simulation {

// Looks at an area after every recovery, and tells the first thing that is wrong.
class Inspector {
 public:
  Inspector(std::uint64_t seed, const Founding& founding) : twin_(seed, founding) {}

  // While nothing was taken since the owner opened.
  [[nodiscard]] Found inspect(const Machine& machine,
                              const AreaPorts& ports,
                              const AreaView& live,
                              const Ledger& ledger);

  // At the end, as of the last inspection.
  [[nodiscard]] Found check_all_recorded(const Ledger& ledger) const {
    return facts_.all_recorded(ledger);
  }

 private:
  [[nodiscard]] Found walk(const Ledger& ledger);

  EntryReader reader_;
  ChainCheck chain_;
  FactsCheck facts_;
  SeatsCheck seats_;
  RemindersCheck reminders_;
  TimeCheck time_;
  Twin twin_;
  std::size_t walked_ = 0;
};

}  // namespace koppel::simulation
