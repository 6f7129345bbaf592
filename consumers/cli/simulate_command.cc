#include "consumers/cli/closed_loop.h"
#include "consumers/cli/commands.h"
#include "consumers/cli/import_occupations.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/simulate_summary.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "consumers/intake/experience.h"
#include "consumers/intake/folder.h"
#include "consumers/intake/occupations.h"
#include "consumers/operator/simulate.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace koppel::cli {
namespace {

struct SimulateOptions {
  simulate::Options options;
  std::vector<std::string> areas{"AM11"};
  std::string first_day;
  std::filesystem::path occupations;  // empty: people know the made-up work only
  std::filesystem::path against;
  std::filesystem::path facts;
};

// Without a first day the last one is yesterday: the facts import as a history.
Date first_day_of(const SimulateOptions& chosen) {
  SystemClock clock;
  if (chosen.first_day.empty()) {
    return plus_days(local_date(clock.wall()), -static_cast<std::int32_t>(chosen.options.days));
  }
  return parse_date(chosen.first_day).value_or(Date{});
}

// The facts of a closed loop are others than those of the same seed alone, under other ids.
constexpr auto kSourceAgainst = "simulate-against";

PortError cannot_write(const std::filesystem::path& path) {
  return {.failure = PortFailure::kNoPermission,
          .what = "cannot write the facts to " + path.string(),
          .remedy = "make room or rights there; what was taken is recorded all the same"};
}

// Where the facts go: stdout, or a file.
class FactOutput {
 public:
  explicit FactOutput(std::filesystem::path path) : path_(std::move(path)) {
    if (!path_.empty()) file_.open(path_, std::ios::binary | std::ios::trunc);
  }

  [[nodiscard]] bool is_stdout() const { return path_.empty(); }

  void write(const std::string& line) {
    if (is_stdout()) {
      print_line(line);
    } else {
      file_ << line << '\n';
    }
  }

  // Whether all of it is written so far.
  [[nodiscard]] std::expected<void, PortError> flushed() {
    if (is_stdout()) {
      flush();
    } else if (!file_.flush()) {
      return std::unexpected(cannot_write(path_));
    }
    return {};
  }

 private:
  std::filesystem::path path_;
  std::ofstream file_;
};

// Answers how many days were played: all of them, or those before a stop was asked.
std::expected<std::uint32_t, PortError> play(const Globals& globals,
                                             ClosedLoop& loop,
                                             FactOutput& output,
                                             const StopSignals& stop) {
  Progress progress(globals, "Simulating", "working days", loop.days());
  for (std::uint32_t day = 0; day < loop.days(); ++day) {
    if (stop.asked()) return day;
    progress.at(day);
    auto played = loop.play_day(day, [&](const std::string& line) { output.write(line); });
    if (!played) return std::unexpected(played.error());
    if (auto done = output.flushed(); !done) return std::unexpected(done.error());
  }
  return loop.days();
}

// The summary goes where the facts do not.
void tell_summary(const Globals& globals, const FactOutput& output, const std::string& text) {
  if (!output.is_stdout()) return print(text);
  remark(globals, text.substr(0, text.size() - 1));
}

int tell_stopped_after(std::uint32_t day,
                       std::uint32_t days,
                       const Globals& globals,
                       const std::filesystem::path& against) {
  return tell_stopped("behind working day " + grouped(day) + " of " + grouped(days) +
                          "; what happened until then is recorded in " + against.string(),
                      "these people cannot go on; name an empty directory and start again with: " +
                          globals.command);
}

int simulate_against(const Globals& globals,
                     const SimulateOptions& chosen,
                     simulate::Options options) {
  options.source = kSourceAgainst;
  const StopSignals stop;
  auto installation = Installation::open_for_writing(chosen.against);
  if (!installation) return complain(installation.error());
  ClosedLoop loop(**installation, options);
  if (auto opened = loop.open(); !opened) return complain(opened.error());
  if (const auto fault = loop.fault()) {
    return complain_usage(*fault, "choose another --first-day or --seed, or an empty directory");
  }
  FactOutput output(chosen.facts);
  if (auto writable = output.flushed(); !writable) return complain(writable.error());
  const auto days = play(globals, loop, output, stop);
  if (!days) return complain(days.error());
  if (*days < loop.days()) {
    return tell_stopped_after(*days, loop.days(), globals, chosen.against);
  }
  const Played played = loop.played();
  tell_summary(globals, output, summary_text(globals, options, played));
  return played.refused == 0 ? kExitDone : kExitPartlyRefused;
}

// Facts on their way to stdout. They come in the order of time, so the days say how far it is; on a
// terminal the facts do.
class Printing {
 public:
  Printing(const Globals& globals, const simulate::Options& options)
      : command_(globals.command),
        options_(options),
        progress_(to_progress(globals), "Simulating", "days", options.days) {}

