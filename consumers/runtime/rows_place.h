#pragma once

#include "engine/ports/area_log.h"
#include "engine/ports/journal.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace koppel {

// Where in the area's own topics the rows stand: in the journal the offset of the last frame they
// have, in a topic that others read the offset behind the last message up to that frame. It is kept
// among the positions of the rows' head, as koppel.journal.v1 and so on; the head of the market and
// the frames never have them.
struct RowsPlace {
  std::string cluster;
  std::optional<std::int64_t> journal;
  std::map<AreaTopic, std::int64_t> outward;
};

// As the bytes of a head say; without `journal` when they say nothing, or of another cluster.
[[nodiscard]] RowsPlace place_in(std::string_view head, const std::string& cluster);
[[nodiscard]] std::string with_place(std::string_view head, const RowsPlace& place);
[[nodiscard]] std::string without_place(std::string_view head);

// The name under which an input is recorded, whatever prefix its topic has: koppel.answers.v1.
[[nodiscard]] std::string name_in_record(AreaTopic topic);

}  // namespace koppel
