#pragma once

#include <optional>
#include <string>

namespace koppel::simulation {

using Found = std::optional<std::string>;  // what is wrong; empty: nothing

}  // namespace koppel::simulation
