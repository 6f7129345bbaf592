#include "consumers/cli/command_line.h"

#include "consumers/cli/commands.h"
#include "consumers/cli/options.h"
#include "consumers/cli/output.h"
#include "consumers/cli/version.h"
#include "engine/codec/fact_codec.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <signal.h>

namespace koppel::cli {
namespace {

constexpr auto kAbout =
    "Koppel proposes placements to participants, explains every proposal, and follows up.";

constexpr auto kFooter = R"(
Examples:
  koppel proposals --limit 10
  koppel explain AM11-P12 --lang nl

Exit codes:
  0  done, or found                      5  another process holds the data
  1  nothing found, checks differ,       6  input partly refused
     or disk or network failed           7  the remote side cannot be reached
  2  wrong usage or configuration      130  stopped by Ctrl-C, and said where to go on
  3  broken data, or of a newer        141  nobody reads the output any more
     version)";

void add_commands(CLI::App& koppel, Chosen& chosen) {
  add_run(koppel, chosen);
  add_import(koppel, chosen);
  add_export(koppel, chosen);
  add_proposals(koppel, chosen);
  add_reminders(koppel, chosen);
  add_answer(koppel, chosen);
  add_explain(koppel, chosen);
  add_report(koppel, chosen);
  add_inspect(koppel, chosen);
  add_replay(koppel, chosen);
  add_doctor(koppel, chosen);
  add_simulate(koppel, chosen);
  add_config(koppel, chosen);
}

std::vector<std::string> known_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(command->get_name());
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  return words;
}

// The words that were possible where the line was not understood: those of the innermost command
// named, and the global ones.
int complain_about(const CLI::App& koppel, const CLI::ParseError& error) {
  std::vector<std::string> words = known_words(koppel);
  std::string named = "koppel";
  for (const CLI::App* at = &koppel; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    named += " " + at->get_name();
    const auto more = known_words(*at);
    words.insert(words.end(), more.begin(), more.end());
  }
  const auto left = koppel.remaining(true);
  if (left.empty()) return complain_usage(error.what(), "see " + named + " --help");
  const auto meant = nearest(left.front(), words);
  return complain_usage("\"" + left.front() + "\" is not known here",
                        meant ? "did you mean " + *meant + "?" : "see " + named + " --help");
}

std::optional<std::string> environment_value(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

int run(const GlobalOptions& given, const Chosen& chosen) {
  const auto globals = globals_of(given, environment_value, chosen.faulty_file);
  if (!globals) return complain_usage(globals.error().what, globals.error().remedy);
  const int code = chosen.action(*globals);
  flush();
  return code;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);  // print() sees a closed pipe itself
  codec::keep_parser_quiet();
  CLI::App koppel(kAbout, "koppel");
  GlobalOptions given;
  Chosen chosen;
  koppel.fallthrough();
  koppel.footer(kFooter);
  koppel.set_version_flag("--version", "koppel " + std::string(kVersion));
  koppel.require_subcommand(0, 1);
  add_global_options(koppel, given);
  add_commands(koppel, chosen);
  try {
    koppel.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return koppel.exit(help);
  } catch (const CLI::ParseError& error) {
    return complain_about(koppel, error);
  }
  if (!chosen.action) {
    print(koppel.help());
    flush();
    return kExitUsage;
  }
  return run(given, chosen);
}

}  // namespace koppel::cli
