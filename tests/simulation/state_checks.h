#pragma once

#include "consumers/runtime/area_owner.h"
#include "tests/simulation/found.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/machine.h"

#include <vector>

// Checks of what stands after a recovery.
namespace koppel::simulation {

// `live` is what the owner has. Nothing is left to do of a step.
[[nodiscard]] Found check_finished(const AreaView& live);

// What the owner has, what the rows come to, and what the frames come to are one.
[[nodiscard]] Found check_refold(const AreaPorts& ports, const AreaView& live);

// Of the erased there is no key, neither in the store nor in the machine, and no original.
[[nodiscard]] Found check_erased(const Machine& machine,
                                 const AreaPorts& ports,
                                 const AreaView& live);

// Of every fact refused in the last kOriginalDays the original can be read, but of what is about
// the erased.
[[nodiscard]] Found check_originals(const AreaPorts& ports,
                                    const AreaView& live,
                                    const std::vector<Entry>& entries,
                                    const Ledger& ledger);

// Nothing is due any more that was due.
[[nodiscard]] Found check_fired(const AreaView& live);

}  // namespace koppel::simulation
