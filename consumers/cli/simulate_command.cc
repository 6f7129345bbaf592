#include "consumers/cli/commands.h"
#include "consumers/cli/import_occupations.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/output.h"
#include "consumers/cli/system_clock.h"
#include "consumers/intake/experience.h"
#include "consumers/intake/folder.h"
#include "consumers/intake/occupations.h"
#include "consumers/operator/simulate.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/calendar.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

struct SimulateOptions {
  simulate::Options options;
  std::vector<std::string> areas{"AM11"};
  std::string first_day;
  std::filesystem::path occupations;  // empty: people know the made-up work only
};

// Without a first day the last one is yesterday: the facts import as a history.
Date first_day_of(const SimulateOptions& chosen) {
  SystemClock clock;
  if (chosen.first_day.empty()) {
    return plus_days(local_date(clock.wall()), -static_cast<std::int32_t>(chosen.options.days));
  }
  return parse_date(chosen.first_day).value_or(Date{});
}

void print_fact(const simulate::SimulatedFact& simulated) {
  print_line(codec::fact_to_json(simulated.source, simulated.id, simulated.fact));
}

int print_made_up(const simulate::Options& options) {
  simulate::generate(options, print_fact);
  flush();
  return kExitDone;
}

int print_experienced(const Globals& globals,
                      const simulate::Options& options,
                      const std::filesystem::path& path) {
  intake::Folder folder(path);
  const auto occupations = intake::read_occupations(folder);
  if (!occupations) return complain(occupations.error());
  if (occupations->esco.empty()) {
    return complain_usage(path.string() + " has no occupation of ISCO groups 4 to 9",
                          "name the folder that has the published tables");
  }
  const intake::Experience experience(*occupations, options.seed);
  simulate::generate(options, [&experience](const simulate::SimulatedFact& simulated) {
    simulate::SimulatedFact experienced = simulated;
    experience.bring_to(experienced.fact);
    print_fact(experienced);
  });
  flush();
  tell_passed_over(globals, folder);
  remark(globals, intake::kAttribution);
  return folder.passed_over().empty() ? kExitDone : kExitPartlyRefused;
}

int simulate_facts(const Globals& globals, const SimulateOptions& chosen) {
  simulate::Options options = chosen.options;
  auto areas = areas_of(chosen.areas);
  if (!areas) return complain_usage(areas.error(), "areas look like AM11");
  options.areas = std::move(*areas);
  options.first_day = first_day_of(chosen);
  if (!options.first_day.is_set()) {
    return complain_usage("\"" + chosen.first_day + "\" is no day", "days look like 2026-11-02");
  }
  if (const auto fault = simulate::fault_of(options)) {
    return complain_usage(*fault, "see `koppel simulate --help`");
  }
  return chosen.occupations.empty() ? print_made_up(options)
                                    : print_experienced(globals, options, chosen.occupations);
}

}  // namespace

void add_simulate(CLI::App& koppel, Chosen& chosen) {
  CLI::App* command = koppel.add_subcommand(
      "simulate", "Made-up facts, one JSON object a line, for `import facts -`");
  auto options = std::make_shared<SimulateOptions>();
  command->add_option("--participants", options->options.participants, "How many people");
  command->add_option("--placements", options->options.placements, "How many places");
  command->add_option("--days", options->options.days, "Over how many days");
  command->add_option("--areas", options->areas, "Areas, with commas between")->delimiter(',');
  command->add_option("--seed", options->options.seed, "The same seed gives the same facts");
  command->add_option("--first-day", options->first_day, "YYYY-MM-DD; else the last is yesterday");
  command->add_option("--occupations",
                      options->occupations,
                      "The folder of `import esco`: people know the work of its occupations");
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return simulate_facts(globals, *options); };
  });
}

}  // namespace koppel::cli
