#pragma once

#include "engine/model/area.h"

namespace koppel::cli {

// Whether deploy/areas.json, as it was when this binary was built, has that area.
[[nodiscard]] bool is_known(AreaId area);

}  // namespace koppel::cli