  // A stop is asked between two facts: what is printed are whole lines.
  simulate::Next print(const simulate::SimulatedFact& simulated) {
    stopped_ = stop_.asked();
    if (stopped_) return simulate::Next::kStop;
    day_ = local_date(simulated.fact.occurred_at).day - options_.first_day.day;
    progress_.at(static_cast<std::uint64_t>(std::max(day_, 0)));
    ++facts_;
    print_object(codec::fact_to_json(simulated.source, simulated.id, simulated.fact));
    return simulate::Next::kGoOn;
  }

  // Behind the last fact; answers the exit code.
  int end() {
    flush();
    if (!stopped_) return kExitDone;
    return tell_stopped("behind fact " + grouped(facts_) + ", on day " +
                            grouped(static_cast<std::uint64_t>(std::max(day_, 0)) + 1) + " of " +
                            grouped(options_.days),
                        "the same facts and the others again, from the first: " + command_);
  }

 private:
  static Globals to_progress(const Globals& globals) {
    Globals talking = globals;
    if (isatty(STDOUT_FILENO) == 1) talking.talk = Talk::kQuiet;
    return talking;
  }

  std::string command_;
  simulate::Options options_;
  StopSignals stop_;
  Progress progress_;
  std::int32_t day_ = 0;
  std::uint64_t facts_ = 0;
  bool stopped_ = false;
};

int print_made_up(const Globals& globals, const simulate::Options& options) {
  Printing printing(globals, options);
  simulate::generate(options, [&](const auto& fact) { return printing.print(fact); });
  return printing.end();
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
  Printing printing(globals, options);
  simulate::generate(options, [&](const simulate::SimulatedFact& simulated) {
    simulate::SimulatedFact experienced = simulated;
    experience.bring_to(experienced.fact);
    return printing.print(experienced);
  });
  if (const int code = printing.end(); code != kExitDone) return code;
  tell_passed_over(globals, folder);
  remark(globals, intake::kAttribution);
  return folder.passed_over().empty() ? kExitDone : kExitPartlyRefused;
}

int simulate_facts(const Globals& globals, const SimulateOptions& chosen) {
  simulate::Options options = chosen.options;
  auto areas = areas_of(chosen.areas);
  if (!areas)
    return complain_usage(areas.error(), "areas look like AM11; deploy/areas.json names them");
  options.areas = std::move(*areas);
  options.first_day = first_day_of(chosen);
  if (!options.first_day.is_set()) {
    return complain_usage("\"" + chosen.first_day + "\" is no day", "days look like 2026-11-02");
  }
  if (const auto fault = simulate::fault_of(options)) {
    return complain_usage(*fault, "see koppel simulate --help");
  }
  if (!chosen.against.empty()) return simulate_against(globals, chosen, options);
  return chosen.occupations.empty() ? print_made_up(globals, options)
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
  CLI::Option* occupations =
      command->add_option("--occupations",
                          options->occupations,
                          "The folder of `import esco`: people know the work of its occupations");
  CLI::Option* against =
      command
          ->add_option("--against",
                       options->against,
                       "Take the facts into this data directory, and let people answer what "
                       "the engine proposes and asks; ends with a summary")
          ->excludes(occupations);
  command
      ->add_option("--facts",
                   options->facts,
                   "With --against: the facts to this file, the summary "
                   "to stdout; else the summary is on stderr")
      ->needs(against);
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return simulate_facts(globals, *options); };
  });
}

}  // namespace koppel::cli
