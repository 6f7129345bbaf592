#pragma once

#include "consumers/cli/stop_signals.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

namespace koppel::cli {

inline constexpr std::uint64_t kInputBytesMax = 2'000'000'000;

// All bytes of a file, a pipe or a device; "-" is stdin. What cannot be read to its end, or has
// more than `bytes_max`, is not read at all. When a stop is asked meanwhile, what was read until
// then.
[[nodiscard]] std::expected<std::string, PortError> read_input_bytes(
    const std::filesystem::path& path,
    const StopSignals& stop,
    std::uint64_t bytes_max = kInputBytesMax);

// What is there does not fit in memory.
[[nodiscard]] PortError no_memory_for(const std::filesystem::path& path);

}  // namespace koppel::cli
