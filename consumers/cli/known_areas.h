#pragma once

#include "engine/codec/misfit.h"
#include "engine/model/area.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace koppel::cli {

// The areas of deploy/areas.json, as it was when this binary was built, by their names there.
[[nodiscard]] const std::map<std::string, AreaId, std::less<>>& known_areas();

// Whether it has that area.
[[nodiscard]] bool is_known(AreaId area);

// A move to an area that it does not have; empty for every other fact.
[[nodiscard]] codec::Verdict moves_off_the_map(const Fact& fact);

// The number of its partition in every topic, and the area that has that number; nothing for what
// is not on the map.
[[nodiscard]] std::optional<std::int32_t> partition_of(AreaId area);
[[nodiscard]] std::optional<AreaId> area_at(std::int32_t partition);

// Areas as they are named in an option; an error says which text is none.
[[nodiscard]] std::expected<std::vector<AreaId>, std::string> areas_of(
    const std::vector<std::string>& texts);

}  // namespace koppel::cli
