#include "consumers/cli/options.h"

#include "consumers/cli/where.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace koppel::cli {
namespace {

constexpr std::size_t kEditsMax = 2;

// V. I. Levenshtein's distance, one row at a time.
std::size_t edits(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

Colour colour_of(std::string_view setting,
                 const GlobalOptions& given,
                 const Environment& environment) {
  if (setting == "always") return Colour::kOn;
  if (!given.output.empty() && given.output != "-") return Colour::kOff;
  if (setting == "never" || environment("TERM") == "dumb") return Colour::kOff;
  return isatty(STDOUT_FILENO) == 1 ? Colour::kOn : Colour::kOff;
}

// Every form that was named; two names of one form are one.
std::vector<std::string> named_forms(const GlobalOptions& given) {
  std::vector<std::string> named;
  if (given.format) named.push_back(*given.format == "jsonl" ? "json" : *given.format);
  if (given.json || given.line_template) named.emplace_back("json");
  if (given.plain) named.emplace_back("tsv");
  return named;
}

std::expected<void, ConfigFault> read_form(const GlobalOptions& given, Globals& globals) {
  static const std::map<std::string, std::pair<Format, Form>> kForms = {
      {"table", {Format::kTable, Form::kPeople}},
      {"json", {Format::kJson, Form::kPeople}},
      {"csv", {Format::kTable, Form::kCsv}},
      {"tsv", {Format::kTable, Form::kTsv}},
      {"md", {Format::kTable, Form::kMarkdown}}};
  const auto named = named_forms(given);
  if (named.empty()) return {};
  const auto form = kForms.find(named.front());
  if (form == kForms.end()) {
    return std::unexpected(
        ConfigFault{.what = "--format: there is no form \"" + named.front() + '"',
                    .remedy = "one of: table, json, jsonl, csv, tsv, md"});
  }
  if (std::ranges::count(named, named.front()) < std::ssize(named)) {
    return std::unexpected(ConfigFault{
        .what = "two forms of output are asked for: " + named.front() + " and " + named.back(),
        .remedy = "leave one out; --json and --template are json, --plain is tsv"});
  }
  std::tie(globals.format, globals.form) = form->second;
  if (globals.form != Form::kPeople) globals.colour = Colour::kOff;
  return {};
}

std::expected<void, ConfigFault> read_conditions(const GlobalOptions& given, Globals& globals) {
  auto conditions = parse_conditions(given.where);
  if (!conditions) {
    return std::unexpected(ConfigFault{
        .what = "--where: " + conditions.error(),
        .remedy = "write field=value, with a comma before the next; --json shows the fields"});
  }
  globals.where = std::move(*conditions);
  return {};
}

std::expected<void, ConfigFault> read_filters(const GlobalOptions& given, Globals& globals) {
  if (given.area) {
    globals.area = parse_area(*given.area);
    if (!globals.area) {
      return std::unexpected(ConfigFault{.what = "--area: there is no area \"" + *given.area + '"',
                                         .remedy = "areas are written AM01 to AM99"});
    }
  }
  if (given.consultant) {
    globals.consultant = parse_id<ConsultantId>(*given.consultant);
    if (!globals.consultant) {
      return std::unexpected(
          ConfigFault{.what = "--consultant: \"" + *given.consultant + "\" is no id",
                      .remedy = "write C and 13 characters, or the decimal number"});
    }
  }
  return {};
}

}  // namespace

namespace {

constexpr auto kGroup = "Global options (before or after the command)";

void add_forms(CLI::App& koppel, GlobalOptions& given) {
  const auto add = [&](const char* name, auto& into, const char* text) {
    return koppel.add_option(name, into, text)->group(kGroup);
  };
  add("-f,--format", given.format, "How to print; json and jsonl: one object a line")
      ->type_name("table|json|jsonl|csv|tsv|md");
  koppel.add_flag("--json", given.json, "The same as --format json")->group(kGroup);
  koppel.add_flag("--plain", given.plain, "The same as --format tsv")->group(kGroup);
  add("-T,--template",
      given.line_template,
      "Fields of each object as a line: '{proposal} {score}'; {a.b} is further down")
      ->type_name("TEXT");
  add("-w,--where",
      given.where,
      "Of a list, only the lines of which all of this holds; FIELD=*: that have it")
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
  add("-n,--limit", given.limit, "At most so many lines")->type_name("N");
  add("-o,--output",
      given.output,
      "Print to this file, for its owner alone; there when it is whole")
      ->type_name("FILE|-");
}

void add_manners(CLI::App& koppel, GlobalOptions& given) {
  const auto add_flag = [&](const char* name, bool& into, const char* text) {
    return koppel.add_flag(name, into, text)->group(kGroup);
  };
  add_flag("--no-color", given.no_color, "The same as --color never (also NO_COLOR)");
  add_flag("--show-personal", given.show_personal, "Show masked personal data");
  CLI::Option* quiet = add_flag("-q,--quiet", given.quiet, "Only errors on stderr");
  add_flag("-v,--verbose", given.verbose, "On stderr also what was read, and how long it took")
      ->excludes(quiet);
  add_flag("--yes,--no-input", given.unasked, "For scripts: koppel asks nothing, with or without");
}

}  // namespace

void add_global_options(CLI::App& koppel, GlobalOptions& given) {
  const auto add = [&](const char* name, auto& into, const char* text) {
    return koppel.add_option(name, into, text)->group(kGroup);
  };
  add("-d,--data", given.flags.data, "Data directory (default .koppel; KOPPEL_DATA)")
      ->type_name("DIR");
  add("-c,--config", given.flags.config, "Read this configuration file too")->type_name("FILE");
  add("--lang", given.flags.lang, "Language of explanations (default from LANG)")
      ->type_name("nl|en");
  add("--color", given.flags.color, "Colour of stdout (KOPPEL_COLOR)")
      ->type_name("auto|always|never");
  add("--area", given.area, "Only this labour-market region")->type_name("AMnn");
  add("--consultant", given.consultant, "Only this consultant's participants")->type_name("ID");
  add_forms(koppel, given);
  add_manners(koppel, given);
}

std::expected<Globals, ConfigFault> globals_of(const GlobalOptions& given,
                                               const Environment& environment,
                                               FaultyFile faulty_file) {
  Flags flags = given.flags;
  if (given.no_color) flags.color = "never";
  Globals globals;
  auto settings = faulty_file == FaultyFile::kIsPassedOver
                      ? read_settings(environment, flags, globals.config_faults)
                      : read_settings(environment, flags);
  if (!settings) return std::unexpected(settings.error());
  globals.data = (*settings)[0].value;
  globals.lang = (*settings)[1].value == "nl" ? Lang::kNl : Lang::kEn;
  globals.colour = colour_of((*settings)[2].value, given, environment);
  globals.personal = given.show_personal ? codec::Personal::kShown : codec::Personal::kMasked;
  if (given.verbose) globals.talk = Talk::kVerbose;
  if (given.quiet) globals.talk = Talk::kQuiet;
  globals.limit = given.limit;
  globals.settings = std::move(*settings);
  if (auto read = read_form(given, globals); !read) return std::unexpected(read.error());
  if (auto read = read_conditions(given, globals); !read) return std::unexpected(read.error());
  if (auto read = read_filters(given, globals); !read) return std::unexpected(read.error());
  return globals;
}

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& known) {
  std::optional<std::string> best;
  std::size_t least = kEditsMax + 1;
  for (const std::string& word : known) {
    const std::size_t distance = edits(typed, word);
    if (distance >= least || distance >= word.size()) continue;
    least = distance;
    best = word;
  }
  return best;
}

}  // namespace koppel::cli
