// P9a, P9b: what deciding, sealing and storing costs above the synced write that no durable answer
// can do without: the same bytes, written by RocksDB alone at the same moment.

#include "consumers/runtime/journal_ahead.h"
#include "tests/bench/area.h"
#include "tests/bench/bare_store.h"
#include "tests/bench/figure.h"
#include "tests/bench/stopwatch.h"
#include "tests/support/temporary_directory.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace koppel::bench {
namespace {

// Keeps every commit, once it is written.
class Kept final : public Journal {
 public:
  explicit Kept(Journal& journal) : journal_(journal) {}

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override {
    auto done = journal_.commit(commit);
    kept_.push_back(std::move(commit));
    return done;
  }

  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override {
    return journal_.read(from, visitor);
  }

  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override {
    return journal_.read_rows(visitor);
  }

  // Since it was last asked.
  std::vector<Commit> kept() { return std::exchange(kept_, {}); }

 private:
  Journal& journal_;
  std::vector<Commit> kept_;
};

// An owner at the end of the base, and the bare store beside it with the same content.
class Writing {
 public:
  Writing(const TemporaryDirectory& directory, const Mix& mix)
      : area_(open_area({.directory = directory.path()}, storage::Access::kReadWrite)),
        bare_(directory / "bare", storage::Access::kReadWrite),
        kept_(*area_.store),
        ahead_(kept_),
        owner_(found({.journal = ahead_,
                      .refused = *area_.store,
                      .keys = *area_.keys,
                      .threads = Threads::kTwo},
                     mix)),
        left_(mix.stream) {
    take_all(*owner_, mix.base, kFactsPerCommit);
    write_bare();
  }

  struct Took {
    double ours = 0;
    double bare = 0;
  };

  // Seconds of both sides, one after the other, for the next facts of the stream until they are
  // durable, a commit for every so many facts.
  Took take_next(std::size_t facts, std::size_t a_commit) {
    const Seconds begun = moment();
    take_all(*owner_, left_.first(facts), a_commit);
    const double ours = since(begun).wall;
    left_ = left_.subspan(facts);
    return {.ours = ours, .bare = write_bare()};
  }

  [[nodiscard]] std::size_t left() const { return left_.size(); }

 private:
  // How long the bare writes of what ours wrote take.
  double write_bare() {
    const std::vector<Commit> commits = kept_.kept();
    const Seconds begun = moment();
    for (const Commit& commit : commits) bare_.write(commit);
    return since(begun).wall;
  }

  Area area_;
  BareStore bare_;
  Kept kept_;
  JournalAhead ahead_;
  std::unique_ptr<AreaOwner> owner_;
  std::span<const Incoming> left_;
};

struct Line {
  Size size;
  std::size_t groups = 0;   // of a round of P9a
  std::size_t singles = 0;  // of a round of P9b
  std::string of;
  bool has_goal = false;
};

struct Sides {
  double ours = 0;
  double reference = 0;
};

// Facts a second, each group of 256 one commit.
Sides measure_groups(Writing& writing, const Line& line, int rounds) {
  const std::size_t facts = line.groups * kFactsPerCommit;
  std::vector<double> ours;
  std::vector<double> reference;
  for (int round = 0; round < rounds; ++round) {
    const auto took = writing.take_next(facts, kFactsPerCommit);
    ours.push_back(static_cast<double>(facts) / took.ours);
    reference.push_back(static_cast<double>(facts) / took.bare);
  }
  return {.ours = median(std::move(ours)), .reference = median(std::move(reference))};
}

// Milliseconds of the median fact, each a commit of its own.
Sides measure_singles(Writing& writing, const Line& line, int rounds) {
  std::vector<double> ours;
  std::vector<double> reference;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> each_ours;
    std::vector<double> each_bare;
    for (std::size_t fact = 0; fact < line.singles; ++fact) {
      const auto took = writing.take_next(1, 1);
      each_ours.push_back(1'000 * took.ours);
      each_bare.push_back(1'000 * took.bare);
    }
    ours.push_back(median(std::move(each_ours)));
    reference.push_back(median(std::move(each_bare)));
  }
  return {.ours = median(std::move(ours)), .reference = median(std::move(reference))};
}

void report(Run& run, Figure figure, const Sides& medians, const Line& line, Goal goal) {
  figure.what += line.of;
  figure.ours = medians.ours;
  figure.reference = medians.reference;
  if (line.has_goal) figure.goal = goal;
  run.report(figure);
}

void measure_line(Run& run, const Line& line) {
  const TemporaryDirectory directory;
  const auto rounds = static_cast<std::size_t>(run.rounds());
  const Mix mix = make_mix(line.size, rounds * ((line.groups * kFactsPerCommit) + line.singles));
  Writing writing(directory, mix);
  if (run.wants("P9a"))
    report(run,
           {.id = "P9a", .what = "group commit of 256 facts, facts/s; "},
           measure_groups(writing, line, run.rounds()),
           line,
           {.bound = Goal::Bound::kAtLeast, .ratio = 0.5});
  if (run.wants("P9b"))
    report(run,
           {.id = "P9b", .what = "single fact, p50 in ms; "},
           measure_singles(writing, line, run.rounds()),
           line,
           {.bound = Goal::Bound::kAtMost, .ratio = 2});
}

void measure_all(Run& run) {
  if (run.is_smoke()) {
    return measure_line(run, {.size = {30, 12}, .groups = 1, .singles = 10, .of = "30 x 12"});
  }
  measure_line(
      run, {.size = {300, 90}, .groups = 24, .singles = 200, .of = "300 x 90", .has_goal = true});
  measure_line(run, {.size = {3'000, 3'000}, .groups = 4, .singles = 20, .of = "3,000 x 3,000"});
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"P9a", "P9b"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
