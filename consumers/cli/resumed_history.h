#pragma once

#include "consumers/cli/import_lines.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <string>

namespace koppel::cli {

// kUnavailable where an earlier import of that input stopped in the middle, and time has moved on
// since by more than a day beyond what the input told until there: by a `run`, an answer, or
// another input. What is left would be judged as of now and not as of when it happened. A history
// that came late from its beginning is judged so throughout, and goes on.
[[nodiscard]] std::expected<void, PortError> may_go_on(
    const std::filesystem::path& data,
    const InputLines& input,
    const std::map<std::string, std::uint64_t>& positions);

}  // namespace koppel::cli
