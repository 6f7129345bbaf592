#include "consumers/operator/places.h"

#include "consumers/operator/programmes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace koppel::simulate {
namespace {

constexpr std::uint32_t kSeatsMax = 4;
constexpr std::uint32_t kCapacityMax = 5;

struct KindProfile {
  PlacementKind kind = PlacementKind::kUnspecified;
  std::uint32_t weight = 0;
  std::uint32_t hours_least = 0;
  std::uint32_t hours_most = 0;
  std::uint32_t days_least = 0;  // how long the place is there; 0: no end
  std::uint32_t days_most = 0;
  std::uint32_t supports_most = 0;
};

constexpr std::array<KindProfile, 7> kKinds = {{
    {.kind = PlacementKind::kJob,
     .weight = 16,
     .hours_least = 16,
     .hours_most = 36,
     .supports_most = 3},
    {.kind = PlacementKind::kLearnWork,
     .weight = 17,
     .hours_least = 16,
     .hours_most = 32,
     .days_least = 240,
     .days_most = 400,
     .supports_most = 4},
    {.kind = PlacementKind::kInternship,
     .weight = 20,
     .hours_least = 7,
     .hours_most = 32,
     .days_least = 90,
     .days_most = 300,
     .supports_most = 5},
    {.kind = PlacementKind::kWorkExperience,
     .weight = 29,
     .hours_least = 12,
     .hours_most = 32,
     .days_least = 90,
     .days_most = 365,
     .supports_most = 6},
    {.kind = PlacementKind::kVolunteer,
     .weight = 5,
     .hours_least = 4,
     .hours_most = 20,
     .supports_most = 5},
    {.kind = PlacementKind::kTrial,
     .weight = 8,
     .hours_least = 16,
     .hours_most = 36,
     .days_least = 60,
     .days_most = 90,
     .supports_most = 3},
    {.kind = PlacementKind::kSheltered,
     .weight = 5,
     .hours_least = 12,
     .hours_most = 32,
     .supports_most = 9},
}};

const KindProfile& kind_profile(PlacementKind kind) {
  return kKinds[static_cast<std::size_t>(kind) - 1];
}

// How often a workplace can carry something of a domain, in the order of BarrierDomain.
constexpr DomainWeights kOffered = {8, 18, 2, 3, 12, 10, 3, 4, 8, 12, 10, 16, 6, 8, 16, 14};

std::vector<Support> draw_support(Random& random, std::uint32_t count) {
  DomainWeights left = kOffered;
  std::vector<Support> support;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t place = random.weighted(left);
    left[place] = 0;
    support.push_back({.domain = static_cast<BarrierDomain>(place + 1),
                       .capacity = random.between(1, kCapacityMax)});
  }
  std::ranges::sort(support, {}, &Support::domain);
  return support;
}

std::vector<Requirement> draw_requirements(Random& random, Sector sector) {
  constexpr std::uint32_t kLevelAsked = 3;
  constexpr std::uint32_t kImportanceMax = 3;
  std::vector<Requirement> requirements;
  const CodeCounts counts{.sector = random.between(1, 4), .general = random.between(1, 3)};
  for (const std::uint32_t code : draw_codes(random, sector, counts)) {
    requirements.push_back({.code = code,
                            .level = random.between(1, kLevelAsked),
                            .importance = random.between(1, kImportanceMax)});
  }
  return requirements;
}

void draw_hours(Random& random, PlacementDetails& details) {
  const KindProfile& kind = kind_profile(details.kind);
  const std::uint32_t middle = (kind.hours_least + kind.hours_most) / 2;
  details.hours_min = random.between(kind.hours_least, middle);
  details.hours_max = random.between(middle, kind.hours_most);
}

void draw_dates(Random& random, PlacementDetails& details, Date opens) {
  constexpr std::uint32_t kStartDays = 35;
  const KindProfile& kind = kind_profile(details.kind);
  details.starts = plus_days(opens, static_cast<std::int32_t>(random.between(3, kStartDays)));
  if (kind.days_most == 0) return;
  details.until = plus_days(
      details.starts, static_cast<std::int32_t>(random.between(kind.days_least, kind.days_most)));
}

// What the law asks: seldom anything.
void draw_legal(Random& random, PlacementDetails& details, const SectorProfile& profile) {
  constexpr std::uint32_t kAdult = 18;
  constexpr std::array kSpoken = {LanguageLevel::kA2, LanguageLevel::kB1};
  if (profile.licence != Licence::kUnspecified && random.percent(18)) {
    details.licences.push_back(profile.licence);
  }
  if (details.kind == PlacementKind::kLearnWork) details.crebo = profile.crebo;
  if (random.percent(4)) details.age_min = kAdult;
  if (random.percent(4)) details.language_legal = random.pick(kSpoken);
}

}  // namespace

PlacementKind draw_kind(Random& random) {
  std::array<std::uint32_t, kKinds.size()> weights{};
  std::ranges::transform(kKinds, weights.begin(), &KindProfile::weight);
  return kKinds[random.weighted(weights)].kind;
}

PlacementDetails draw_place(Random& random, const PlaceBasis& basis) {
  constexpr std::uint32_t kSpread = 5;
  constexpr std::uint32_t kVeryMuch = 4;
  constexpr std::array<std::uint32_t, kSeatsMax> kSeatWeights = {50, 30, 13, 7};
  constexpr SkillRange kSkills{.fewest = 2, .most = 4, .level_min = 1, .level_max = 3};
  const SectorProfile& profile = profile_of(basis.sector);
  const Work& work = random.pick(profile.work);

  PlacementDetails details;
  details.kind = basis.kind;
  details.title_nl = work.title_nl;
  details.title_en = work.title_en;
  details.isco = work.isco;
  details.seats = static_cast<std::uint32_t>(random.weighted(kSeatWeights)) + 1;
  draw_hours(random, details);
  details.location = basis.location;
  draw_dates(random, details, basis.opens);
  draw_legal(random, details, profile);
  details.interests = {.instrument = InterestInstrument::kShortForm,
                       .riasec = draw_riasec(random, basis.sector, kSpread),
                       .sectors = {{.sector = basis.sector, .strength = kVeryMuch}}};
  details.requirements = draw_requirements(random, basis.sector);
  details.skills = draw_skills(random, kSkills);
  const std::uint32_t supports_most = kind_profile(basis.kind).supports_most;
  details.support = draw_support(random, random.between(supports_most / 3, supports_most));
  if (random.percent(60)) {
    details.coach_team = basis.coach_team;
    details.coach_hours = random.between(1, 4);
  }
  return details;
}

void change_place(Random& random, PlacementDetails& details) {
  if (random.percent(40)) draw_hours(random, details);
  if (random.percent(40)) details.seats = random.between(1, kSeatsMax);
  for (Support& support : details.support) {
    if (support.capacity < kCapacityMax && random.percent(50)) ++support.capacity;
  }
  const bool has_coach = details.coach_hours > 0;
  if (has_coach && random.percent(30)) details.coach_hours = random.between(1, 4);
}

}  // namespace koppel::simulate
