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
    must(area.store->commit(commit));
    commit.rows.clear();
  };
  for (const RowRef& ref : all_rows(engine.market())) {
    commit.rows.push_back(must(codec::write_row(engine.market(), ref, *area.keys)));
    if (commit.rows.size() == kRowsPerCommit) store();
  }
  const codec::JournalHead head{.journal_id = {.bytes = {1}},
                                .area = kArea,
                                .sequence = engine.sequence(),
                                .decide_revision = kDecideRevision};
  commit.rows.push_back({.key = codec::head_key(), .value = codec::write_head(head)});
  store();
}

// Seconds from asking for the rows to the market being complete; what the index took is put aside.
double start(const Place& place, std::vector<double>& index_seconds) {
  const Area area = open_area(place, storage::Access::kReadOnly);
  ObservedJournal journal(*area.store);
  const AreaView view = must(load_area(journal, *area.keys));
  index_seconds.push_back(seconds_since(journal.frames_read));
  return seconds_between(journal.rows_asked, journal.frames_asked);
}

double read_rows(const Place& place) {
  const Area area = open_area(place, storage::Access::kReadOnly);
  BareStore store(place.store(), storage::Access::kReadOnly);
  BareReader reader(*area.keys);
  const Moment begun = moment();
  store.each_row([&](std::string_view key, std::string_view value) {
    if (key != codec::head_key()) reader.read_row(key, value);
  });
  return seconds_since(begun);
}

void measure_all(Run& run) {
  const Size size = run.is_smoke() ? Size{.participants = 100, .placements = 10}
                                   : Size{.participants = 100'000, .placements = 300};
  const std::string of = std::to_string(size.participants) + " participants, " +
                         std::to_string(size.placements) + " places, s";
  const TemporaryDirectory directory;
  const Place place{.directory = directory.path()};
  store_rows(place, arrived(size).engine());

  std::vector<double> index_seconds;
  const Medians medians = measure(
      run.few_rounds(),
      [&] { return start(place, index_seconds); },
      [&] { return read_rows(place); });
  run.report({.id = "P9c",
              .what = "start-up from rows, " + of,
              .ours = medians.ours,
              .reference = medians.reference,
              .goal = Goal{.bound = Goal::Bound::kAtMost, .ratio = 2}});
  run.report({.id = "P9c",
              .what = "its index, apart, " + of,
              .ours = median(std::move(index_seconds)),
              .reference = medians.reference});
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"P9c"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
