#pragma once

#include "consumers/runtime/area_owner.h"
#include "tests/simulation/found.h"
#include "tests/support/log_check.h"
#include "tests/support/memory_area_log.h"
#include "tests/support/memory_journal.h"

#include <cstdint>

namespace koppel::simulation {

// Every record of the inputs has its own entry once or repeats one, and an embedded owner told the
// same in that order at those moments comes to the same market with as many entries.
[[nodiscard]] Found check_embedded(const log_example::Committed& committed,
                                   const Founding& founding,
                                   const log_example::Seen& seen);
[[nodiscard]] Found check_embedded(const MemoryBroker& broker, const log_example::Seen& seen);

enum class Strays : std::uint8_t {
  kNone,
  kSome  // told of frames that were lost
};

[[nodiscard]] Found check_told(const log_example::Seen& seen, Strays strays);

// These rows with the rest of the journal come to the same market.
[[nodiscard]] Found check_rows(const MemoryBroker& broker,
                               const MemoryJournal& rows,
                               const log_example::Seen& seen);

}  // namespace koppel::simulation
