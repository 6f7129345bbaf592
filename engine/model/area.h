#pragma once

#include "engine/model/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace koppel {

// A labour-market region, AM01 to AM99: one area is one shard, one market and one journal.
using AreaId = Strong<struct AreaIdTag, std::uint8_t>;

[[nodiscard]] std::string to_text(AreaId area);
[[nodiscard]] std::optional<AreaId> parse_area(std::string_view text);

}  // namespace koppel
