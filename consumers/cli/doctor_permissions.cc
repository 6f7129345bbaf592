#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/table.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

using Paths = std::vector<fs::path>;

constexpr fs::perms kMostOfADirectory = fs::perms::owner_all;
constexpr fs::perms kMostOfAFile = fs::perms::owner_read | fs::perms::owner_write;

// The directory, and whatever koppel makes in it. What others put beside that is their own.
Paths ours(const fs::path& data) {
  Paths roots{keys_path(data), master_key_path(data), data / "checkpoints", data / "kafka"};
  for (const AreaId area : areas_in(data)) roots.push_back(area_path(data, area));
  Paths all{data};
  std::error_code error;
  for (const fs::path& root : roots) {
    if (!fs::exists(root, error)) continue;
    all.push_back(root);
    if (!fs::is_directory(root, error)) continue;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
         at.increment(error)) {
      all.push_back(at->path());
    }
  }
  return all;
}

// A file that its writer removed meanwhile has none.
std::optional<struct stat> facts_of(const fs::path& path) {
  struct stat facts {};

  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return facts;
}

fs::perms most_of(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) ? kMostOfADirectory : kMostOfAFile;
}

bool is_open_to_others(const fs::path& path) {
  const auto facts = facts_of(path);
  if (!facts || (!S_ISDIR(facts->st_mode) && !S_ISREG(facts->st_mode))) return false;
  const auto held = static_cast<fs::perms>(facts->st_mode & 07777U);
  return (held & ~most_of(path)) != fs::perms::none;
}

bool may_be_used(const fs::path& path) {
  std::error_code error;
  const int wanted = fs::is_directory(path, error) ? R_OK | W_OK | X_OK : R_OK | W_OK;
  return ::faccessat(AT_FDCWD, path.c_str(), wanted, AT_EACCESS) == 0 || errno == ENOENT;
}

std::expected<void, PortError> close_to_others(const Paths& paths) {
  for (const fs::path& path : paths) {
    std::error_code error;
    fs::permissions(path, fs::perms::all & ~most_of(path), fs::perm_options::remove, error);
    if (!error || error == std::errc::no_such_file_or_directory) continue;
    return std::unexpected(PortError{.failure = PortFailure::kNoPermission,
                                     .what = "the mode of " + path.string() + " cannot be changed",
                                     .remedy = "change it as the owner of the file"});
  }
  return {};
}

// "DIR/keys and 3 more"
std::string first_of(const Paths& paths) {
  if (paths.size() == 1) return paths.front().string();
  return paths.front().string() + " and " + grouped(paths.size() - 1) + " more";
}

Finding about(const fs::path& data, std::string what) {
  return {.check = "permissions", .where = data.string(), .what = std::move(what)};
}

Finding openness(const fs::path& data, const Paths& all) {
  Paths open;
  std::ranges::copy_if(all, std::back_inserter(open), is_open_to_others);
  Finding finding = about(data, "the owner's alone");
  if (open.empty()) return finding;
  finding.health = Health::kHeed;
  finding.what = "open to more than the owner: " + first_of(open);
  finding.remedy = "chmod directories to 700 and files to 600";
  finding.mend = [open = std::move(open)] { return close_to_others(open); };
  return finding;
}

Finding use(const fs::path& data, const Paths& all) {
  Paths shut;
  std::ranges::copy_if(
      all, std::back_inserter(shut), [](const fs::path& path) { return !may_be_used(path); });
  Finding finding = about(data, "can be read and written");
  if (shut.empty()) return finding;
  finding.health = Health::kBroken;
  finding.what = "cannot be read and written by this user: " + first_of(shut);
  finding.remedy = "run koppel as the owner, chown what is another's, or mount it read-write";
  return finding;
}

// Files of another owner are left by a koppel that was run as another user: once as root is enough.
Finding owners(const fs::path& data, const Paths& all) {
  const auto facts = facts_of(data);
  Finding finding = about(data, "of one owner");
  if (!facts) return finding;
  Paths others;
  std::ranges::copy_if(all, std::back_inserter(others), [&](const fs::path& path) {
    const auto of = facts_of(path);
    return of && of->st_uid != facts->st_uid;
  });
  if (others.empty()) return finding;
  const std::string owner = std::to_string(facts->st_uid);
  finding.health = Health::kHeed;
  finding.what = "of another owner than the directory: " + first_of(others);
  finding.remedy =
      "chown -R " + owner + " " + data.string() + ", and run koppel as that user alone";
  return finding;
}

}  // namespace

Findings look_at_permissions(const fs::path& data) {
  const Paths all = ours(data);
  return {openness(data, all), use(data, all), owners(data, all)};
}

}  // namespace koppel::cli
