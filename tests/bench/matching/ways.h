#pragma once

#include "engine/matching/kernels.h"
#include "engine/matching/search.h"
#include "tests/bench/matching/crowd.h"
#include "tests/bench/stopwatch.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// The same questions, answered in several ways.
namespace koppel::bench {

enum class Competences : std::uint8_t {
  kAll,
  kNone
};

struct Search {
  const matching::Kernels* kernels = &matching::kernels();
  matching::Way way = matching::Way::kFitting;
  Competences competences = Competences::kAll;
};

// A hash of the ten best places and their scores; of equal scores the lowest number.
[[nodiscard]] std::uint64_t ten_best(const matching::Places& places,
                                     const Weights& weights,
                                     const Crowd::OnePerson& person,
                                     const Search& search);

// One pair at a time, by plain loops over plain records and without competences. The hash is that
// of ten_best() over all people in turn.
Seconds look_at_each(const matching::Places& places,
                     const Weights& weights,
                     const std::vector<Crowd::OnePerson>& people,
                     std::uint64_t& hash);

// Every byte once, as fast as it comes.
[[nodiscard]] std::uint64_t sum_of(std::span<const std::byte> bytes);

// Or the compiler would leave it out.
void keep(std::uint64_t value);

// Takes some out and puts them in again, so that they lie elsewhere; the postings with them.
void move_some(matching::Places& places, Crowd& crowd, std::uint32_t count);

// What competences of each place count: postings by competence, and two that go place by place. The
// sums are of what all places earn.
class Forward {
 public:
  Forward(Crowd& crowd, std::uint32_t count);

  [[nodiscard]] std::uint64_t by_postings(const std::vector<CompetenceLevel>& held);
  [[nodiscard]] std::uint64_t by_place(const std::vector<CompetenceLevel>& held);
  [[nodiscard]] std::uint64_t by_bits(const std::vector<CompetenceLevel>& held);

 private:
  static constexpr std::size_t kWords = Crowd::kCompetences / 64;

  std::size_t count_;
  matching::Postings<std::uint16_t> postings_;
  std::vector<std::uint32_t> first_;  // of each place, in the lists below
  std::vector<std::uint16_t> codes_;
  std::vector<std::uint16_t> values_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::int16_t> points_;
  std::vector<std::uint8_t> level_of_;
};

}  // namespace koppel::bench
