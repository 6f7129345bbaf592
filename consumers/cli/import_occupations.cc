#include "consumers/cli/import_occupations.h"

#include "consumers/cli/import_history.h"
#include "consumers/cli/import_lines.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/output.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/table.h"
#include "consumers/intake/occupations.h"
#include "consumers/intake/placements.h"
#include "consumers/intake/postcodes.h"
#include "engine/codec/fact_codec.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

constexpr std::size_t kRowsTold = 20;  // the rest is counted

// Which of the occupations become placements.
using Origin = std::vector<intake::Occupation> intake::Occupations::*;

struct OccupationOptions {
  std::string name;  // of the command
  Origin origin = nullptr;
  std::filesystem::path folder;
  intake::PlacementOptions placements;
  std::vector<std::string> areas;  // none: all
  bool print = false;
  bool dry_run = false;
};

std::string named(const intake::LeftOver& left_over) {
  std::string text = "not used: postcode";
  for (const std::string& postcode : left_over.postcodes) text += " " + postcode;
  text += left_over.municipality.empty() ? ", of no municipality"
                                         : ", of a municipality " + left_over.municipality;
  return text + " in " + left_over.province + ", for which no region is known";
}

std::vector<AreaId> all_areas(const intake::Postcodes& postcodes) {
  std::vector<AreaId> areas;
  for (const auto& [area, list] : postcodes.by_area) areas.push_back(area);
  return areas;
}

std::vector<std::string> lines_of(const intake::Occupations& occupations,
                                  const intake::Postcodes& postcodes,
                                  const OccupationOptions& options) {
  std::vector<std::string> lines;
  intake::generate(
      occupations,
      occupations.*options.origin,
      postcodes,
      options.placements,
      [&lines](const intake::ImportedFact& fact) {
        lines.push_back(codec::fact_to_json(std::string(intake::kSource), fact.id, fact.fact));
      });
  return lines;
}

int tell_stopped_while_reading(const Globals& globals) {
  return tell_stopped("while reading the tables; nothing was taken",
                      "start again with: " + globals.command);
}

int take(const Globals& globals,
         const OccupationOptions& options,
         const StopSignals& stop,
         std::vector<std::string> lines) {
  if (!options.print) {
    return import_history(globals,
                          input_of(std::move(lines)),
                          {.stop = stop,
                           .again = "go on with: " + globals.command,
                           .taking = options.dry_run ? Taking::kForTrial : Taking::kForGood,
                           .rest = Rest::kAsOfNow,  // places are open, whenever they are told
                           .rejects = std::filesystem::path(options.name + ".rejects.jsonl")});
  }
  std::uint64_t printed = 0;
  for (const std::string& line : lines) {
    if (stop.asked()) {
      return tell_stopped("behind fact " + grouped(printed) + " of " + grouped(lines.size()),
                          "the same facts from the first: " + globals.command);
    }
    print_object(line);
    ++printed;
  }
  return kExitDone;
}

int import_occupations(const Globals& globals, OccupationOptions options) {
  auto areas = areas_of(options.areas);
  if (!areas)
    return complain_usage(areas.error(), "areas look like AM11; deploy/areas.json names them");
  const StopSignals stop;
  intake::Folder folder(options.folder);
  const auto postcodes = intake::read_postcodes(folder, known_areas());
  if (stop.asked()) return tell_stopped_while_reading(globals);
  if (!postcodes) return complain(postcodes.error());
  const auto occupations = intake::read_occupations(folder);
  if (stop.asked()) return tell_stopped_while_reading(globals);
  if (!occupations) return complain(occupations.error());
  options.placements.areas = areas->empty() ? all_areas(*postcodes) : std::move(*areas);
  if (const auto fault = intake::fault_of(options.placements, *postcodes)) {
    return complain_usage(*fault, "see koppel import " + options.name + " --help");
  }
  if ((*occupations.*options.origin).empty()) {
    return complain_usage(options.folder.string() + " has no occupation of ISCO groups 4 to 9",
                          "name the folder that has the published tables");
  }
  auto lines = lines_of(*occupations, *postcodes, options);
  if (stop.asked()) return tell_stopped_while_reading(globals);
  const int code = take(globals, options, stop, std::move(lines));
  if (code == kExitStopped) return code;
  for (const intake::LeftOver& each : postcodes->left_over) remark(globals, named(each));
  tell_passed_over(globals, folder);
  remark(globals, intake::kAttribution);
  return code == kExitDone && !folder.passed_over().empty() ? kExitPartlyRefused : code;
}

void add_origin(CLI::App& import, Chosen& chosen, const OccupationOptions& of) {
  CLI::App* command = import.add_subcommand(
      of.name,
      "Placements of the occupations of " + std::string(of.name == "onet" ? "O*NET" : "ESCO") +
          ", spread over real postcodes; a repeat leaves no entry");
  auto options = std::make_shared<OccupationOptions>(of);
  command->add_option("DIR", options->folder, "The folder that has onet/, esco/ and nl/")
      ->required();
  command->add_option("--placements",
                      options->placements.placements,
                      "How many; else one of each occupation that suits");
  command->add_option("--areas", options->areas, "Areas, with commas between; else all")
      ->delimiter(',');
  command->add_option("--seed", options->placements.seed, "The same seed gives the same places");
  CLI::Option* print = command->add_flag(
      "--print", options->print, "Print the facts, for `import facts -`, and stop");
  command
      ->add_flag(
          "--dry-run", options->dry_run, "Tell what would become of them, and record nothing")
      ->excludes(print);
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) {
      return import_occupations(globals, *options);
    };
  });
}

}  // namespace

void tell_passed_over(const Globals& globals, const intake::Folder& folder) {
  const auto& rows = folder.passed_over();
  for (std::size_t at = 0; at < std::min(rows.size(), kRowsTold); ++at) {
    remark(globals, "not used: " + rows[at]);
  }
  if (rows.size() <= kRowsTold) return;
  remark(globals, "not used: " + std::to_string(rows.size() - kRowsTold) + " rows more");
}

void add_import_occupations(CLI::App& import, Chosen& chosen) {
  add_origin(import, chosen, {.name = "esco", .origin = &intake::Occupations::esco});
  add_origin(import, chosen, {.name = "onet", .origin = &intake::Occupations::onet});
}

}  // namespace koppel::cli
