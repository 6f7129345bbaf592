#include "consumers/cli/output.h"

#include "engine/codec/utf8.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace koppel::cli {
namespace {

// _Exit: what is half done in memory is nobody's business any more, and stdio would try again.
[[noreturn]] void end_without_stdout() {
  if (errno == EPIPE) std::_Exit(kExitClosedPipe);
  std::fprintf(stderr,
               "koppel: writing to stdout: %s\n  what to do: free space there and run it again\n",
               std::strerror(errno));
  std::_Exit(kExitNothing);
}

int tell(std::string_view what, std::string_view remedy) {
  std::fprintf(stderr, "koppel: %s\n", codec::visible(what).c_str());
  if (!remedy.empty()) {
    std::fprintf(stderr, "  what to do: %s\n", codec::visible(remedy).c_str());
  }
  return kExitUsage;
}

}  // namespace

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) < text.size()) end_without_stdout();
}

void print_line(std::string_view text) {
  print(text);
  print("\n");
}

void flush() {
  if (std::fflush(stdout) != 0) end_without_stdout();
}

int complain(const PortError& error) {
  flush();
  tell(error.what, error.remedy);
  return exit_code(error.failure);
}

int tell_stopped(std::string_view where, std::string_view go_on) {
  flush();
  tell("stopped " + std::string(where), go_on);
  return kExitStopped;
}

int complain_usage(std::string_view what, std::string_view remedy) {
  flush();
  return tell(what, remedy);
}

void remark(const Globals& globals, std::string_view text) {
  if (globals.talk == Talk::kQuiet) return;
  flush();
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

int exit_code(PortFailure failure) {
  switch (failure) {
    case PortFailure::kLocked: return kExitLocked;
    case PortFailure::kDamaged:
    case PortFailure::kNewerFormat: return kExitBroken;
    case PortFailure::kUnavailable:
    case PortFailure::kNoSpace:
    case PortFailure::kNoPermission:
    case PortFailure::kNotFound: return kExitNothing;
  }
  return kExitNothing;
}

}  // namespace koppel::cli
