// G2: the ten best of a million places by our whole score and gates, beside FAISS and the ten
// greatest plain products of 48 numbers: less than we compute, as FAISS knows no gates.

#include "engine/matching/block.h"
#include "tests/bench/figure.h"
#include "tests/bench/matching/crowd.h"
#include "tests/bench/matching/ways.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <faiss/IndexFlat.h>
#include <faiss/IndexScalarQuantizer.h>
#include <omp.h>

namespace koppel::bench {
namespace {

constexpr int kNumbers = 48;
constexpr int kBest = 10;

using Vector = std::array<float, kNumbers>;

// Interests, then support, then skills; the last eight stay 0.
template <typename Interests, typename Support, typename Skills>
Vector vector_of(const Interests& interests, const Support& support, const Skills& skills) {
  Vector vector{};
  const auto rest = std::ranges::copy(interests, vector.begin()).out;
  std::ranges::copy(skills, std::ranges::copy(support, rest).out);
  return vector;
}

void add_all(const matching::Places& places, faiss::Index& index) {
  for (std::size_t lane = 0; lane < places.table.lanes(); ++lane) {
    const std::uint32_t number = places.table.number_at(lane);
    if (number == 0) continue;
    const matching::PlaceRecord place = places.table.record_of(number);
    index.add(1, vector_of(place.work, place.capacity, place.asked).data());
  }
}

Seconds search(const faiss::Index& index, const matching::PersonRecord& person) {
  const Vector vector = vector_of(person.wishes, person.uncarried, person.held);
  std::array<float, kBest> products{};
  std::array<faiss::Index::idx_t, kBest> found{};
  const Seconds begun = moment();
  index.search(1, vector.data(), kBest, products.data(), found.data());
  return since(begun);
}

void compare(Run& run,
             const std::string& what,
             const matching::Places& places,
             Crowd& crowd,
             const faiss::Index& index,
             double goal) {
  const Crowd::OnePerson person = crowd.person(Asking::kNoLimits);
  const Search all{.way = matching::Way::kScan, .competences = Competences::kNone};
  const Measured measured = measure(
      run.rounds(),
      [&] {
        const Seconds begun = moment();
        keep(ten_best(places, crowd.weights(), person, all));
        return since(begun);
      },
      [&] { return search(index, person.record); });
  const auto number = static_cast<double>(places.table.size());
  const auto best = [](const std::vector<Seconds>& took) {
    return std::ranges::min(took, {}, &Seconds::wall).wall;
  };
  run.report({.id = "G2",
              .what = "one person, all places: " + what + " / ours, ns a place",
              .ours = median(measured.reference, &Seconds::wall) * 1e9 / number,
              .reference = median(measured.ours, &Seconds::wall) * 1e9 / number,
              .goal = Goal{.bound = Goal::Bound::kAtLeast, .ratio = goal}});
  run.report({.id = "G2",
              .what = "best: " + what + " / ours, ns a place",
              .ours = best(measured.reference) * 1e9 / number,
              .reference = best(measured.ours) * 1e9 / number});
}

void measure_all(Run& run) {
  omp_set_num_threads(1);
  Crowd crowd(1);
  const matching::Places places = crowd.places(run.is_smoke() ? 1'000 : 1'000'000);
  {
    faiss::IndexFlatIP flat(kNumbers);
    add_all(places, flat);
    compare(run, "FAISS of Debian, FlatIP d=48", places, crowd, flat, 12);
  }
  faiss::IndexScalarQuantizer bytes(
      kNumbers, faiss::ScalarQuantizer::QT_8bit_direct, faiss::METRIC_INNER_PRODUCT);
  add_all(places, bytes);
  compare(run, "FAISS of Debian, SQ8 direct d=48", places, crowd, bytes, 1.8);
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"G2"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
