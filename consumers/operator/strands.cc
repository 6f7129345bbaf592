#include "consumers/operator/strands.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace koppel::simulate {
namespace {

// 1 January of year n is n times this many quarter days after year 0, give or take a day.
constexpr std::uint32_t kQuarterDaysPerYear = 1'461;
constexpr std::uint32_t kBirthdaySlackDays = 2;
constexpr std::uint32_t kBirthdayRangeDays = 360;

Sector draw_sector(Random& random) {
  return sector_profiles()[random.below(kSectors)].sector;
}

std::vector<SectorWish> draw_wishes(Random& random, Sector best) {
  std::array<std::uint32_t, kSectors> strengths{};
  strengths[static_cast<std::size_t>(best) - 1] = random.between(3, 4);
  const std::uint32_t more = random.between(1, 4);
  for (std::uint32_t i = 0; i < more; ++i) {
    std::uint32_t& strength = strengths[static_cast<std::size_t>(draw_sector(random)) - 1];
    if (strength == 0) strength = random.between(1, 3);
  }
  std::vector<SectorWish> wishes;
  for (std::size_t i = 0; i < kSectors; ++i) {
    if (strengths[i] == 0) continue;
    wishes.push_back({.sector = sector_profiles()[i].sector, .strength = strengths[i]});
  }
  return wishes;
}

struct Travel {
  TravelMeans means = TravelMeans::kUnspecified;
  std::uint32_t weight = 0;
  std::uint32_t minutes_least = 0;
  std::uint32_t minutes_most = 0;
};

constexpr std::array<Travel, 5> kTravel = {{
    {.means = TravelMeans::kWalk, .weight = 6, .minutes_least = 20, .minutes_most = 40},
    {.means = TravelMeans::kBike, .weight = 38, .minutes_least = 20, .minutes_most = 50},
    {.means = TravelMeans::kMoped, .weight = 9, .minutes_least = 20, .minutes_most = 45},
    {.means = TravelMeans::kPublicTransport, .weight = 33, .minutes_least = 30, .minutes_most = 75},
    {.means = TravelMeans::kCar, .weight = 14, .minutes_least = 25, .minutes_most = 60},
}};

const Travel& draw_travel(Random& random) {
  std::array<std::uint32_t, kTravel.size()> weights{};
  std::ranges::transform(kTravel, weights.begin(), &Travel::weight);
  return kTravel[random.weighted(weights)];
}

struct LicenceHeld {
  Licence licence = Licence::kUnspecified;
  std::uint32_t percent = 0;
};

constexpr std::array<LicenceHeld, 4> kLicences = {{
    {.licence = Licence::kForklift, .percent = 5},
    {.licence = Licence::kVca, .percent = 9},
    {.licence = Licence::kHaccp, .percent = 10},
    {.licence = Licence::kConduct, .percent = 45},
}};

std::vector<Licence> draw_licences(Random& random, TravelMeans means) {
  std::vector<Licence> licences;
  if (means == TravelMeans::kMoped) licences.push_back(Licence::kAm);
  if (means == TravelMeans::kCar) licences.push_back(Licence::kB);
  for (const LicenceHeld& held : kLicences) {
    if (random.percent(held.percent)) licences.push_back(held.licence);
  }
  return licences;
}

void draw_hours(Random& random, const ProgrammeProfile& programme, AvailabilitySet& availability) {
  const std::uint32_t middle = (programme.hours_least + programme.hours_most) / 2;
  availability.hours_min = random.between(programme.hours_least, middle);
  availability.hours_max = random.between(middle, programme.hours_most);
}

void add_licence(Random& random, std::vector<Licence>& licences) {
  const Licence more = kLicences[random.below(kLicences.size())].licence;
  const auto place = std::ranges::lower_bound(licences, more);
  if (place == licences.end() || *place != more) licences.insert(place, more);
}

}  // namespace

Date draw_birth_date(Random& random, const ProgrammeProfile& programme, Date today) {
  const std::uint32_t age = random.between(programme.age_min, programme.age_max);
  const std::uint32_t days =
      (age * kQuarterDaysPerYear / 4) + kBirthdaySlackDays + random.below(kBirthdayRangeDays);
  return plus_days(today, -static_cast<std::int32_t>(days));
}

InterestsAssessed draw_interests(Random& random, Sector best) {
  constexpr std::uint32_t kSpread = 12;
  InterestsAssessed assessed;
  assessed.interests = {.instrument = InterestInstrument::kShortForm,
                        .riasec = draw_riasec(random, best, kSpread),
                        .sectors = draw_wishes(random, best)};
  const Sector excluded = draw_sector(random);
  const auto is_excluded = [excluded](const SectorWish& wish) { return wish.sector == excluded; };
  if (random.percent(25) && std::ranges::none_of(assessed.interests.sectors, is_excluded)) {
    assessed.excluded_sectors.push_back(excluded);
  }
  return assessed;
}

CompetencesAssessed draw_competences(Random& random, Sector best) {
  CompetencesAssessed assessed{
      .participant = {}, .taxonomy = std::string(kTaxonomy), .competences = {}, .skills = {}};
  std::vector<std::uint32_t> codes =
      draw_codes(random, best, {.sector = random.between(1, 6), .general = random.between(2, 6)});
  const Sector second = draw_sector(random);
  if (second != best) {
    const auto more = draw_codes(random, second, {.sector = random.between(0, 3), .general = 0});
    codes.insert(codes.end(), more.begin(), more.end());
    std::ranges::sort(codes);
  }
  for (const std::uint32_t code : codes) {
    assessed.competences.push_back({.code = code, .level = random.between(1, 4)});
  }
  constexpr SkillRange kSkills{.fewest = 5, .most = 8, .level_min = 0, .level_max = 4};
  assessed.skills = draw_skills(random, kSkills);
  return assessed;
}

AvailabilitySet draw_availability(Random& random, const ProgrammeProfile& programme, Date today) {
  constexpr std::uint32_t kDaysUntilFree = 21;
  AvailabilitySet availability;
  draw_hours(random, programme, availability);
  availability.available_from =
      plus_days(today, static_cast<std::int32_t>(random.below(kDaysUntilFree)));
  const Travel& travel = draw_travel(random);
  availability.travel_means = travel.means;
  availability.travel_minutes_max = random.between(travel.minutes_least, travel.minutes_most);
  availability.licences = draw_licences(random, travel.means);
  availability.language =
      static_cast<LanguageLevel>(1 + random.weighted(programme.language_weights));
  if (random.percent(10)) {
    constexpr std::array kDisliked = {PlacementKind::kVolunteer, PlacementKind::kSheltered};
    availability.excluded_kinds.push_back(random.pick(kDisliked));
  }
  return availability;
}

void change_availability(Random& random,
                         const ProgrammeProfile& programme,
                         AvailabilitySet& availability) {
  constexpr std::uint32_t kMoreMinutes = 15;
  constexpr std::uint32_t kMinutesMost = 90;
  draw_hours(random, programme, availability);
  if (random.percent(40)) {
    availability.travel_minutes_max =
        std::min(availability.travel_minutes_max + kMoreMinutes, kMinutesMost);
  }
  if (random.percent(15)) add_licence(random, availability.licences);
  if (random.percent(15) && availability.language < LanguageLevel::kC2) {
    availability.language =
        static_cast<LanguageLevel>(static_cast<std::uint8_t>(availability.language) + 1);
  }
}

}  // namespace koppel::simulate
