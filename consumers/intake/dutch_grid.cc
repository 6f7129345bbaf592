#include "consumers/intake/dutch_grid.h"

#include <array>
#include <cstddef>
#include <span>

namespace koppel::intake {
namespace {

constexpr std::int64_t kOne = 1'000'000'000;
// Amersfoort, the middle of the grid, in billionths of a degree and in millimetres.
constexpr std::int64_t kLatitude = 52'155'174'400;
constexpr std::int64_t kLongitude = 5'387'206'210;
constexpr std::int64_t kX = 155'000'000;
constexpr std::int64_t kY = 463'000'000;
constexpr std::int64_t kMillimetresPerUnit = 100'000;

constexpr std::int64_t kSouth = 50'700'000'000;
constexpr std::int64_t kNorth = 53'600'000'000;
constexpr std::int64_t kWest = 3'300'000'000;
constexpr std::int64_t kEast = 7'300'000'000;

// So many millimetres times the latitude and longitude from the middle to these powers.
struct Term {
  std::size_t latitude = 0;
  std::size_t longitude = 0;
  std::int64_t millimetres = 0;
};

constexpr std::array<Term, 9> kEastward = {{
    {.latitude = 0, .longitude = 1, .millimetres = 190'094'945},
    {.latitude = 1, .longitude = 1, .millimetres = -11'832'228},
    {.latitude = 2, .longitude = 1, .millimetres = -114'221},
    {.latitude = 0, .longitude = 3, .millimetres = -32'391},
    {.latitude = 1, .longitude = 0, .millimetres = -705},
    {.latitude = 3, .longitude = 1, .millimetres = -2'340},
    {.latitude = 1, .longitude = 3, .millimetres = -608},
    {.latitude = 0, .longitude = 2, .millimetres = -8},
    {.latitude = 2, .longitude = 3, .millimetres = 148},
}};

constexpr std::array<Term, 10> kNorthward = {{
    {.latitude = 1, .longitude = 0, .millimetres = 309'056'544},
    {.latitude = 0, .longitude = 2, .millimetres = 3'638'893},
    {.latitude = 2, .longitude = 0, .millimetres = 73'077},
    {.latitude = 1, .longitude = 2, .millimetres = -157'984},
    {.latitude = 3, .longitude = 0, .millimetres = 59'788},
    {.latitude = 0, .longitude = 1, .millimetres = 433},
    {.latitude = 2, .longitude = 2, .millimetres = -6'439},
    {.latitude = 1, .longitude = 1, .millimetres = -32},
    {.latitude = 0, .longitude = 4, .millimetres = 92},
    {.latitude = 1, .longitude = 4, .millimetres = -54},
}};

// Billionths to the powers 0 to 4, of something smaller than one.
using Powers = std::array<std::int64_t, 5>;

constexpr Powers powers_of(std::int64_t value) {
  Powers powers{kOne};
  for (std::size_t at = 1; at < powers.size(); ++at) powers[at] = powers[at - 1] * value / kOne;
  return powers;
}

std::int64_t sum_of(std::span<const Term> terms, const Powers& latitude, const Powers& longitude) {
  std::int64_t sum = 0;
  for (const Term& term : terms) {
    const std::int64_t factor = latitude[term.latitude] * longitude[term.longitude] / kOne;
    sum += term.millimetres * factor / kOne;
  }
  return sum;
}

std::uint32_t nearest_unit(std::int64_t millimetres) {
  return static_cast<std::uint32_t>((millimetres + (kMillimetresPerUnit / 2)) /
                                    kMillimetresPerUnit);
}

}  // namespace

std::optional<GridPoint> grid_point(std::int64_t latitude, std::int64_t longitude) {
  if (latitude < kSouth || latitude > kNorth || longitude < kWest || longitude > kEast) {
    return std::nullopt;
  }
  // The polynomial is in units of 10,000 seconds of arc, 0.36 of which make a degree.
  const Powers north = powers_of((latitude - kLatitude) * 36 / 100);
  const Powers east = powers_of((longitude - kLongitude) * 36 / 100);
  return GridPoint{.x = nearest_unit(kX + sum_of(kEastward, north, east)),
                   .y = nearest_unit(kY + sum_of(kNorthward, north, east))};
}

}  // namespace koppel::intake
