#pragma once

#include <optional>
#include <string>

namespace koppel::codec {

// What does not fit, by its path in the schema ("PlacementOpened.details.seats"), and why.
struct Misfit {
  std::string field;
  std::string why;
};

using Verdict = std::optional<Misfit>;  // empty: it fits

}  // namespace koppel::codec
