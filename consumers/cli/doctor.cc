#include "consumers/cli/commands.h"
#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/table.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

enum class Mending : std::uint8_t {
  kNothing,
  kWhatIsSafe
};

std::string_view word(Health health) {
  switch (health) {
    case Health::kGood: return "good";
    case Health::kHeed: return "heed";
    case Health::kBroken: return "broken";
  }
  return "";
}

// What was mended is good from now on.
void mend(Finding& finding) {
  if (finding.health == Health::kGood || !finding.mend) return;
  if (const auto done = finding.mend(); !done) {
    finding.remedy = "could not be mended: " + done.error().what + "; " + done.error().remedy;
    return;
  }
  finding.health = Health::kGood;
  finding.what += ": mended";
  finding.remedy.clear();
}

void print_json(const Finding& finding) {
  const nlohmann::ordered_json json = {{"check", finding.check},
                                       {"where", finding.where},
                                       {"health", word(finding.health)},
                                       {"what", finding.what},
                                       {"remedy", finding.remedy},
                                       {"fixable", static_cast<bool>(finding.mend)}};
  print_line(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_table(const Globals& globals, const Findings& findings) {
  Table table({{"Health"}, {"Check"}, {"Where"}, {"What"}});
  for (const Finding& finding : findings) {
    table.add({std::string(word(finding.health)),
               std::string(finding.check),
               finding.where,
               finding.what});
  }
  print(table.text(globals.colour));
  for (const Finding& finding : findings) {
    if (finding.health == Health::kGood) continue;
    print_line(std::string(finding.check) + " " + finding.where + ": " + finding.remedy +
               (finding.mend ? "  (or: koppel doctor --fix)" : ""));
  }
}

int verdict(const Findings& findings) {
  const auto worst = std::ranges::max_element(findings, {}, &Finding::health);
  if (worst == findings.end() || worst->health == Health::kGood) return kExitDone;
  return worst->health == Health::kBroken ? kExitBroken : kExitNothing;
}

void append(Findings more, Findings& findings) {
  std::ranges::move(more, std::back_inserter(findings));
}

Finding no_such_area(const Globals& globals, AreaId area) {
  return {.check = "directory",
          .where = area_path(globals.data, area).string(),
          .health = Health::kHeed,
          .what = "there is no area " + to_text(area) + " here",
          .remedy = "leave --area out to see which there are"};
}

void look_at_data(const Globals& globals, Findings& findings) {
  append(look_at_keys(globals.data), findings);
  append(look_at_checkpoints(globals.data), findings);
  const auto areas = areas_in(globals.data);
  for (const AreaId area : areas) {
    if (globals.area && globals.area != area) continue;
    append(look_at_area(globals, area), findings);
  }
  if (globals.area && !std::ranges::binary_search(areas, *globals.area)) {
    findings.push_back(no_such_area(globals, *globals.area));
  }
}

int examine(const Globals& globals, Mending mending) {
  Findings findings = look_at_files(globals);
  if (!nothing_begun(globals.data)) look_at_data(globals, findings);
  if (mending == Mending::kWhatIsSafe) std::ranges::for_each(findings, mend);
  if (globals.format == Format::kJson) {
    std::ranges::for_each(findings, print_json);
  } else {
    print_table(globals, findings);
  }
  return verdict(findings);
}

}  // namespace

void add_doctor(CLI::App& koppel, Chosen& chosen) {
  const auto mending = std::make_shared<Mending>(Mending::kNothing);
  CLI::App* command =
      koppel.add_subcommand("doctor", "Look whether everything is in order, and what to do");
  command->add_flag_callback(
      "--fix",
      [mending] { *mending = Mending::kWhatIsSafe; },
      "Mend what can be mended without losing anything");
  command->callback([mending, &chosen] {
    chosen.faulty_file = FaultyFile::kIsPassedOver;
    chosen.action = [mending](const Globals& globals) { return examine(globals, *mending); };
  });
}

}  // namespace koppel::cli
