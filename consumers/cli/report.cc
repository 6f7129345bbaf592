#include "consumers/cli/report.h"

#include "consumers/cli/commands.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/report_texts.h"
#include "consumers/cli/table.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

// A report about one caseload beside that of the area would tell about the others.
int for_the_whole_area(const Globals& globals, int (*report)(const Globals& globals)) {
  if (!globals.consultant) return report(globals);
  return complain_usage("this report is about a whole area", "leave --consultant out");
}

void add_no_proposal(CLI::App& report, Chosen& chosen) {
  const auto days = std::make_shared<std::int32_t>(kDaysWithout);
  CLI::App* command = report.add_subcommand(
      "no-proposal", "Why people have no proposal, counted; and who has had none for some days");
  command->add_option("--days", *days, "List who has had none for so long; otherwise 14")
      ->type_name("N")
      ->check(CLI::Range(0, 100'000));
  command->callback([days, &chosen] {
    chosen.action = [days](const Globals& globals) { return report_no_proposal(globals, *days); };
    chosen.prints = Prints::kTables;
  });
}

}  // namespace

std::string report_heading(const AreaView& view, const Globals& globals, std::string_view about) {
  return painted(globals.colour,
                 Paint::kBold,
                 say(ReportText::kAsOf,
                     globals.lang,
                     {to_text(view.head.area),
                      about,
                      std::to_string(view.head.sequence.value()),
                      to_text(local_date(view.market().head.now))}));
}

std::expected<void, PortError> see_journal(const Globals& globals,
                                           const AreaView& view,
                                           const EntrySight& sight) {
  auto reading = open_reading(globals.data, view.head.area);
  if (!reading) return std::unexpected(reading.error());
  Progress progress(globals, "Counting", "entries", view.head.sequence.value());
  return read_entries(*reading->store, *reading->keys, Sequence{1}, [&](const Entry& entry) {
    if (entry.sequence > view.head.sequence) return Journal::Next::kStop;
    progress.at(entry.sequence.value());
    sight(entry);
    return Journal::Next::kGoOn;
  });
}

int report_each(const Globals& globals, const Reporting& reporting) {
  std::optional<PortError> failed;
  const int code = each_view(globals, [&](const AreaView& view) {
    if (failed) return;
    if (const auto done = reporting(view); !done) failed = done.error();
  });
  return failed ? complain(*failed) : code;
}

void add_report(CLI::App& koppel, Chosen& chosen) {
  CLI::App* report = koppel.add_subcommand("report", "Figures about all people of an area");
  report->require_subcommand(1);
  report->add_subcommand("fairness", "Who gets a place, by programme and by weight of barriers")
      ->callback([&chosen] {
        chosen.prints = Prints::kTables;
        chosen.action = [](const Globals& globals) {
          return for_the_whole_area(globals, report_fairness);
        };
      });
  add_no_proposal(*report, chosen);
  report->add_subcommand("supply", "Which places and what support are worth acquiring")
      ->callback([&chosen] {
        chosen.prints = Prints::kTables;
        chosen.action = [](const Globals& globals) {
          return for_the_whole_area(globals, report_supply);
        };
      });
}

}  // namespace koppel::cli
