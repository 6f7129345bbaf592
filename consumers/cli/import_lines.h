#pragma once

#include "consumers/cli/stop_signals.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace koppel::cli {

// A file of facts, one JSON object a line, as an input that can be resumed: its name is the hash of
// its bytes, so that the same file is the same input wherever it lies. Empty lines count as lines
// and hold no fact; a byte order mark at the beginning is not part of it.
struct InputLines {
  std::string name;  // "file:" and the BLAKE2b-128 of the bytes
  std::vector<std::string> lines;
};

// As read_input_bytes() has it.
[[nodiscard]] std::expected<InputLines, PortError> read_input(const std::filesystem::path& path,
                                                              const StopSignals& stop);

// The same of facts that were made here.
[[nodiscard]] InputLines input_of(std::vector<std::string> lines);

// "DIR/FILE.rejects.jsonl" beside the file; in the working directory for stdin.
[[nodiscard]] std::filesystem::path reject_path(const std::filesystem::path& input);

struct Reject {
  std::uint64_t line = 0;  // from 1
  std::string reason;
  std::string field;
  std::string original;
};

// Replaces the reject file as a whole; no rejects, no file.
[[nodiscard]] std::expected<void, PortError> write_rejects(const std::filesystem::path& path,
                                                           const std::vector<Reject>& rejects);

}  // namespace koppel::cli
