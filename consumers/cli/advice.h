#pragma once

#include "consumers/cli/command.h"
#include "consumers/runtime/area_view.h"
#include "engine/model/id.h"

#include <string>

#include <nlohmann/json_fwd.hpp>

// What `explain` says beyond what is recorded: how two places differ for somebody, and which
// changes would open places.
namespace koppel::cli {

// "interests +1,200, travel −40; together +1,160": what the first place has more than the second,
// part by part, today. Open support is its sum, as it is masked.
[[nodiscard]] std::string difference_text(const AreaView& view,
                                          ParticipantOrdinal participant,
                                          PlacementOrdinal first,
                                          PlacementOrdinal second,
                                          const Globals& globals);

// Whole lines, empty when there are none: the sets of two changes that open most places, for who is
// ready; how many places there are, and what one change adds, for who is not.
[[nodiscard]] std::string pairs_text(const AreaView& view,
                                     ParticipantOrdinal participant,
                                     const Globals& globals);
[[nodiscard]] std::string after_needed_text(const AreaView& view,
                                            ParticipantOrdinal participant,
                                            const Globals& globals);

// One sentence: what would open this place, or that nobody can change it.
[[nodiscard]] std::string opens_text(const AreaView& view,
                                     ParticipantOrdinal participant,
                                     PlacementOrdinal placement,
                                     Lang lang);

// Every smallest set of one and two changes: what, how many places, in words.
[[nodiscard]] nlohmann::ordered_json sets_json(const AreaView& view,
                                               ParticipantOrdinal participant,
                                               Lang lang);
[[nodiscard]] nlohmann::ordered_json after_needed_json(const AreaView& view,
                                                       ParticipantOrdinal participant);
// null: nobody can change it.
[[nodiscard]] nlohmann::ordered_json opens_json(const AreaView& view,
                                                ParticipantOrdinal participant,
                                                PlacementOrdinal placement);

}  // namespace koppel::cli
