#include "consumers/cli/commands.h"
#include "consumers/cli/import_history.h"
#include "consumers/cli/import_journal.h"
#include "consumers/cli/import_lines.h"
#include "consumers/cli/import_occupations.h"
#include "consumers/cli/import_to_kafka.h"
#include "consumers/cli/output.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "consumers/cli/week_shift.h"
#include "engine/model/calendar.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

struct ImportOptions {
  std::filesystem::path file;
  bool shift_weeks = false;
  bool future = false;
  bool as_of_now = false;
  bool dry_run = false;
  std::string kafka;
};

// The whole command once more; of stdin the input too.
std::string again(const Globals& globals, const ImportOptions& options) {
  std::string command =
      "koppel --data " + globals.data.string() + " import facts " + options.file.string();
  if (options.shift_weeks) command += " --shift-weeks";
  if (options.future) command += " --future";
  if (options.as_of_now) command += " --as-of-now";
  if (options.dry_run) command += " --dry-run";
  if (!options.kafka.empty()) command += " --kafka " + options.kafka;
  return "go on with: " + command +
         (options.file == "-" ? ", and the same input from its beginning" : "");
}

// Sent to Kafka nothing tells by how much an earlier import had moved the same file.
InputLines moved(const Globals& globals, const ImportOptions& options, const InputLines& input) {
  const WeekShift shift(input);
  const std::int32_t weeks = shift.weeks_until(local_date(SystemClock().wall()));
  const auto begun = options.kafka.empty() ? shift.begun_in(globals.data) : std::nullopt;
  if (begun && *begun != weeks) {
    remark(globals,
           "this file was taken here before, moved by " +
               counted(static_cast<std::uint64_t>(*begun), "week", "weeks") +
               "; it goes on with these, and not with " + std::to_string(weeks));
  }
  return shift.moved_by(begun.value_or(weeks));
}

int import_facts(const Globals& globals, const ImportOptions& options) {
  const StopSignals stop;
  auto input = read_input(options.file, stop);
  const std::string go_on = again(globals, options);
  if (stop.asked()) return tell_stopped("while reading; nothing was taken", go_on);
  if (!input) return complain(input.error());
  HistoryOptions history{.stop = stop, .again = go_on, .rejects = reject_path(options.file)};
  if (options.dry_run) history.taking = Taking::kForTrial;
  if (options.as_of_now) history.rest = Rest::kAsOfNow;
  if (options.future) history.timing = Timing::kSimulatedHistory;
  if (options.shift_weeks) {
    *input = moved(globals, options, *input);
    history.clock = AfterHistory::kClockRunsToNow;
  }
  if (!options.kafka.empty()) return import_to_kafka(globals, *input, options.kafka, history);
  return import_history(globals, *input, history);
}

void add_facts(CLI::App& import, Chosen& chosen) {
  CLI::App* facts =
      import.add_subcommand("facts", "Facts, one JSON object a line; resumes where it was stopped");
  auto options = std::make_shared<ImportOptions>();
  facts->add_option("FILE", options->file, "The file, or - for stdin")->required();
  facts->add_flag("--shift-weeks",
                  options->shift_weeks,
                  "Move all dates by whole weeks so that the last day is within the last seven, "
                  "then let the clock run to now");
  CLI::Option* future =
      facts->add_flag("--future", options->future, "Allow simulated facts that lie in the future");
  CLI::Option* as_of_now = facts->add_flag(
      "--as-of-now",
      options->as_of_now,
      "Take the rest of a history that was stopped, though time has moved on since");
  CLI::Option* dry_run = facts->add_flag(
      "--dry-run", options->dry_run, "Tell what would become of them, and record nothing");
  facts
      ->add_option("--kafka",
                   options->kafka,
                   "Send them to the input topics instead, live, for whoever runs on Kafka")
      ->type_name("HOST:PORT,...")
      ->excludes(future)
      ->excludes(as_of_now)
      ->excludes(dry_run);
  facts->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return import_facts(globals, *options); };
  });
}

}  // namespace

void add_import(CLI::App& koppel, Chosen& chosen) {
  CLI::App* import = koppel.add_subcommand("import", "Take a history into the journal");
  import->require_subcommand(1);
  add_facts(*import, chosen);
  add_import_occupations(*import, chosen);
  add_import_journal(*import, chosen);
}

}  // namespace koppel::cli
