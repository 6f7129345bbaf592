// P9c: how long a start takes from rows, beside iterating, opening and decoding the same rows.

#include "engine/codec/row_codec.h"
#include "engine/market/rows.h"
#include "tests/bench/area.h"
#include "tests/bench/bare_reader.h"
#include "tests/bench/bare_store.h"
#include "tests/bench/figure.h"
#include "tests/bench/mix/played.h"
#include "tests/bench/observed_journal.h"
#include "tests/support/temporary_directory.h"

#include <string>
#include <utility>
#include <vector>

namespace koppel::bench {
namespace {

constexpr std::int64_t kBetweenArrivalsMs = 20;  // all within a day
constexpr std::size_t kRowsPerCommit = 10'000;

// Everybody as they arrived, nobody matched: rules would be a load of their own.
Played arrived(Size size) {
  const Founding founding = founding_without_rules(first_moment());
  Played played(founding, first_moment());
  Population population(size);
  Edge edge(first_moment());
  population.arrive(
      [&](FactBody body) { played.take(edge.stamped(std::move(body), kBetweenArrivalsMs)); });
  return played;
}

void store_rows(const Place& place, const Engine& engine) {
  const Area area = open_area(place, storage::Access::kReadWrite);
  Commit commit;
  const auto store = [&] {
    must(area.keys->sync());
    must(area.store->commit(std::exchange(commit, {})));
  };
  for (const RowRef& ref : all_rows(engine.market())) {
    commit.rows.push_back(must(codec::write_row(engine.market(), ref, *area.keys)));
    if (commit.rows.size() == kRowsPerCommit) store();
  }
  codec::JournalHead head{.journal_id = {.bytes = {1}},
                          .area = kArea,
                          .sequence = engine.sequence(),
                          .decide_revision = kDecideRevision};
  // Rows are as of a frame that is there; this one changes nothing in them.
  const Entry last{.sequence = Sequence{engine.sequence().value() + 1},
                   .recorded_at = engine.market().head.now,
                   .body = AreaAcquired{}};
  commit.frames = must(codec::write_frames(head, {&last, 1}, *area.keys));
  commit.rows.push_back({.key = codec::head_key(), .value = codec::write_head(head)});
  store();
}

struct Started {
  Seconds market;  // from asking for the rows to the market being complete
  Seconds index;   // what building it took then
};

Started start(const Place& place) {
  const Area area = open_area(place, storage::Access::kReadOnly);
  ObservedJournal journal(*area.store);
  const AreaView view = must(load_area(journal, *area.keys));
  return {.market = journal.frames_asked - journal.rows_asked, .index = since(journal.frames_read)};
}

Seconds read_rows(const Place& place) {
  const Area area = open_area(place, storage::Access::kReadOnly);
  BareStore store(place.store(), storage::Access::kReadOnly);
  BareReader reader(*area.keys);
  const Seconds begun = moment();
  store.each_row([&](std::string_view key, std::string_view value) {
    if (key != codec::head_key()) reader.read_row(key, value);
  });
  return since(begun);
}

void measure_all(Run& run) {
  const Size size = run.is_smoke() ? Size{.participants = 100, .placements = 10}
                                   : Size{.participants = 100'000, .placements = 300};
  const std::string of = std::to_string(size.participants) + " participants, " +
                         std::to_string(size.placements) + " places";
  const TemporaryDirectory directory;
  const Place place{.directory = directory.path()};
  store_rows(place, arrived(size).engine());

  std::vector<Seconds> indexing;
  const auto ours = [&] {
    const Started started = start(place);
    indexing.push_back(started.index);
    return started.market;
  };
  const Measured measured = measure(run.few_rounds(), ours, [&] { return read_rows(place); });
  const auto report = [&](const std::string& what,
                          const std::vector<Seconds>& took,
                          double Seconds::*clock,
                          std::optional<Goal> goal) {
    run.report({.id = "P9c",
                .what = what,
                .ours = median(took, clock),
                .reference = median(measured.reference, clock),
                .goal = goal});
  };
  report("start-up from rows, " + of + ", s",
         measured.ours,
         &Seconds::wall,
         Goal{.bound = Goal::Bound::kAtMost, .ratio = 2});
  report("start-up from rows, " + of + ", s of CPU time", measured.ours, &Seconds::cpu, {});
  report("its index, apart, " + of + ", s", indexing, &Seconds::wall, {});
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"P9c"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
