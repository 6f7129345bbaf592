// P8a, P8b: how fast a journal is folded again, into memory and with a durable image at the end,
// beside a loop that only reads, hashes, opens and decodes the same entries.

#include "engine/model/entry.h"
#include "tests/bench/area.h"
#include "tests/bench/bare_reader.h"
#include "tests/bench/bare_store.h"
#include "tests/bench/figure.h"
#include "tests/bench/observed_journal.h"
#include "tests/support/temporary_directory.h"

#include <string>
#include <utility>
#include <vector>

namespace koppel::bench {
namespace {

// A journal on disk, and what both sides know of it.
struct Recorded {
  Place place;
  Sequence stream;          // where the stream begins: what comes before is folded, but not timed
  std::size_t entries = 0;  // of the stream
  std::vector<ParticipantId> subjects;  // whose key seals each entry
  Commit image;                         // the rows at the end
};

Recorded record(const Place& place, const Mix& mix) {
  Recorded recorded{.place = place};
  const Area area = open_area(place, storage::Access::kReadWrite);
  const auto owner =
      found({.journal = *area.store, .refused = *area.store, .keys = *area.keys}, mix);
  take_all(*owner, mix.base, kFactsPerCommit);
  recorded.stream = Sequence{owner->view().head.sequence.value() + 1};
  take_all(*owner, mix.stream, kFactsPerCommit);
  must(read_entries(*area.store, *area.keys, Sequence{1}, [&](const Entry& entry) {
    recorded.subjects.push_back(subject_of(entry).value_or(ParticipantId{}));
    return Journal::Next::kGoOn;
  }));
  recorded.entries = recorded.subjects.size() + 1 - recorded.stream.value();
  recorded.image = must(image_of(owner->view(), *area.keys));
  return recorded;
}

// What building the index took, the last thing done: done once more.
Seconds time_of_index(Engine& engine) {
  const Seconds begun = moment();
  engine.build_index();
  return since(begun);
}

enum class Image : std::uint8_t {
  kNone,
  kDurable
};

class Folding {
 public:
  Folding(const Recorded& recorded, Image image) : recorded_(recorded), image_(image) {}

  Seconds ours() {
    const Area area = open_area(recorded_.place, storage::Access::kReadOnly);
    ObservedJournal journal(*area.store, recorded_.stream);
    AreaView view = must(refold_area(journal, *area.keys, [](std::uint64_t) {}));
    Seconds took = since(journal.from_handed_over);
    indexes_.push_back(time_of_index(view.engine));
    took = took - indexes_.back();
    if (image_ == Image::kDurable) {
      const auto store =
          must(storage::RocksdbStore::open(next_image(), storage::Access::kReadWrite));
      const Seconds begun = moment();
      must(store->commit(must(image_of(view, *area.keys))));
      took = took + since(begun);
    }
    return took;
  }

  // What building the index took each time, left out of ours().
  [[nodiscard]] const std::vector<Seconds>& indexes() const { return indexes_; }

  Seconds reference() {
    BareStore journal(recorded_.place.store(), storage::Access::kReadOnly);
    const Area area = open_area(recorded_.place, storage::Access::kReadOnly);
    BareReader reader(*area.keys);
    std::size_t read = 0;
    Seconds begun;
    journal.each_frame([&](std::string_view /*key*/, std::string_view bytes) {
      if (read + 1 == recorded_.stream.value()) begun = moment();
      read += reader.read_frame(bytes, recorded_.subjects);
    });
    Seconds took = since(begun);
    if (image_ == Image::kDurable) {
      BareStore store(next_image(), storage::Access::kReadWrite);
      begun = moment();
      store.write(recorded_.image);
      took = took + since(begun);
    }
    return took;
  }

 private:
  // A directory of its own for each: what one image leaves behind is not the next one's to tidy.
  std::filesystem::path next_image() {
    const auto last = recorded_.place.directory / "image";
    std::filesystem::remove_all(last);
    return last;
  }

  const Recorded& recorded_;
  Image image_;
  std::vector<Seconds> indexes_;
};

struct Line {
  Size size;
  std::size_t facts = 0;
  std::string of;
  bool has_goal = false;
};

void measure_line(Run& run, const Line& line) {
  const TemporaryDirectory directory;
  const Recorded recorded =
      record({.directory = directory.path()}, make_mix(line.size, line.facts));
  const auto report = [&](const char* id, const std::string& what, Image image, double goal) {
    if (!run.wants(id)) return;
    Folding folding(recorded, image);
    const Measured measured = measure(
        run.rounds(), [&] { return folding.ours(); }, [&] { return folding.reference(); });
    const auto rate = [&](const std::vector<Seconds>& took, double Seconds::*clock) {
      return static_cast<double>(recorded.entries) / median(took, clock);
    };
    Figure figure{.id = id,
                  .what = what + line.of + ", entries/s",
                  .ours = rate(measured.ours, &Seconds::wall),
                  .reference = rate(measured.reference, &Seconds::wall)};
    if (line.has_goal) figure.goal = {.bound = Goal::Bound::kAtLeast, .ratio = goal};
    run.report(figure);
    if (image == Image::kDurable) return;
    run.report({.id = id,
                .what = "its index, apart, " + line.of + ", s",
                .ours = median(folding.indexes(), &Seconds::wall),
                .reference = median(measured.reference, &Seconds::wall)});
    run.report({.id = id,
                .what = what + line.of + ", entries/s of CPU time",
                .ours = rate(measured.ours, &Seconds::cpu),
                .reference = rate(measured.reference, &Seconds::cpu)});
  };
  report("P8a", "fold into memory, ", Image::kNone, 0.7);
  report("P8b", "fold with a durable image, ", Image::kDurable, 0.6);
}

void measure_all(Run& run) {
  if (run.is_smoke()) return measure_line(run, {.size = {30, 12}, .facts = 200, .of = "30 x 12"});
  measure_line(run, {.size = {300, 90}, .facts = 20'480, .of = "300 x 90", .has_goal = true});
  measure_line(run, {.size = {3'000, 3'000}, .facts = 2'560, .of = "3,000 x 3,000"});
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"P8a", "P8b"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
