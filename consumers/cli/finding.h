#pragma once

#include "consumers/cli/command.h"
#include "engine/ports/error.h"

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// What `koppel doctor` finds.
namespace koppel::cli {

enum class Health : std::uint8_t {
  kGood,
  kHeed,   // works, and somebody should look
  kBroken  // does not work, or will not for long
};

// One thing that was looked at. `remedy` says what to do; empty when it is good. `mend` does it,
// where doing it can lose nothing; it is empty where an operator has to decide.
struct Finding {
  std::string_view check;  // one word: configuration, directory, permissions, disk, clock, …
  std::string where;       // an area or a path
  Health health = Health::kGood;
  std::string what;
  std::string remedy = {};
  std::function<std::expected<void, PortError>()> mend = {};
};

using Findings = std::vector<Finding>;

// Configuration, directory, permissions, disk space, master key and socket.
[[nodiscard]] Findings look_at_files(const Globals& globals);
// One area: versions, chain, rows against the journal, keys, clock, and what is left undone. Folds
// the whole journal.
[[nodiscard]] Findings look_at_area(const Globals& globals, AreaId area);

}  // namespace koppel::cli
