#include "consumers/cli/checkpoints.h"
#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/journal_place.h"
#include "consumers/cli/lost_journal.h"
#include "consumers/cli/table.h"
#include "engine/model/calendar.h"
#include "engine/storage/master_key.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

using Counts = std::map<AreaId, std::uint64_t>;

// Where all journals are on Kafka, so are the keys.
bool has_key_store(const fs::path& data) {
  std::error_code error;
  return fs::exists(keys_path(data), error) || !areas_in(data).empty();
}

std::expected<Counts, PortError> count_keys(const fs::path& data) {
  if (!has_key_store(data)) {
    if (auto master = storage::load_master_key(master_key_path(data)); !master) {
      return std::unexpected(master.error());
    }
    return Counts{};
  }
  const auto keys = open_keys(data, storage::Access::kReadOnly);
  if (!keys) return std::unexpected(keys.error());
  return (*keys)->count();
}

Finding keys(const fs::path& data, const std::expected<Counts, PortError>& counts) {
  Finding finding{.check = "keys", .where = master_key_path(data).string(), .what = "fits"};
  if (counts) {
    std::uint64_t all = 0;
    for (const auto& [area, count] : *counts) all += count;
    if (all > 0) finding.what += ", and opens " + grouped(all) + " keys";
    return finding;
  }
  finding.health = Health::kBroken;
  finding.what = counts.error().what;
  finding.remedy = counts.error().remedy;
  return finding;
}

// Areas whose journal is here, whatever the name of its directory is.
std::set<AreaId> present(const fs::path& data) {
  std::set<AreaId> areas;
  for (const AreaId area : areas_in(data)) {
    if (has_no_journal(area_path(data, area))) continue;
    areas.insert(area);
    if (const auto begins = beginning_of(area_path(data, area))) areas.insert(begins->area);
  }
  return areas;
}

// Keys alone are also left where the journal went to another installation, and took its directory.
Finding lost_area(const fs::path& data, AreaId area, std::uint64_t keys) {
  const fs::path path = area_path(data, area);
  std::error_code error;
  const bool gone = !fs::exists(path, error);
  const auto kept = checkpoints_in(checkpoints_path(data, area));
  Finding finding{.check = "directory",
                  .where = path.string(),
                  .health = gone && kept.empty() ? Health::kHeed : Health::kBroken,
                  .what = std::string(gone ? "is gone: " : "holds no journal: ") + grouped(keys) +
                          " keys of " + to_text(area) +
                          " are there, and no journal; it was lost, or moved with koppel export "
                          "journal",
                  .remedy = remedy_for_lost(data, area)};
  if (!kept.empty()) {
    finding.what += "; the last checkpoint is of " + kept.back().filename().string();
  }
  return finding;
}

// A journal that was on its way brought its keys first: import it again.
bool arrives(const fs::path& data, AreaId area) {
  std::error_code error;
  return fs::exists(data / (to_text(area) + ".arriving"), error);
}

Findings lost_areas(const fs::path& data, Counts counts) {
  Findings findings;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(data / "checkpoints", error)) {
    const auto area = parse_area(entry.path().filename().string());
    if (area && !checkpoints_in(entry.path()).empty()) counts.try_emplace(*area, 0);
  }
  const auto here = present(data);
  for (const auto& [area, keys] : counts) {
    if (here.contains(area) || arrives(data, area)) continue;
    findings.push_back(lost_area(data, area, keys));
  }
  return findings;
}

std::expected<void, PortError> destroy_keys(const fs::path& data,
                                            AreaId area,
                                            const std::vector<ParticipantId>& erased) {
  const auto installation = Installation::open_for_writing(data);
  if (!installation) return std::unexpected(installation.error());
  for (const ParticipantId id : erased) {
    if (auto done = (*installation)->key_store().destroy(area, id); !done) return done;
  }
  return {};
}

}  // namespace

Findings look_at_keys(const fs::path& data) {
  const auto counts = count_keys(data);
  Findings findings{keys(data, counts)};
  std::ranges::move(lost_areas(data, counts.value_or(Counts{})), std::back_inserter(findings));
  return findings;
}

Finding keys_of_the_erased(const fs::path& data, AreaId area, Keys& keys, const Market& market) {
  Finding finding{.check = "erasures", .where = to_text(area), .what = "nobody erased has a key"};
  std::vector<ParticipantId> erased;
  for (const Participant& one : market.participants) {
    if (one.state != ParticipantState::kErased || !one.erasure_completed) continue;
    const auto key = keys.find(area, one.id);
    if (key && *key) erased.push_back(one.id);
  }
  if (erased.empty()) return finding;
  finding.health = Health::kBroken;
  finding.what = grouped(erased.size()) +
                 (erased.size() == 1 ? " erased person has" : " erased persons have") +
                 " a key again";
  finding.remedy = "an older key store was put back: destroy these keys, also in that copy";
  finding.mend = [data, area, erased = std::move(erased)] {
    return destroy_keys(data, area, erased);
  };
  return finding;
}

}  // namespace koppel::cli
