#include "tests/bench/matching/ways.h"

#include "engine/matching/lottery.h"
#include "engine/matching/score.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <utility>

namespace koppel::bench {
namespace {

using matching::kDimensions;
using matching::kDomains;
using matching::kSkillGroups;

constexpr std::size_t kBest = 10;
constexpr auto kLeast = static_cast<std::int16_t>(matching::kScoreMin);

// The best ten, the worst of them on top.
class Ten {
 public:
  std::int16_t add(std::uint32_t number, std::int32_t score) {
    // The greatest key is the best: the score, then the lowest number.
    const std::uint64_t key =
        (std::uint64_t{static_cast<std::uint32_t>(score + 32'768)} << 32U) | ~number;
    if (keys_.size() < kBest) {
      keys_.push_back(key);
      std::ranges::push_heap(keys_, std::ranges::greater{});
    } else if (key > keys_.front()) {
      std::ranges::pop_heap(keys_, std::ranges::greater{});
      keys_.back() = key;
      std::ranges::push_heap(keys_, std::ranges::greater{});
    }
    if (keys_.size() < kBest) return kLeast;
    return static_cast<std::int16_t>(static_cast<std::int32_t>(keys_.front() >> 32U) - 32'768);
  }

  std::uint64_t hash() {
    std::ranges::sort(keys_);
    std::uint64_t hash = 0;
    for (const std::uint64_t key : keys_) hash = matching::mixed(hash ^ key);
    return hash;
  }

 private:
  std::vector<std::uint64_t> keys_;
};

bool passes(const matching::PersonRecord& person,
            const matching::PlaceRecord& place,
            std::int32_t distance) {
  return distance <= person.reach && place.hours_min <= person.hours_max &&
         place.hours_max >= person.hours_min && place.age_min <= person.age_high &&
         place.age_max >= person.age_low && place.language <= person.language &&
         (place.licences & person.licences_missing) == 0 &&
         (place.kind & person.kinds_blocked) == 0 &&
         ((unsigned{person.sectors_blocked} >> place.sector) & 1U) == 0 &&
         place.until >= person.from;
}

std::int32_t points(const Weights& weights,
                    const matching::PersonRecord& person,
                    const matching::PlaceRecord& place,
                    std::int32_t distance) {
  std::int32_t sum = -distance * person.slope;
  for (std::size_t at = 0; at < kDimensions; ++at) sum += person.wishes[at] * place.work[at];
  for (std::size_t at = 0; at < kDomains; ++at) {
    sum -= std::max(0, person.uncarried[at] - place.capacity[at]) *
           static_cast<std::int32_t>(weights.support[at]);
  }
  for (std::size_t at = 0; at < kSkillGroups; ++at) {
    sum -=
        std::max(0, place.asked[at] - person.held[at]) * static_cast<std::int32_t>(weights.gap[at]);
  }
  return sum;
}

}  // namespace

std::uint64_t ten_best(const matching::Places& places,
                       const Weights& weights,
                       const Crowd::OnePerson& person,
                       const Search& search) {
  static const std::vector<matching::CompetenceTerm> kNothing;
  Ten ten;
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    return ten.add(number, score);
  };
  find_places(
      {.kernels = *search.kernels, .way = search.way},
      places,
      weights,
      person.record,
      search.competences == Competences::kAll ? matching::terms_of(person.competences) : kNothing,
      take);
  return ten.hash();
}

Seconds look_at_each(const matching::Places& places,
                     const Weights& weights,
                     const std::vector<Crowd::OnePerson>& people,
                     std::uint64_t& hash) {
  std::vector<std::pair<std::uint32_t, matching::PlaceRecord>> records;
  for (std::size_t lane = 0; lane < places.table.lanes(); ++lane) {
    const std::uint32_t number = places.table.number_at(lane);
    if (number != 0) records.emplace_back(number, places.table.record_of(number));
  }
  const Seconds begun = moment();
  hash = 0;
  for (const auto& [person, competences] : people) {
    Ten ten;
    for (const auto& [number, place] : records) {
      const auto [less, more] =
          std::minmax({std::abs(person.x - place.x), std::abs(person.y - place.y)});
      const std::int32_t distance = more + ((3 * less) >> 3);
      if (passes(person, place, distance)) {
        ten.add(number, points(weights, person, place, distance));
      }
    }
    hash = matching::mixed(hash ^ ten.hash());
  }
  return since(begun);
}

#if defined(__x86_64__)
__attribute__((target("avx2")))
#endif
std::uint64_t
sum_of(std::span<const std::byte> bytes) {
  using Four = std::uint64_t __attribute__((vector_size(32)));
  std::array<Four, 4> sums{};
  for (std::size_t at = 0; at + sizeof sums <= bytes.size(); at += sizeof sums) {
    for (std::size_t part = 0; part < sums.size(); ++part) {
      Four four;
      std::memcpy(&four, bytes.data() + at + (part * sizeof four), sizeof four);
      sums[part] += four;
    }
  }
  const Four all = sums[0] + sums[1] + sums[2] + sums[3];
  return all[0] ^ all[1] ^ all[2] ^ all[3];
}

void keep(std::uint64_t value) {
  static volatile std::uint64_t kept = 0;
  kept = kept ^ value;
}

void move_some(matching::Places& places, Crowd& /*crowd*/, std::uint32_t count) {
  // The postings of a place are found by asking all of them; this is not measured.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lanes;  // before, after
  for (std::uint32_t number = 1; number <= count; ++number) {
    const std::uint32_t before = *places.table.lane_of(number);
    const matching::PlaceRecord record = places.table.record_of(number);
    places.table.remove(number);
    lanes.emplace_back(before, number);
    (void)places.table.insert(number, record);
  }
  std::vector<std::uint32_t> now(places.table.lanes());
  std::iota(now.begin(), now.end(), 0U);
  for (const auto& [before, number] : lanes) now[before] = *places.table.lane_of(number);
  matching::Postings<std::uint16_t> postings;
  for (std::uint32_t code = 1; code <= Crowd::kCompetences; ++code) {
    const auto* const list = places.asked.find(code);
    if (list == nullptr) continue;
    for (std::size_t at = 0; at < list->lanes.size(); ++at) {
      postings.add(code, now[list->lanes[at]], list->values[at]);
    }
  }
  places.asked = std::move(postings);
}

Forward::Forward(Crowd& crowd, std::uint32_t count)
    : count_(count), bits_(count * kWords), points_(count), level_of_(Crowd::kCompetences + 1) {
  for (std::uint32_t place = 0; place < count; ++place) {
    first_.push_back(static_cast<std::uint32_t>(codes_.size()));
    for (const matching::WeighedRequirement& asked : crowd.place().requirements) {
      const std::uint16_t value = matching::posted_requirement(asked.weight, asked.level);
      postings_.add(asked.code, place, value);
      codes_.push_back(static_cast<std::uint16_t>(asked.code));
      values_.push_back(value);
      bits_[(place * kWords) + ((asked.code - 1) / 64)] |= std::uint64_t{1}
                                                           << ((asked.code - 1) % 64);
    }
  }
  first_.push_back(static_cast<std::uint32_t>(codes_.size()));
}

std::uint64_t Forward::by_postings(const std::vector<CompetenceLevel>& held) {
  std::ranges::fill(points_, std::int16_t{0});
  for (const matching::CompetenceTerm& term : matching::terms_of(held)) {
    const auto* const list = postings_.find(term.code);
    if (list == nullptr) continue;
    for (std::size_t at = 0; at < list->lanes.size(); ++at) {
      const std::uint16_t value = list->values[at];
      std::int16_t& sum = points_[list->lanes[at]];
      sum = static_cast<std::int16_t>(sum + ((value >> 2U) * term.by_level[value & 3U]));
    }
  }
  return static_cast<std::uint64_t>(
      std::accumulate(points_.begin(), points_.end(), std::int64_t{0}));
}

std::uint64_t Forward::by_place(const std::vector<CompetenceLevel>& held) {
  std::array<std::array<std::uint16_t, 4>, 5> twelfths{};
  for (std::uint32_t level = 1; level <= 4; ++level) {
    for (std::uint32_t asked = 1; asked <= 4; ++asked) {
      twelfths[level][asked - 1] = static_cast<std::uint16_t>(12 * std::min(level, asked) / asked);
    }
  }
  std::ranges::fill(level_of_, std::uint8_t{0});
  for (const auto& [code, level] : held) level_of_[code] = static_cast<std::uint8_t>(level);
  std::uint64_t all = 0;
  for (std::size_t place = 0; place < count_; ++place) {
    std::uint32_t sum = 0;
    for (std::uint32_t at = first_[place]; at < first_[place + 1]; ++at) {
      const std::uint16_t value = values_[at];
      sum += (value >> 2U) * std::uint32_t{twelfths[level_of_[codes_[at]]][value & 3U]};
    }
    points_[place] = static_cast<std::int16_t>(sum);
    all += sum;
  }
  return all;
}

std::uint64_t Forward::by_bits(const std::vector<CompetenceLevel>& held) {
  std::array<std::uint64_t, kWords> wanted{};
  for (const auto& [code, level] : held) {
    wanted[(code - 1) / 64] |= std::uint64_t{1} << ((code - 1) % 64);
  }
  std::uint64_t all = 0;
  for (std::size_t place = 0; place < count_; ++place) {
    int common = 0;
    for (std::size_t at = 0; at < kWords; ++at) {
      common += std::popcount(wanted[at] & bits_[(place * kWords) + at]);
    }
    points_[place] = static_cast<std::int16_t>(common);
    all += static_cast<std::uint64_t>(common);
  }
  return all;
}

}  // namespace koppel::bench
