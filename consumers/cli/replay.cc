#include "consumers/cli/commands.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/rows_anew.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/table.h"
#include "consumers/cli/trial.h"
#include "consumers/cli/until_stopped.h"
#include "consumers/cli/views.h"
#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/market/rows.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

enum class Purpose : std::uint8_t {
  kVerify,
  kRebuild
};

struct ReplayOptions {
  Purpose purpose = Purpose::kVerify;
  bool dry_run = false;
};

constexpr std::size_t kRowsTold = 3;

struct Replayed {
  AreaView view;
  double seconds = 0;
};

std::expected<Replayed, PortError> refold(const Globals& globals,
                                          Journal& journal,
                                          Keys& keys,
                                          std::uint64_t total) {
  Progress progress(globals, "Replaying", "entries", total);
  auto view = refold_area(journal, keys, [&](std::uint64_t entries) { progress.at(entries); });
  if (!view) return std::unexpected(view.error());
  return Replayed{.view = std::move(*view), .seconds = progress.elapsed().count()};
}

enum class Verdict : std::uint8_t {
  kSame,
  kDiffers
};

struct Report {
  AreaId area;
  std::uint64_t entries;
  double seconds;
  codec::MarketDigest digest;
  std::string_view verdict;
};

void print_report(const Globals& globals, const Report& report) {
  const auto rate = static_cast<std::uint64_t>(
      report.seconds > 0 ? static_cast<double>(report.entries) / report.seconds : 0);
  if (globals.format == Format::kJson) {
    const nlohmann::ordered_json json = {{"area", to_text(report.area)},
                                         {"entries", report.entries},
                                         {"entries_per_second", rate},
                                         {"open", to_hex(report.digest.open)},
                                         {"sealed", to_hex(report.digest.sealed)},
                                         {"verdict", report.verdict}};
    return print_object(json.dump());
  }
  print_line(painted(globals.colour, Paint::kBold, to_text(report.area)) + "  " +
             grouped(report.entries) + " entries, chain and sequence in order  " + grouped(rate) +
             "/s");
  print_line("  digest  " + to_text(report.digest));
  print_line("  " + std::string(report.verdict));
}

Verdict compare(const AreaView& replayed, const AreaView& stored) {
  const bool same = replayed.head.sequence == stored.head.sequence &&
                    replayed.head.chain == stored.head.chain &&
                    replayed.head.positions == stored.head.positions &&
                    codec::digest_of(replayed.market()) == codec::digest_of(stored.market()) &&
                    same_rows(replayed.market(), stored.market());
  return same ? Verdict::kSame : Verdict::kDiffers;
}

std::string text_of(const Market& market, const RowRef& ref) {
  const auto row = find_row(market, ref);
  return row ? codec::row_text(*row, codec::Personal::kShown) : "";
}

// Names the first rows that differ, without their personal fields, so that one knows where to look.
void tell_rows(const Globals& globals, const Market& replayed, const Market& stored) {
  std::set<RowRef> refs;
  for (const Market* market : {&replayed, &stored}) {
    for (const RowRef& ref : all_rows(*market)) refs.insert(ref);
  }
  std::size_t told = 0;
  for (const RowRef& ref : refs) {
    if (told == kRowsTold) return;
    if (text_of(replayed, ref) == text_of(stored, ref)) continue;
    ++told;
    for (const auto& [name, market] : {std::pair("replayed", &replayed), {"stored", &stored}}) {
      const auto row = find_row(*market, ref);
      remark(globals,
             std::string("  ") + name + "  " +
                 (row ? codec::row_text(*row, codec::Personal::kMasked) : "has no such row"));
    }
  }
}

// Where a stop cut the folding of an area short: nothing is known of it, and nothing was changed.
int tell_stopped_at(const Globals& globals, AreaId area, const UntilStopped& journal) {
  return tell_stopped("at entry " + grouped(journal.reached().value()) + " of " + to_text(area) +
                          "; nothing of it was changed",
                      "start again with: " + globals.command);
}

void report_verdict(const Globals& globals,
                    AreaId area,
                    const Replayed& replayed,
                    std::string_view verdict) {
  print_report(globals,
               {.area = area,
                .entries = replayed.view.head.sequence.value(),
                .seconds = replayed.seconds,
                .digest = codec::digest_of(replayed.view.market()),
                .verdict = verdict});
}

