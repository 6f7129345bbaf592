#include "consumers/cli/import_history.h"

#include "consumers/cli/input_refusals.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/resumed_history.h"
#include "consumers/cli/submission.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "consumers/cli/trial.h"
#include "engine/codec/show.h"
#include "engine/decide/accept.h"

#include <map>
#include <optional>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

constexpr std::size_t kFactsABatch = 1'024;

using Positions = std::map<std::string, std::uint64_t>;

struct Tally {
  std::map<std::string, std::uint64_t> dispositions;
  std::map<std::string, std::uint64_t> reasons;
  std::uint64_t resumed = 0;  // lines that an earlier run had taken
  std::uint64_t results = 0;
  std::set<std::uint64_t> waiting;          // lines
  std::map<std::uint64_t, Reject> rejects;  // by line
  std::optional<std::uint64_t> stopped;     // behind so many lines
};

// The area of a line as far as resuming needs it: whoever does not name one is judged anew.
std::string area_of(const std::string& line) {
  const nlohmann::json fact = nlohmann::json::parse(line, nullptr, false);
  if (!fact.is_object() || !fact.contains("area") || !fact["area"].is_string()) return "";
  return fact["area"].get<std::string>();
}

void count(Tally& tally, const Submitted& fact, const Answered& answered) {
  ++tally.dispositions[answered.disposition];
  tally.results += answered.results;
  if (answered.disposition == "waiting") tally.waiting.insert(fact.offset);
  if (answered.disposition != "refused" && answered.disposition != "unreadable") return;
  ++tally.reasons[answered.disposition == "refused" ? answered.reason : "unreadable"];
  tally.rejects[fact.offset] = {.line = fact.offset + 1,
                                .reason = answered.reason,
                                .field = answered.field,
                                .original = fact.line};
}

std::expected<void, PortError> submit_batch(Submission& submission,
                                            std::vector<Submitted>& batch,
                                            Tally& tally) {
  const auto answers = submission.submit(batch);
  if (!answers) return std::unexpected(answers.error());
  for (std::size_t at = 0; at < batch.size(); ++at) count(tally, batch[at], (*answers)[at]);
  batch.clear();
  return {};
}

// A line behind the position: it was taken or refused, unless it never was a fact. What was refused
// for its time while there was no journal yet stands in none.
void pass_over(const InputLines& input, std::uint64_t line, Timing timing, Tally& tally) {
  ++tally.resumed;
  const std::string& text = input.lines[line];
  const auto fact = fact_of(text);
  if (!fact) {
    return count(tally, {.line = text, .input = input.name, .offset = line}, fact.error());
  }
  if (const auto refused = refused_for_its_time(*fact, not_after(timing, SystemClock().wall()))) {
    tally.rejects[line] = {.line = line + 1,
                           .reason = codec::word(refused->reason),
                           .field = refused->field,
                           .original = text};
  }
}

// Where an earlier run stopped, when the rest may follow on it.
std::expected<Positions, PortError> positions_to_go_on(Submission& submission,
                                                       const InputLines& input,
                                                       const HistoryOptions& options,
                                                       const Globals& globals) {
  auto positions = submission.positions(input.name);
  if (!positions || options.rest == Rest::kAsOfNow) return positions;
  if (auto may = may_go_on(globals.data, input, *positions); !may) {
    return std::unexpected(may.error());
  }
  return positions;
}

std::expected<void, PortError> submit_lines(Submission& submission,
                                            const InputLines& input,
                                            const Positions& positions,
                                            const HistoryOptions& options,
                                            const Globals& globals,
                                            Tally& tally) {
  Progress progress(globals, "Importing", "facts", input.lines.size());
  std::vector<Submitted> batch;
  for (std::uint64_t line = 0; line < input.lines.size(); ++line) {
    progress.at(line);
    if (input.lines[line].empty()) continue;
    if (!positions.empty()) {
      const auto position = positions.find(area_of(input.lines[line]));
      if (position != positions.end() && line < position->second) {
        pass_over(input, line, options.timing, tally);
        continue;
      }
    }
    batch.push_back(
        {.line = input.lines[line], .input = input.name, .offset = line, .timing = options.timing});
    if (batch.size() < kFactsABatch) continue;
    if (auto done = submit_batch(submission, batch, tally); !done) return done;
    if (!options.stop.asked()) continue;
    tally.stopped = line + 1;
    return {};
  }
  return submit_batch(submission, batch, tally);
}

std::expected<void, PortError> run_to_now(const Globals& globals,
                                          Submission& submission,
                                          const StopSignals& stop) {
  std::optional<Progress> progress;
  return submission.advance_to_now([&](std::uint64_t done, std::uint64_t days) {
    if (!progress) progress.emplace(globals, "Letting the clock run to now", "days", days);
    progress->at(done);
    return stop.asked() ? Journal::Next::kStop : Journal::Next::kGoOn;
  });
}

