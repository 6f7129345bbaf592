#include "engine/matching/place.h"

#include <algorithm>

namespace koppel::matching {
namespace {

void take_support(const PlacementDetails& details, Place& place) {
  for (const Support& support : details.support) {
    if (support.domain == BarrierDomain::kUnspecified) continue;
    std::uint8_t& capacity = place.capacity[slot(support.domain)];
    capacity = std::max(capacity, at_most(support.capacity, kCapacityMax));
  }
}

void take_skills(const PlacementDetails& details, Place& place) {
  for (const SkillLevel& skill : details.skills) {
    if (skill.group == SkillGroup::kUnspecified) continue;
    place.skills[slot(skill.group)] = at_most(skill.level, kLevelMax);
  }
}

}  // namespace

Place derive_place(const Market& market, const Rarity& rarity, const Placement& placement) {
  const PlacementDetails& details = placement.details;
  const Employer& employer = market.at(placement.employer);
  Place place{
      .interests = interests_of_place(details.interests, employer.details.sector),
      .requirements = weigh(rarity, details.requirements),
      .x = at_most(details.location.x, kCoordinateMax),
      .y = at_most(details.location.y, kCoordinateMax),
      .hours_min = at_most(details.hours_min, kHoursMax),
      .hours_max = hours_most(details.hours_min, details.hours_max),
      .age_min = at_most(details.age_min, std::int16_t{INT16_MAX}),
      .age_max = at_most(details.age_max, std::int16_t{INT16_MAX}),
      .licences = mask_of(details.licences),
      .language = details.language_legal,
      .sector = employer.details.sector,
      .kind = details.kind,
      .until = details.until,
      .recognised = details.crebo == 0 || std::ranges::count(employer.crebos, details.crebo) > 0};
  take_support(details, place);
  take_skills(details, place);
  return place;
}

Place derive_place(const Market& market, const Placement& placement) {
  return derive_place(market, Rarity::build(market), placement);
}

}  // namespace koppel::matching
