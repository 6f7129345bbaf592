#include "consumers/cli/finding.h"
#include "consumers/cli/socket.h"
#include "consumers/cli/socket_line.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{2};

// A question that changes nothing.
Listener listener(const fs::path& path) {
  return listener_at(path, write_asked(PositionsAsked{}) + "\n", kPatience);
}

bool is_a_socket(const fs::path& path) {
  std::error_code error;
  return fs::is_socket(fs::symlink_status(path, error));
}

std::expected<void, PortError> remove_if_left_behind(const fs::path& path) {
  std::error_code error;
  if (!is_a_socket(path) || listener(path) != Listener::kNobody) {
    return std::unexpected(PortError{.failure = PortFailure::kUnavailable,
                                     .what = path.string() + " is no longer what it was",
                                     .remedy = "ask koppel doctor again"});
  }
  fs::remove(path, error);
  if (!error) return {};
  return std::unexpected(PortError{.failure = PortFailure::kNoPermission,
                                   .what = path.string() + " cannot be removed",
                                   .remedy = "remove it as the owner of the directory"});
}

Finding left_behind(const fs::path& path) {
  return {.check = "socket",
          .where = path.string(),
          .health = Health::kHeed,
          .what = "left behind by a run that was killed",
          .remedy = "the next koppel run replaces it",
          .mend = [path] { return remove_if_left_behind(path); }};
}

}  // namespace

Finding look_at_socket(const fs::path& path) {
  Finding finding{.check = "socket", .where = path.string(), .what = "no koppel run lives"};
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return finding;
  if (!is_a_socket(path)) {
    finding.health = Health::kHeed;
    finding.what = "is no socket";
    finding.remedy = "move it away: koppel run listens there";
    return finding;
  }
  switch (listener(path)) {
    case Listener::kNobody: return left_behind(path);
    case Listener::kAnswers: finding.what = "koppel run answers"; return finding;
    case Listener::kSilent: break;
  }
  finding.health = Health::kHeed;
  finding.what = "koppel run lives and does not answer within 2 s";
  finding.remedy =
      "look whether it was stopped or is at work; end it and start it again if it stays";
  return finding;
}

}  // namespace koppel::cli
