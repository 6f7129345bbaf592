#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/views.h"
#include "engine/model/entry.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <string>

// `koppel report`: figures about all people of an area. Each area is a report of its own: a sum
// over areas beside them would tell what was left out of one.
namespace koppel::cli {

inline constexpr std::int32_t kDaysWithout = 14;

int report_fairness(const Globals& globals);
// The ledger is that of the whole area; --consultant and the days narrow the list under it.
int report_no_proposal(const Globals& globals, std::int32_t days);
int report_supply(const Globals& globals);

// "AM11: who gets a place, as of #9582 on 2026-11-27"
[[nodiscard]] std::string report_heading(const AreaView& view,
                                         const Globals& globals,
                                         std::string_view about);

// Every entry of the journal of that view, in order.
using EntrySight = std::function<void(const Entry& entry)>;
[[nodiscard]] std::expected<void, PortError> see_journal(const Globals& globals,
                                                         const AreaView& view,
                                                         const EntrySight& sight);

// each_view() for a report that may fail half-way.
using Reporting = std::function<std::expected<void, PortError>(const AreaView& view)>;
int report_each(const Globals& globals, const Reporting& reporting);

}  // namespace koppel::cli
