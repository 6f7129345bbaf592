#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/settings.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::cli {

// What the global options say, as written.
struct GlobalOptions {
  Flags flags;
  std::optional<std::string> area;
  std::optional<std::string> consultant;
  std::optional<std::uint32_t> limit;
  std::optional<std::string> format;
  std::optional<std::string> line_template;
  std::vector<std::string> where;
  std::string output;
  bool json = false;
  bool plain = false;
  bool no_color = false;
  bool show_personal = false;
  bool quiet = false;
  bool verbose = false;
  bool unasked = false;  // --yes, --no-input
};

// `given` must live as long as the app is parsed.
void add_global_options(CLI::App& koppel, GlobalOptions& given);

// Together with environment and files; colour "auto" asks whether stdout is a terminal.
[[nodiscard]] std::expected<Globals, ConfigFault> globals_of(
    const GlobalOptions& given,
    const Environment& environment,
    FaultyFile faulty_file = FaultyFile::kEndsIt);

// The known word nearest to what was typed, at most two edits away; else nothing.
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed,
                                                 const std::vector<std::string>& known);

}  // namespace koppel::cli
