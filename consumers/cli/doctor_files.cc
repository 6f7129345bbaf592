#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kArriving = ".arriving";

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kDiskBroken = 100 * kMegabyte;
constexpr std::uintmax_t kDiskHeed = 2'000 * kMegabyte;
// Made in 2026: a clock that shows less was never set.
constexpr Instant kBeforeUs{.ms = 1'767'225'600'000};

// Every other command ends at a fault of a file; what stands before it counts here.
Findings configuration(const Globals& globals) {
  Findings findings;
  for (const ConfigFault& fault : globals.config_faults) {
    findings.push_back({.check = "configuration",
                        .where = globals.data.string(),
                        .health = Health::kBroken,
                        .what = fault.what,
                        .remedy = fault.remedy});
  }
  if (!findings.empty()) return findings;
  std::string from = "defaults";
  for (const Setting& setting : globals.settings) {
    if (setting.name == "data") from = setting.origin;
  }
  return {{.check = "configuration",
           .where = globals.data.string(),
           .what = "in order; the directory is from: " + from}};
}

Finding disk(const fs::path& data) {
  std::error_code error;
  const fs::space_info space = fs::space(data, error);
  Finding finding{.check = "disk", .where = data.string(), .what = ""};
  if (error) {
    finding.health = Health::kHeed;
    finding.what = "free space is not known: " + error.message();
    finding.remedy = "look at the file system";
    return finding;
  }
  finding.what = grouped(space.available / kMegabyte) + " MB free";
  if (space.available < kDiskHeed) {
    finding.health = space.available < kDiskBroken ? Health::kBroken : Health::kHeed;
    finding.remedy = "make room; a write that fails stops the engine until it is started again";
  }
  return finding;
}

Finding wall_clock() {
  SystemClock clock;
  const Instant now = clock.wall();
  if (now >= kBeforeUs) return {.check = "clock", .where = "machine", .what = to_text(now)};
  return {.check = "clock",
          .where = "machine",
          .health = Health::kBroken,
          .what = to_text(now) + " cannot be",
          .remedy = "set the clock of this machine before anything is recorded"};
}

Finding told(const fs::path& path, Health health, std::string what, std::string remedy) {
  return {.check = "directory",
          .where = path.string(),
          .health = health,
          .what = std::move(what),
          .remedy = std::move(remedy)};
}

// What stands beside the areas and is no file that is looked at elsewhere.
Finding look_at_entry(const fs::path& path) {
  const std::string name = path.filename().string();
  const auto area = parse_area(name);
  if (name == "kafka") {
    return told(path, Health::kGood, "rows of areas whose journals are on Kafka", {});
  }
  if (name.ends_with(kArriving)) {
    return told(path,
                Health::kHeed,
                "a journal that came in part: its import goes on, or was ended",
                "unless it goes on, run the same koppel import journal again");
  }
  return told(path,
              Health::kHeed,
              area ? "is no area of deploy/areas.json" : "is not Koppel's",
              "move it elsewhere");
}

// Only what this installation makes belongs there.
Findings strangers(const fs::path& data) {
  static constexpr std::array<std::string_view, 4> kOurs = {
      "keys", "checkpoints", "master.key", "koppel.sock"};
  Findings findings;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(data, error)) {
    const std::string name = entry.path().filename().string();
    const auto area = parse_area(name);
    if (name.starts_with('.') || std::ranges::find(kOurs, name) != kOurs.end()) continue;
    if (area && is_known(*area)) continue;
    findings.push_back(look_at_entry(entry.path()));
  }
  return findings;
}

}  // namespace

bool nothing_begun(const fs::path& data) {
  std::error_code error;
  return areas_in(data).empty() && !fs::exists(keys_path(data), error) &&
         !fs::exists(master_key_path(data), error) && !fs::exists(data / "checkpoints", error);
}

Findings look_at_files(const Globals& globals) {
  Findings findings = configuration(globals);
  findings.push_back(wall_clock());
  if (const auto obstacle = obstacle_to(globals.data)) {
    findings.push_back({.check = "directory",
                        .where = globals.data.string(),
                        .health = Health::kBroken,
                        .what = obstacle->what,
                        .remedy = obstacle->remedy});
    return findings;
  }
  std::error_code error;
  if (!fs::is_directory(globals.data, error)) {
    findings.push_back({.check = "directory",
                        .where = globals.data.string(),
                        .health = Health::kHeed,
                        .what = "is not there",
                        .remedy = "name another with --data, or import facts to make it"});
    return findings;
  }
  findings.push_back(disk(globals.data));
  std::ranges::move(look_at_permissions(globals.data), std::back_inserter(findings));
  if (nothing_begun(globals.data)) {
    findings.push_back(told(globals.data,
                            Health::kHeed,
                            "nothing is here yet",
                            "name another with --data, or import facts to begin"));
  }
  findings.push_back(look_at_socket(socket_path(globals.data)));
  std::ranges::move(strangers(globals.data), std::back_inserter(findings));
  return findings;
}

}  // namespace koppel::cli
