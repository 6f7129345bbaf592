#pragma once

#include "engine/market/market.h"
#include "engine/market/touched.h"
#include "engine/model/entry.h"

namespace koppel {

// Folds one recorded entry into the market and names what it changed: the only writer, live and on
// recovery. Total: what was recorded once always fits; an entry that does not fit means a damaged
// journal or a bug, and stops the process (invariant.h). A sealed value that is gone (erased
// person) reads as its default and changes nothing but that person's own row.
//
// What the entry leaves to be looked at is appended to the agenda of the head; an entry that begins
// a step (no causing entry) starts it anew, any other first drops the `agenda_done` items before
// it.
[[nodiscard]] Touched evolve(Market& market, const Entry& entry);
// The same, for who folds a long journal and needs not know what each entry changed.
void evolve_untold(Market& market, const Entry& entry);

// The `part` of a kPlanReminders item: the anchor in the low digits, and above them how many lines
// of the programme were planned already.
inline constexpr std::uint32_t kAgendaLine = 16;

}  // namespace koppel