// Answers the exit code.
int verify_area(const Globals& globals, AreaId area, const StopSignals& stop) {
  auto reading = open_reading(globals.data, area);
  if (!reading) return complain(reading.error());
  UntilStopped journal(*reading->store, stop);
  const auto stored = load_area(journal, *reading->keys);
  if (journal.stopped()) return tell_stopped_at(globals, area, journal);
  if (!stored) return complain(stored.error());
  const auto replayed = refold(globals, journal, *reading->keys, stored->head.sequence.value());
  if (journal.stopped()) return tell_stopped_at(globals, area, journal);
  if (!replayed) return complain(replayed.error());
  if (compare(replayed->view, *stored) == Verdict::kSame) {
    report_verdict(globals, area, *replayed, "the stored market is identical to the replayed one");
    return kExitDone;
  }
  report_verdict(globals, area, *replayed, "the stored market differs from the replayed one");
  tell_rows(globals, replayed->view.market(), stored->market());
  remark(globals, "  make the rows of " + to_text(area) + " anew: koppel replay --rebuild");
  return kExitNothing;
}

int rebuild_area(const Globals& globals, Keys& keys, AreaId area, const StopSignals& stop) {
  if (has_no_journal(area_path(globals.data, area))) {
    return complain(absent_area(globals.data, area));
  }
  auto store =
      storage::RocksdbStore::open(area_path(globals.data, area), storage::Access::kReadWrite);
  if (!store) return complain(store.error());
  if (auto whole = check_reach(**store); !whole) return complain(whole.error());
  UntilStopped journal(**store, stop);
  const auto replayed = refold(globals, journal, keys, 0);
  if (journal.stopped()) return tell_stopped_at(globals, area, journal);
  if (!replayed) return complain(replayed.error());
  if (auto done = write_rows_anew(**store, keys, replayed->view); !done) {
    return complain(done.error());
  }
  report_verdict(globals, area, *replayed, "the rows were made anew");
  return kExitDone;
}

// What --rebuild would do, read beside a writer.
int try_rebuilding(const Globals& globals, AreaId area, const StopSignals& stop) {
  auto reading = open_reading(globals.data, area);
  if (!reading) return complain(reading.error());
  if (auto whole = check_reach(*reading->store); !whole) return complain(whole.error());
  UntilStopped journal(*reading->store, stop);
  const auto replayed = refold(globals, journal, *reading->keys, 0);
  if (journal.stopped()) return tell_stopped_at(globals, area, journal);
  if (!replayed) return complain(replayed.error());
  const auto stored = load_area(*reading->store, *reading->keys);
  std::string verdict =
      grouped(all_rows(replayed->view.market()).size()) + " rows would be made anew; those stored ";
  if (!stored) {
    verdict += "cannot be used: " + stored.error().what;
  } else {
    verdict += compare(replayed->view, *stored) == Verdict::kSame ? "are the same" : "differ";
  }
  report_verdict(globals, area, *replayed, verdict);
  return kExitDone;
}

int rebuild_for_trial(const Globals& globals) {
  const StopSignals stop;
  const auto areas = asked_areas(globals);
  if (areas.empty()) return kExitNothing;
  for (const AreaId area : areas) {
    const int code = try_rebuilding(globals, area, stop);
    if (code != kExitDone) return code;
  }
  tell_trial(globals);
  return kExitDone;
}

int verify(const Globals& globals) {
  const StopSignals stop;
  const auto areas = asked_areas(globals);
  int worst = areas.empty() ? kExitNothing : kExitDone;
  for (const AreaId area : areas) {
    const int code = verify_area(globals, area, stop);
    if (code != kExitDone && code != kExitNothing) return code;
    if (code == kExitNothing) worst = code;
  }
  return worst;
}

int rebuild(const Globals& globals) {
  const StopSignals stop;
  const auto areas = asked_areas(globals);
  if (areas.empty()) return kExitNothing;
  const auto installation = Installation::open_for_writing(globals.data);
  if (!installation) return complain(installation.error());
  for (const AreaId area : areas) {
    auto keys = (*installation)->keys_of(area);
    const int code = rebuild_area(globals, keys, area, stop);
    if (code != kExitDone) return code;
  }
  return kExitDone;
}

}  // namespace

void add_replay(CLI::App& koppel, Chosen& chosen) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App* command =
      koppel.add_subcommand("replay", "Fold the whole journal again; decides nothing");
  CLI::Option* verified = command->add_flag_callback(
      "--verify",
      [options] { options->purpose = Purpose::kVerify; },
      "Compare with the stored market (the default)");
  CLI::Option* rebuilt = command->add_flag_callback(
      "--rebuild",
      [options] { options->purpose = Purpose::kRebuild; },
      "Write the stored market anew; no koppel run may live");
  rebuilt->excludes(verified);
  command
      ->add_flag(
          "--dry-run", options->dry_run, "Tell what would be written anew, and write nothing")
      ->needs(rebuilt);
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) {
      if (options->purpose == Purpose::kVerify) return verify(globals);
      return options->dry_run ? rebuild_for_trial(globals) : rebuild(globals);
    };
  });
}

}  // namespace koppel::cli
