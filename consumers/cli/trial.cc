#include "consumers/cli/trial.h"

#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/socket.h"

#include <string>

namespace koppel::cli {
namespace {

std::string for_good(const Globals& globals) {
  constexpr std::string_view kFlag = " --dry-run";
  std::string command = globals.command;
  if (const auto at = command.find(kFlag); at != std::string::npos) command.erase(at, kFlag.size());
  return command;
}

}  // namespace

void tell_trial(const Globals& globals) {
  if (connect_to(socket_path(globals.data))) {
    remark(globals, "a koppel run lives in " + globals.data.string() + ": stop it first");
  }
  tell_trial_beside_a_run(globals);
}

void tell_trial_beside_a_run(const Globals& globals) {
  remark(globals, "this was a trial: nothing is recorded; for good: " + for_good(globals));
}

}  // namespace koppel::cli
