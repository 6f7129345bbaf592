#include "consumers/cli/commands.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/rows_anew.h"
#include "consumers/cli/table.h"
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
    return print_line(json.dump());
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

std::expected<Verdict, PortError> verify_area(const Globals& globals, AreaId area) {
  auto reading = open_reading(globals.data, area);
  if (!reading) return std::unexpected(reading.error());
  const auto stored = load_area(*reading->store, *reading->keys);
  if (!stored) return std::unexpected(stored.error());
  const auto replayed =
      refold(globals, *reading->store, *reading->keys, stored->head.sequence.value());
  if (!replayed) return std::unexpected(replayed.error());
  const Verdict verdict = compare(replayed->view, *stored);
  print_report(
      globals,
      {.area = area,
       .entries = replayed->view.head.sequence.value(),
       .seconds = replayed->seconds,
       .digest = codec::digest_of(replayed->view.market()),
       .verdict = verdict == Verdict::kSame ? "the stored market is identical to the replayed one"
                                            : "the stored market differs from the replayed one"});
  if (verdict == Verdict::kDiffers) tell_rows(globals, replayed->view.market(), stored->market());
  return verdict;
}

int verify(const Globals& globals) {
  const auto areas = asked_areas(globals);
  int code = areas.empty() ? kExitNothing : kExitDone;
  for (const AreaId area : areas) {
    const auto verdict = verify_area(globals, area);
    if (!verdict) return complain(verdict.error());
    if (*verdict == Verdict::kSame) continue;
    remark(globals, "  make the rows of " + to_text(area) + " anew: koppel replay --rebuild");
    code = kExitNothing;
  }
  return code;
}

std::expected<void, PortError> rebuild_area(const Globals& globals, Keys& keys, AreaId area) {
  auto store =
      storage::RocksdbStore::open(area_path(globals.data, area), storage::Access::kReadWrite);
  if (!store) return std::unexpected(store.error());
  if (auto whole = check_reach(**store); !whole) return whole;
  const auto replayed = refold(globals, **store, keys, 0);
  if (!replayed) return std::unexpected(replayed.error());
  if (auto done = write_rows_anew(**store, keys, replayed->view); !done) return done;
  print_report(globals,
               {.area = area,
                .entries = replayed->view.head.sequence.value(),
                .seconds = replayed->seconds,
                .digest = codec::digest_of(replayed->view.market()),
                .verdict = "the rows were made anew"});
  return {};
}

int rebuild(const Globals& globals) {
  const auto areas = asked_areas(globals);
  if (areas.empty()) return kExitNothing;
  const auto installation = Installation::open_for_writing(globals.data);
  if (!installation) return complain(installation.error());
  for (const AreaId area : areas) {
    auto keys = (*installation)->keys_of(area);
    if (auto done = rebuild_area(globals, keys, area); !done) {
      return complain(done.error());
    }
  }
  return kExitDone;
}

}  // namespace

void add_replay(CLI::App& koppel, Chosen& chosen) {
  const auto purpose = std::make_shared<Purpose>(Purpose::kVerify);
  CLI::App* command =
      koppel.add_subcommand("replay", "Fold the whole journal again; decides nothing");
  CLI::Option* verified = command->add_flag_callback(
      "--verify",
      [purpose] { *purpose = Purpose::kVerify; },
      "Compare with the stored market (the default)");
  command
      ->add_flag_callback(
          "--rebuild",
          [purpose] { *purpose = Purpose::kRebuild; },
          "Write the stored market anew; no koppel run may live")
      ->excludes(verified);
  command->callback([purpose, &chosen] {
    chosen.action = [purpose](const Globals& globals) {
      return *purpose == Purpose::kVerify ? verify(globals) : rebuild(globals);
    };
  });
}

}  // namespace koppel::cli
