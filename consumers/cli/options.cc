#include "consumers/cli/options.h"

#include "engine/model/id_text.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
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

Colour colour_of(std::string_view setting, const Environment& environment) {
  if (setting == "always") return Colour::kOn;
  if (setting == "never" || environment("TERM") == "dumb") return Colour::kOff;
  return isatty(STDOUT_FILENO) == 1 ? Colour::kOn : Colour::kOff;
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

void add_global_options(CLI::App& koppel, GlobalOptions& given) {
  constexpr auto kGroup = "Global options (before or after the command)";
  const auto add = [&](const char* name, auto& into, const char* text) {
    return koppel.add_option(name, into, text)->group(kGroup);
  };
  add("-d,--data", given.flags.data, "Data directory (default .koppel; KOPPEL_DATA)")
      ->type_name("DIR");
  add("-c,--config", given.flags.config, "Read this configuration file too")->type_name("FILE");
  add("--lang", given.flags.lang, "Language of explanations: nl or en (default from LANG)")
      ->type_name("LANG");
  add("--color", given.flags.color, "Colour of stdout: auto, always or never (KOPPEL_COLOR)")
      ->type_name("WHEN");
  add("--area", given.area, "Only this labour-market region")->type_name("AMnn");
  add("--consultant", given.consultant, "Only this consultant's participants")->type_name("ID");
  add("-n,--limit", given.limit, "At most so many lines")->type_name("N");
  koppel.add_flag("--json", given.json, "One JSON object a line")->group(kGroup);
  koppel.add_flag("--no-color", given.no_color, "The same as --color never (also NO_COLOR)")
      ->group(kGroup);
  koppel.add_flag("--show-personal", given.show_personal, "Show masked personal data")
      ->group(kGroup);
  koppel.add_flag("-q,--quiet", given.quiet, "Only errors on stderr")->group(kGroup);
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
  globals.colour = colour_of((*settings)[2].value, environment);
  globals.format = given.json ? Format::kJson : Format::kTable;
  globals.personal = given.show_personal ? codec::Personal::kShown : codec::Personal::kMasked;
  globals.talk = given.quiet ? Talk::kQuiet : Talk::kNormal;
  globals.limit = given.limit;
  globals.settings = std::move(*settings);
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
