#include "consumers/cli/command_line.h"

#include "consumers/cli/commands.h"
#include "consumers/cli/completion.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/line_template.h"
#include "consumers/cli/options.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/version.h"
#include "engine/codec/fact_codec.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
  add_completion(koppel, chosen);
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

// The innermost command named: "koppel inspect journal".
std::string named(const CLI::App& koppel) {
  std::string names = "koppel";
  for (const CLI::App* at = &koppel; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    names += " " + at->get_name();
  }
  return names;
}

// The words that were possible where the line was not understood: those of the innermost command
// named, and the global ones.
int complain_about(const CLI::App& koppel, const CLI::ParseError& error) {
  std::vector<std::string> words = known_words(koppel);
  const std::string command = named(koppel);
  for (const CLI::App* at = &koppel; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    const auto more = known_words(*at);
    words.insert(words.end(), more.begin(), more.end());
  }
  const auto left = koppel.remaining(true);
  if (left.empty()) return complain_usage(error.what(), "see " + command + " --help");
  const auto meant = nearest(left.front(), words);
  return complain_usage("\"" + left.front() + "\" is not known here",
                        meant ? "did you mean " + *meant + "?" : "see " + command + " --help");
}

std::optional<std::string> environment_value(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

// A word as a shell reads it back.
std::string quoted(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,=@%+";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(word);
  }
  std::string text = "'";
  for (const char each : word) text += each == '\'' ? "'\\''" : std::string(1, each);
  return text + "'";
}

std::string typed(int argc, char** argv) {
  std::string line = "koppel";
  for (const char* word : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
    line += " " + quoted(word);
  }
  return line;
}

// What is asked of the output of a command that it cannot do.
std::optional<ConfigFault> fault_of(const Globals& globals,
                                    Prints prints,
                                    const std::string& command) {
  const bool list = prints == Prints::kLines || prints == Prints::kList;
  const bool table = prints == Prints::kTables || prints == Prints::kList;
  if (!globals.where.empty() && !list) {
    return ConfigFault{
        .what = command + " shows no list that --where could choose from",
        .remedy = "leave --where out; --template '{field}' shows parts of an object"};
  }
  if (globals.form != Form::kPeople && !table) {
    return ConfigFault{.what = command + " has no table",
                       .remedy = "use --json, or --template '{field} {field}'"};
  }
  return std::nullopt;
}

void tell_what_is_read(const Globals& globals) {
  const auto data = std::ranges::find(globals.settings, "data", &Setting::name);
  if (data == globals.settings.end()) return;
  remark_more(globals, "data directory " + data->value + " (" + data->origin + ")");
}

int act(const Globals& globals, const Chosen& chosen) {
  const auto began = std::chrono::steady_clock::now();
  tell_what_is_read(globals);
  const int code = end_output(chosen.action(globals));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  remark_more(globals, "took " + seconds_text(took));
  return code;
}

int run(const GlobalOptions& given,
        const Chosen& chosen,
        const CLI::App& koppel,
        std::string line) {
  auto globals = globals_of(given, environment_value, chosen.faulty_file);
  if (!globals) return complain_usage(globals.error().what, globals.error().remedy);
  globals->command = std::move(line);
  if (const auto fault = fault_of(*globals, chosen.prints, named(koppel))) {
    return complain_usage(fault->what, fault->remedy);
  }
  std::optional<LineTemplate> lines;
  if (given.line_template) {
    auto parsed = LineTemplate::parse(*given.line_template);
    if (!parsed) {
      return complain_usage("--template: " + parsed.error(),
                            "write '{field} {field.further.down}'");
    }
    lines = std::move(*parsed);
  }
  if (auto begun = begin_output(given.output, std::move(lines)); !begun) {
    return complain(begun.error());
  }
  return act(*globals, chosen);
}

std::vector<std::string> areas_of(const std::string& data) {
  GlobalOptions options;
  if (!data.empty()) options.flags.data = data;
  const auto globals = globals_of(options, environment_value, FaultyFile::kEndsIt);
  std::vector<std::string> areas;
  if (!globals) return areas;
  for (const AreaId area : areas_in(globals->data)) areas.push_back(to_text(area));
  return areas;
}

int complete(const CLI::App& koppel, std::span<char*> words) {
  const std::vector<std::string> typed(words.begin(), words.end());
  for (const std::string& line : completions(koppel, typed, areas_of)) print_line(line);
  flush();
  return kExitDone;
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
  const std::span<char*> words(argv, static_cast<std::size_t>(argc));
  if (argc > 1 && words[1] == kCompleteCommand) return complete(koppel, words.subspan(2));
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
  return run(given, chosen, koppel, typed(argc, argv));
}

}  // namespace koppel::cli
