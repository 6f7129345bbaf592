// Claim: a configuration file, programme, rules or taxonomy of any bytes is read or refused with
// where and why.

#include "consumers/cli/settings.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/invariant.h"
#include "tests/fuzz/input.h"

#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace koppel {
namespace {

void read_as_file(std::string_view bytes) {
  const int file = memfd_create("koppel.toml", 0);
  invariant(file >= 0, "a file in memory");
  invariant(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
            "a file in memory takes it all");
  const auto nothing = [](const std::string&) -> std::optional<std::string> { return {}; };
  const auto settings = cli::read_settings(
      nothing,
      {.config = "/proc/self/fd/" + std::to_string(file), .data = {}, .lang = {}, .color = {}});
  invariant(settings || !settings.error().what.empty(), "a fault says what");
  close(file);
}

}  // namespace

// The first byte says as what the rest is read.
int fuzz(std::string_view input) {
  if (input.empty()) return 0;
  codec::keep_parser_quiet();
  const std::string_view rest = input.substr(1);
  switch (input.front()) {
    case 'P': (void)codec::programme_from_json(rest); break;
    case 'R': (void)codec::rules_from_json(rest); break;
    case 'T': (void)codec::taxonomy_from_json(rest); break;
    default: read_as_file(rest);
  }
  return 0;
}

}  // namespace koppel
