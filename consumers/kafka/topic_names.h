#pragma once

#include "engine/ports/area_log.h"

#include <string>
#include <string_view>

namespace koppel {

// koppel.participants.v1, with that prefix instead of koppel.
[[nodiscard]] std::string topic_name(std::string_view prefix, AreaTopic topic);

}  // namespace koppel
