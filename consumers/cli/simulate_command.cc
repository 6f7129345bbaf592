#include "consumers/cli/commands.h"
#include "consumers/cli/output.h"
#include "consumers/cli/system_clock.h"
#include "consumers/operator/simulate.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/calendar.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

struct SimulateOptions {
  simulate::Options options;
  std::vector<std::string> areas{"AM11"};
  std::string first_day;
};

// Without a first day the last one is yesterday: the facts import as a history.
Date first_day_of(const SimulateOptions& chosen) {
  SystemClock clock;
  if (chosen.first_day.empty()) {
    return plus_days(local_date(clock.wall()), -static_cast<std::int32_t>(chosen.options.days));
  }
  return parse_date(chosen.first_day).value_or(Date{});
}

int simulate_facts(const SimulateOptions& chosen) {
  simulate::Options options = chosen.options;
  for (const std::string& text : chosen.areas) {
    const auto area = parse_area(text);
    if (!area) return complain_usage("\"" + text + "\" is no area", "areas look like AM11");
    options.areas.push_back(*area);
  }
  options.first_day = first_day_of(chosen);
  if (!options.first_day.is_set()) {
    return complain_usage("\"" + chosen.first_day + "\" is no day", "days look like 2026-11-02");
  }
  if (const auto fault = simulate::fault_of(options)) {
    return complain_usage(*fault, "see `koppel simulate --help`");
  }
  simulate::generate(options, [](const simulate::SimulatedFact& simulated) {
    print_line(codec::fact_to_json(simulated.source, simulated.id, simulated.fact));
  });
  flush();
  return kExitDone;
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
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals&) { return simulate_facts(*options); };
  });
}

}  // namespace koppel::cli
