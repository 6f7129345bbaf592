#pragma once

#include "consumers/cli/command.h"
#include "engine/market/market.h"
#include "engine/ports/error.h"
#include "engine/ports/keys.h"

#include <expected>
#include <filesystem>
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

// Whether nothing was begun in that directory: no area, no key, no checkpoint.
[[nodiscard]] bool nothing_begun(const std::filesystem::path& data);

// Configuration, directory, permissions, disk space and socket.
[[nodiscard]] Findings look_at_files(const Globals& globals);
// Whether what koppel made there is its owner's alone, of one owner, and of use to this user.
[[nodiscard]] Findings look_at_permissions(const std::filesystem::path& data);
// Whether a `koppel run` listens there, and answers.
[[nodiscard]] Finding look_at_socket(const std::filesystem::path& path);
// Whether every key opens, and areas that left keys or checkpoints behind and are gone.
[[nodiscard]] Findings look_at_keys(const std::filesystem::path& data);
// Whether every checkpoint opens and is whole from its first frame to its head.
[[nodiscard]] Findings look_at_checkpoints(const std::filesystem::path& data);
// One area: its name, versions, chain, rows against the journal, keys, clock, and what is left
// undone. Folds the whole journal.
[[nodiscard]] Findings look_at_area(const Globals& globals, AreaId area);

// A key of somebody whose erasure was completed: put back since, by a copy of an older key store.
[[nodiscard]] Finding keys_of_the_erased(const std::filesystem::path& data,
                                         AreaId area,
                                         Keys& keys,
                                         const Market& market);

}  // namespace koppel::cli