std::expected<void, PortError> read_refusals(const Globals& globals, InputRefusals& refusals) {
  for (const AreaId area : areas_in(globals.data)) {
    if (has_no_journal(area_path(globals.data, area))) continue;
    auto reading = open_reading(globals.data, area);
    if (!reading) return std::unexpected(reading.error());
    const auto see = [&](const Entry& entry) {
      refusals.see(area, entry);
      return Journal::Next::kGoOn;
    };
    if (auto read = read_entries(*reading->store, *reading->keys, Sequence{1}, see); !read) {
      return read;
    }
  }
  return {};
}

// What was taken as waiting and is not taken any more.
void count_refused_after_waiting(Tally& tally, std::uint64_t line, const std::string& reason) {
  if (tally.waiting.erase(line) == 0) return;
  --tally.dispositions["waiting"];
  ++tally.dispositions["refused"];
  ++tally.reasons[reason];
}

// What an earlier, interrupted run had refused stands in the journal; and so does what was refused
// once it had waited.
std::expected<void, PortError> add_refusals(const Globals& globals,
                                            const InputLines& input,
                                            InputRefusals& refusals,
                                            Tally& tally) {
  if (tally.resumed == 0 && tally.waiting.empty()) return {};
  if (auto read = read_refusals(globals, refusals); !read) return read;
  for (const auto& [line, refusal] : refusals.by_line()) {
    if (line >= input.lines.size()) continue;
    const std::string reason = codec::word(refusal.reason);
    count_refused_after_waiting(tally, line, reason);
    tally.rejects.try_emplace(line,
                              Reject{.line = line + 1,
                                     .reason = reason,
                                     .field = refusal.field,
                                     .original = input.lines[line]});
  }
  return {};
}

std::expected<void, PortError> write_all_rejects(const std::filesystem::path& path,
                                                 const Tally& tally) {
  std::vector<Reject> rejects;
  for (const auto& [line, reject] : tally.rejects) rejects.push_back(reject);
  return write_rejects(path, rejects);
}

void report(const Globals& globals, const Tally& tally, const std::filesystem::path& rejects) {
  const auto of = [&](const std::string& disposition) {
    const auto found = tally.dispositions.find(disposition);
    return found == tally.dispositions.end() ? std::uint64_t{0} : found->second;
  };
  if (globals.format == Format::kJson) {
    nlohmann::json object{{"taken", of("taken")},
                          {"waiting", of("waiting")},
                          {"refused", of("refused")},
                          {"unreadable", of("unreadable")},
                          {"repeat", of("repeat")},
                          {"taken_before", tally.resumed},
                          {"results", tally.results},
                          {"reasons", tally.reasons}};
    if (!tally.rejects.empty()) object["rejects"] = rejects.string();
    return print_object(object.dump());
  }
  print_line("taken " + std::to_string(of("taken")) + ", waiting " + std::to_string(of("waiting")) +
             ", refused " + std::to_string(of("refused")) + ", unreadable " +
             std::to_string(of("unreadable")) + ", repeats " + std::to_string(of("repeat")) +
             ", taken before " + std::to_string(tally.resumed) + "; " +
             counted(tally.results, "entry", "entries") + " followed");
  for (const auto& [reason, number] : tally.reasons) {
    print_line("  " + reason + ": " + std::to_string(number));
  }
  if (!tally.rejects.empty()) {
    print_line("What was not taken, with line and reason: " + rejects.string());
  }
}

}  // namespace

int import_history(const Globals& globals, const InputLines& input, const HistoryOptions& options) {
  const bool for_good = options.taking == Taking::kForGood;
  InputRefusals refusals(input.name);
  const auto told = [&](AreaId area, const Entry& entry) { refusals.see(area, entry); };
  auto submission =
      for_good ? open_submission(globals.data) : open_trial(globals.data, WallClock::kAsItIs, told);
  if (!submission) return complain(submission.error());
  const auto positions = positions_to_go_on(**submission, input, options, globals);
  if (!positions) return complain(positions.error());
  Tally tally;
  auto done = submit_lines(**submission, input, *positions, options, globals, tally);
  const bool runs_to_now =
      for_good && options.clock == AfterHistory::kClockRunsToNow && done && !tally.stopped;
  if (runs_to_now) done = run_to_now(globals, **submission, options.stop);
  const bool clock_stopped = runs_to_now && options.stop.asked();
  submission->reset();  // then all of it can be read
  const auto added = add_refusals(globals, input, refusals, tally);
  const auto written = write_all_rejects(options.rejects, tally);
  if (!done) return complain(done.error());
  if (!added) return complain(added.error());
  if (!written) return complain(written.error());
  report(globals, tally, options.rejects);
  if (tally.stopped) {
    return tell_stopped("behind line " + grouped(*tally.stopped) + " of " +
                            grouped(input.lines.size()) +
                            (for_good ? "; all until there is recorded" : "; nothing is recorded"),
                        options.again);
  }
  if (clock_stopped) {
    return tell_stopped("while the clock ran to now; all facts are recorded", options.again);
  }
  if (!for_good) tell_trial_beside_a_run(globals);
  return tally.rejects.empty() ? kExitDone : kExitPartlyRefused;
}

}  // namespace koppel::cli
