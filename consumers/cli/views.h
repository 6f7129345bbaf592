#pragma once

#include "consumers/cli/command.h"
#include "consumers/runtime/area_view.h"
#include "engine/ports/error.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

// What reading commands share: going through the areas, and naming what is in them.
namespace koppel::cli {

// The market of an area as of now, with progress on a terminal while it is loaded.
[[nodiscard]] std::expected<AreaView, PortError> view_of(const Globals& globals, AreaId area);

// The view may be moved from.
using ViewVisitor = std::function<void(AreaView& view)>;

// Every area of the installation (that of --area alone), in order. Answers kExitDone, or complains
// and answers what went wrong; an installation without areas is kExitNothing.
int each_view(const Globals& globals, const ViewVisitor& visitor);

// The areas that each_view() goes through; complains when there is none.
[[nodiscard]] std::vector<AreaId> asked_areas(const Globals& globals);

// The wall clock, but never before what the market lived through.
[[nodiscard]] Instant today_of(const Market& market);
// Whole local days between two moments.
[[nodiscard]] std::int32_t days_between(Instant from, Instant to);

// "first 8 of 41; all of them: a larger --limit"
[[nodiscard]] std::string first_of(std::size_t shown, std::size_t all);

[[nodiscard]] std::string title_of(const Placement& placement, Lang lang);
// The label of the first taxonomy that has the code, else the code itself.
[[nodiscard]] std::string competence_text(const Market& market, std::uint32_t code, Lang lang);
// Empty when nobody is the participant's consultant.
[[nodiscard]] std::string consultant_of(const Market& market, const Participant& participant);

// Whether --consultant lets this participant through.
[[nodiscard]] bool is_asked_for(const Globals& globals,
                                const Market& market,
                                const Participant& participant);

}  // namespace koppel::cli
