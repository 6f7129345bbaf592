// G1, G3, G4, G5, G12: the search for the ten best places of one person, beside reading the same
// bytes, beside looking at all of them, and beside other ways of adding up competences. Whatever is
// compared finds the same; a difference ends the run.

#include "engine/matching/gates.h"
#include "engine/matching/kept.h"
#include "engine/matching/score.h"
#include "engine/matching/search.h"
#include "engine/model/invariant.h"
#include "tests/bench/figure.h"
#include "tests/bench/matching/crowd.h"
#include "tests/bench/matching/ways.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace koppel::bench {
namespace {

using matching::Kernels;
using matching::Places;
using matching::Way;

constexpr Goal kRead{.bound = Goal::Bound::kAtMost, .ratio = 1.10};

double best_of(const std::vector<Seconds>& took) {
  return std::ranges::min(took, {}, &Seconds::wall).wall;
}

// Medians with the goal; the best of both sides without.
void report_both(Run& run, Figure figure, const Measured& measured, double unit) {
  figure.ours = median(measured.ours, &Seconds::wall) * unit;
  figure.reference = median(measured.reference, &Seconds::wall) * unit;
  run.report(figure);
  figure.what.insert(0, "best: ");
  figure.goal.reset();
  figure.ours = best_of(measured.ours) * unit;
  figure.reference = best_of(measured.reference) * unit;
  run.report(figure);
}

// As report_both, for how many times slower the reference is.
void report_gain(Run& run, Figure figure, const Measured& measured, double unit) {
  report_both(run, std::move(figure), {measured.reference, measured.ours}, unit);
}

std::vector<Crowd::OnePerson> people(Crowd& crowd, Asking asking, int count) {
  std::vector<Crowd::OnePerson> people;
  for (int left = count; left > 0; --left) people.push_back(crowd.person(asking));
  return people;
}

struct Asked {
  const Places& places;
  const Weights& weights;
  std::vector<Crowd::OnePerson> people;
};

// One pass over everybody, each the same way; the hash is of all that was found.
Seconds search_all(const Asked& asked, const Search& how, std::uint64_t& hash) {
  const Seconds begun = moment();
  hash = 0;
  for (const Crowd::OnePerson& person : asked.people) {
    hash = matching::mixed(hash ^ ten_best(asked.places, asked.weights, person, how));
  }
  return since(begun);
}

void compare(Run& run,
             Figure figure,
             const Asked& asked,
             const Search& ours,
             const Search& reference,
             int rounds) {
  std::uint64_t hash_ours = 0;
  std::uint64_t hash_reference = 0;
  const Measured measured = measure(
      rounds,
      [&] { return search_all(asked, ours, hash_ours); },
      [&] { return search_all(asked, reference, hash_reference); });
  invariant(hash_ours == hash_reference, "both ways find the same ten");
  report_gain(run, std::move(figure), measured, 1e6 / static_cast<double>(asked.people.size()));
}

void measure_scan(Run& run, const Places& places, Crowd& crowd, const std::string& of, Goal goal) {
  const Asked asked{places, crowd.weights(), people(crowd, Asking::kNoLimits, 1)};
  const std::span blocks(places.table.blocks());
  std::uint64_t hash = 0;
  const Measured measured = measure(
      2 * run.rounds(),
      [&] {
        return search_all(asked, {.way = Way::kScan, .competences = Competences::kNone}, hash);
      },
      [&] {
        const Seconds begun = moment();
        keep(sum_of(std::as_bytes(blocks)));
        return since(begun);
      });
  report_both(
      run,
      {.id = "G1", .what = "all of " + of + " against reading them, ns a place", .goal = goal},
      measured,
      1e9 / static_cast<double>(places.table.lanes()));
}

enum class Goals : std::uint8_t {
  kNone,
  kOfMany  // the goals of G3 are for a million places
};

void measure_pruned(
    Run& run, const Places& places, Crowd& crowd, const std::string& of, Goals goals) {
  const int queries = run.is_smoke() ? 2 : 16;
  const auto at_least = [&](double ratio) -> std::optional<Goal> {
    if (goals == Goals::kNone) return std::nullopt;
    return Goal{.bound = Goal::Bound::kAtLeast, .ratio = ratio};
  };
  const Asked as_people{places, crowd.weights(), people(crowd, Asking::kAsPeopleDo, queries)};
  const Asked wide{places, crowd.weights(), people(crowd, Asking::kWide, queries)};
  const Asked open{places, crowd.weights(), people(crowd, Asking::kNoLimits, queries)};
  const Search pruned_dense{.way = Way::kPrune, .competences = Competences::kNone};
  const Search scanned_dense{.way = Way::kScan, .competences = Competences::kNone};
  const Search pruned{.way = Way::kPrune};
  const Search scanned{.way = Way::kScan};

  std::uint64_t ignored = 0;
  const Measured dense = measure(
      run.few_rounds(),
      [&] { return search_all(as_people, pruned_dense, ignored); },
      [&] { return search_all(open, scanned_dense, ignored); });
  report_gain(run,
              {.id = "G3",
               .what = of + ", as people ask, no competences: all / pruned, us",
               .goal = at_least(30)},
              dense,
              1e6 / queries);
  const auto line = [&](const std::string& what, const Asked& asked, std::optional<Goal> goal) {
    compare(run,
            {.id = "G3", .what = of + ", " + what + ": scan / pruned, us", .goal = goal},
            asked,
            pruned,
            scanned,
            run.few_rounds());
  };
  line("as people ask, 14k competences", as_people, at_least(10));
  line("150 km, 14k competences", wide, std::nullopt);
  line("no limits, 14k competences", open, std::nullopt);

  std::vector<double> each;
  for (const Crowd::OnePerson& person : people(crowd, Asking::kAsPeopleDo, queries * 8)) {
    const Seconds begun = moment();
    keep(ten_best(places, crowd.weights(), person, pruned));
    each.push_back(since(begun).wall * 1e6);
  }
  std::ranges::sort(each);
  run.report({.id = "G3",
              .what = of + ", as people ask, 14k competences: p90 against 250, us",
              .ours = each[each.size() * 9 / 10],
              .reference = 250});
  run.report({.id = "G3",
              .what = of + ", as people ask, 14k competences: p50 against 250, us",
              .ours = each[each.size() / 2],
              .reference = 250});
}

void measure_batch(Run& run, Crowd& crowd) {
  const std::uint32_t count = run.is_smoke() ? 300 : 10'000;
  const int queries = run.is_smoke() ? 10 : 1'000;
  const Places places = crowd.places(count);
  const double pairs = static_cast<double>(queries) * count;
  const Asked open{places, crowd.weights(), people(crowd, Asking::kNoLimits, queries)};
  const Asked as_people{places, crowd.weights(), people(crowd, Asking::kAsPeopleDo, queries)};
  const Search fastest{.way = Way::kScan, .competences = Competences::kNone};
  const auto rate = [&](const Measured& measured, Figure figure, double reference_share) {
    figure.ours = pairs / median(measured.ours, &Seconds::wall) / 1e6;
    figure.reference = pairs * reference_share / median(measured.reference, &Seconds::wall) / 1e6;
    run.report(figure);
  };
  std::uint64_t hash = 0;
  std::uint64_t twin = 0;
  const Asked few{places,
                  crowd.weights(),
                  {open.people.begin(), open.people.begin() + std::max(1, queries / 50)}};
  const Measured plain = measure(
      run.few_rounds(),
      [&] { return search_all(open, fastest, hash); },
      [&] { return look_at_each(few.places, few.weights, few.people, twin); });
  (void)search_all(few, fastest, hash);
  invariant(hash == twin, "both ways find the same ten");
  rate(plain,
       {.id = "G4",
        .what = "many people, 10,000 places, all pass: beside one pair at a time, Mpairs/s",
        .goal = Goal{.bound = Goal::Bound::kAtLeast, .ratio = 25}},
       static_cast<double>(few.people.size()) / queries);
  const Measured filtered = measure(
      run.few_rounds(),
      [&] { return search_all(as_people, fastest, hash); },
      [&] { return search_all(open, fastest, hash); });
  rate(filtered, {.id = "G4", .what = "the same, as people ask: beside all pass, Mpairs/s"}, 1);
  run.report({.id = "G4",
              .what = "the same, as people ask: beside 2,000, Mpairs/s",
              .ours = pairs / median(filtered.ours, &Seconds::wall) / 1e6,
              .reference = 2'000,
              .goal = Goal{.bound = Goal::Bound::kAtLeast, .ratio = 1}});
}

void measure_competences(Run& run, Crowd& crowd) {
  const std::uint32_t count = run.is_smoke() ? 500 : 100'000;
  Forward forward(crowd, count);
  const auto asked = people(crowd, Asking::kNoLimits, 4);
  std::uint64_t ours = 0;
  std::uint64_t reference = 0;
  const auto all = [&](auto how, std::uint64_t& hash) {
    const Seconds begun = moment();
    hash = 0;
    for (const Crowd::OnePerson& person : asked) hash += (forward.*how)(person.competences);
    return since(begun);
  };
  const auto line = [&](const std::string& what, auto how, double goal) {
    const Measured measured = measure(
        run.few_rounds(),
        [&] { return all(&Forward::by_postings, ours); },
        [&] { return all(how, reference); });
    report_gain(run,
                {.id = "G5",
                 .what = "100,000 places, 14k competences: " + what + " / postings, ns a place",
                 .goal = Goal{.bound = Goal::Bound::kAtLeast, .ratio = goal}},
                measured,
                1e9 / (4.0 * count));
    return ours == reference;
  };
  invariant(line("list of each place", &Forward::by_place, 20), "both add up the same");
  (void)line("set of bits of each place", &Forward::by_bits, 50);  // counts, no levels
}

// How many different answers there are over kernels, ways, layouts and threads.
void measure_sameness(Run& run, std::uint64_t seed) {
  const std::uint32_t count = run.is_smoke() ? 400 : 100'000;
  const int queries = run.is_smoke() ? 4 : 64;
  Crowd crowd(seed);
  Places places = crowd.places(count);
  const Asked asked{places, crowd.weights(), people(crowd, Asking::kAsPeopleDo, queries)};
  std::vector<std::uint64_t> hashes;
  const auto all_ways = [&] {
    for (const Kernels* kernels : matching::usable_kernels()) {
      for (const Way way : {Way::kScan, Way::kPrune, Way::kFitting}) {
        (void)search_all(asked, {.kernels = kernels, .way = way}, hashes.emplace_back());
      }
    }
  };
  all_ways();
  std::vector<std::uint64_t> threads(2);
  {
    std::vector<std::jthread> two;
    for (std::uint64_t& hash : threads) {
      two.emplace_back([&] { (void)search_all(asked, {}, hash); });
    }
  }
  hashes.insert(hashes.end(), threads.begin(), threads.end());
  move_some(places, crowd, count / 20);
  all_ways();
  std::ranges::sort(hashes);
  const auto repeats = std::ranges::unique(hashes);
  hashes.erase(repeats.begin(), repeats.end());
  run.report({.id = "G12",
              .what = "answers over kernels, ways, threads, layouts: beside one, different",
              .ours = static_cast<double>(hashes.size()),
              .reference = 1,
              .goal = Goal{.bound = Goal::Bound::kAtMost, .ratio = 1}});
}

void measure_all(Run& run) {
  Crowd crowd(1);
  const std::uint32_t many = run.is_smoke() ? 2'000 : 1'000'000;
  if (run.wants("G1") || run.wants("G3")) {
    const Places million = crowd.places(many);
    if (run.wants("G1")) measure_scan(run, million, crowd, "1,000,000 places", kRead);
    if (run.wants("G3")) measure_pruned(run, million, crowd, "1,000,000", Goals::kOfMany);
  }
  if (run.wants("G1")) {
    const Places places = crowd.places(many / 10);
    measure_scan(run, places, crowd, "100,000 places", {kRead.bound, 1.25});
  }
  if (run.wants("G3")) {
    measure_pruned(run, crowd.places(many / 10), crowd, "100,000", Goals::kNone);
    measure_pruned(run, crowd.places(many / 100), crowd, "10,000", Goals::kNone);
  }
  if (run.wants("G4")) measure_batch(run, crowd);
  if (run.wants("G5")) measure_competences(run, crowd);
  if (run.wants("G12")) measure_sameness(run, 5);
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"G1", "G3", "G4", "G5", "G12"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
