#pragma once

#include "engine/model/participant.h"
#include "engine/model/placement.h"

#include <vector>

// What a deferred pair waits for: support_arranged, that more is carried between the two in one of
// the domains that lacked support; participant_changed and placement_changed, that the matching
// side of that one changes. Nothing else about either ends the wait.
namespace koppel {

// The domains in which more support would do, each with what is carried there now, by the place and
// by what is arranged for the person together (0 to 5): those in which a barrier is left open;
// where none is, all.
[[nodiscard]] std::vector<Support> carried_where_awaited(const Participant& participant,
                                                         const Placement& placement);

// Whether what the pause waits for has come about since; its moment is not looked at.
[[nodiscard]] bool has_come(const Pause& pause,
                            const Participant& participant,
                            const Placement& placement);

}  // namespace koppel
