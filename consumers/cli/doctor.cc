#include "consumers/cli/commands.h"
#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/listing.h"
#include "consumers/cli/output.h"
#include "consumers/cli/trial.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

enum class Mending : std::uint8_t {
  kNothing,
  kWhatIsSafe,
  kTold  // what would be
};

struct DoctorOptions {
  bool fix = false;
  bool dry_run = false;
};

Mending mending_of(const DoctorOptions& options) {
  if (!options.fix) return Mending::kNothing;
  return options.dry_run ? Mending::kTold : Mending::kWhatIsSafe;
}

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

void tell_mending(Finding& finding) {
  if (finding.health != Health::kGood && finding.mend) finding.what += ": would be mended";
}

std::string object_of(const Finding& finding) {
  const nlohmann::ordered_json json = {{"check", finding.check},
                                       {"where", finding.where},
                                       {"health", word(finding.health)},
                                       {"what", finding.what},
                                       {"remedy", finding.remedy},
                                       {"fixable", static_cast<bool>(finding.mend)}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> row_of(const Finding& finding) {
  return {
      std::string(word(finding.health)), std::string(finding.check), finding.where, finding.what};
}

// Answers the exit code of the list.
int print_findings(const Globals& globals, const Findings& findings) {
  std::vector<const Finding*> ills;
  Listing listing(globals,
                  {{.title = "Health"}, {.title = "Check"}, {.title = "Where"}, {.title = "What"}});
  for (const Finding& finding : findings) {
    const auto shown =
        listing.add([&] { return object_of(finding); }, [&] { return row_of(finding); });
    if (shown == Listing::Shown::kYes && finding.health != Health::kGood) ills.push_back(&finding);
  }
  const int code = listing.end("nothing to look at");
  if (globals.format == Format::kJson) return code;
  for (const Finding* finding : ills) {
    print_words(globals,
                std::string(finding->check) + " " + finding->where + ": " + finding->remedy +
                    (finding->mend ? "  (or: koppel doctor --fix)" : ""));
  }
  return code;
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
  if (mending == Mending::kTold) std::ranges::for_each(findings, tell_mending);
  const int code = print_findings(globals, findings);
  if (mending == Mending::kTold) tell_trial_beside_a_run(globals);
  return code == kExitDone ? verdict(findings) : code;
}

}  // namespace

void add_doctor(CLI::App& koppel, Chosen& chosen) {
  const auto options = std::make_shared<DoctorOptions>();
  CLI::App* command =
      koppel.add_subcommand("doctor", "Look whether everything is in order, and what to do");
  CLI::Option* fix =
      command->add_flag("--fix", options->fix, "Mend what can be mended without losing anything");
  command->add_flag("--dry-run", options->dry_run, "Tell what would be mended, and change nothing")
      ->needs(fix);
  command->callback([options, &chosen] {
    chosen.prints = Prints::kList;
    chosen.faulty_file = FaultyFile::kIsPassedOver;
    chosen.action = [options](const Globals& globals) {
      return examine(globals, mending_of(*options));
    };
  });
}

}  // namespace koppel::cli
