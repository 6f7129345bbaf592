#include "engine/matching/interest.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace koppel::matching {
namespace {

constexpr std::uint32_t kScaleMax = 40;  // of the short form: ten items of 0..4 a type
constexpr std::uint32_t kOnetMin = 100;  // hundredths of 1..7
constexpr std::uint32_t kOnetMax = 700;
constexpr std::uint32_t kStrengthMax = 4;
constexpr std::int32_t kStrengthNeutral = 2;

using RiasecBlock = std::array<std::int32_t, kRiasec>;
using SectorBlock = std::array<std::int32_t, kSectors>;

std::int32_t rescaled(InterestInstrument instrument, std::uint32_t value) {
  switch (instrument) {
    case InterestInstrument::kUnspecified: return 0;
    case InterestInstrument::kShortForm:
      return static_cast<std::int32_t>(std::min(value, kScaleMax));
    case InterestInstrument::kOnet: {
      const std::uint32_t above = std::clamp(value, kOnetMin, kOnetMax) - kOnetMin;
      return static_cast<std::int32_t>(above * kScaleMax / (kOnetMax - kOnetMin));
    }
  }
  return 0;
}

bool has_riasec(const InterestProfile& profile) {
  return profile.instrument != InterestInstrument::kUnspecified && profile.riasec.size() == kRiasec;
}

bool has_sectors(const InterestProfile& profile) {
  return std::ranges::any_of(
      profile.sectors, [](const SectorWish& wish) { return wish.sector != Sector::kUnspecified; });
}

RiasecBlock riasec_of(const InterestProfile& profile) {
  RiasecBlock block{};
  if (!has_riasec(profile)) return block;
  for (std::size_t at = 0; at < kRiasec; ++at) {
    block[at] = rescaled(profile.instrument, profile.riasec[at]);
  }
  return block;
}

SectorBlock sectors_of(const InterestProfile& profile, std::int32_t when_not_named) {
  SectorBlock block{};
  block.fill(when_not_named);
  for (const SectorWish& wish : profile.sectors) {
    if (wish.sector == Sector::kUnspecified) continue;
    block[slot(wish.sector)] = static_cast<std::int32_t>(std::min(wish.strength, kStrengthMax));
  }
  return block;
}

// n · (value − mean), which stays whole.
template <std::size_t N>
void centre(std::array<std::int32_t, N>& block) {
  const std::int32_t sum = std::accumulate(block.begin(), block.end(), 0);
  for (std::int32_t& value : block) value = (std::int32_t{N} * value) - sum;
}

template <typename Values>
std::int32_t length_squared(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0, [](std::int32_t sum, std::int32_t value) {
    return sum + (value * value);
  });
}

std::int32_t isqrt_ceil(std::int32_t square) {
  std::int32_t root = 0;
  for (std::int32_t step = 1 << 15; step > 0; step /= 2) {
    const std::int64_t tried = std::int64_t{root} + step;
    if (tried * tried <= square) root += step;
  }
  return root * root < square ? root + 1 : root;
}

// The root is rounded up and the quotient toward zero: the length stays within `norm`.
template <std::size_t N>
void put_scaled(const std::array<std::int32_t, N>& block,
                std::int32_t norm,
                std::size_t from,
                InterestVector& vector) {
  const std::int32_t length = isqrt_ceil(length_squared(block));
  if (length == 0) return;
  for (std::size_t at = 0; at < N; ++at) {
    vector[from + at] = static_cast<std::int8_t>(block[at] * norm / length);
  }
}

InterestVector joined(const RiasecBlock& riasec, const SectorBlock& sectors) {
  const bool both = length_squared(riasec) > 0 && length_squared(sectors) > 0;
  const std::int32_t norm = both ? kInterestBlockNormMax : kInterestNormMax;
  InterestVector vector{};
  put_scaled(riasec, norm, 0, vector);
  put_scaled(sectors, norm, kRiasec, vector);
  invariant(length_squared(vector) <= kInterestsMax, "an interest vector within its length");
  return vector;
}

}  // namespace

Interests interests_of_person(const InterestProfile& profile) {
  RiasecBlock riasec = riasec_of(profile);
  SectorBlock sectors = sectors_of(profile, kStrengthNeutral);
  centre(riasec);
  centre(sectors);
  return {.vector = joined(riasec, sectors),
          .riasec_known = has_riasec(profile),
          .sectors_known = has_sectors(profile)};
}

Interests interests_of_place(const InterestProfile& profile, Sector of_employer) {
  SectorBlock sectors = sectors_of(profile, 0);
  const bool named = has_sectors(profile);
  if (!named && of_employer != Sector::kUnspecified) sectors[slot(of_employer)] = 1;
  return {.vector = joined(riasec_of(profile), sectors),
          .riasec_known = has_riasec(profile),
          .sectors_known = named || of_employer != Sector::kUnspecified};
}

}  // namespace koppel::matching
