#include "consumers/operator/consultants.h"

namespace koppel::simulate {

Consultants::Consultants(const World& world, std::size_t region, Random random)
    : world_(&world), region_(region), random_(random) {}

Deed Consultants::act() {
  const Region& region = world_->regions[region_];
  Deed deed{.area = region.area, .body = body()};
  const bool all_begun = begun_ == region.consultants.size() + region.coach_teams.size();
  if (all_begun) next_ = later(next_, random_.between(3 * kWorkDay, 9 * kWorkDay));
  return deed;
}

FactBody Consultants::body() {
  const Region& region = world_->regions[region_];
  const std::size_t consultants = region.consultants.size();
  const std::size_t all = consultants + region.coach_teams.size();
  if (begun_ < consultants) {
    return ConsultantRegistered{.consultant = region.consultants[begun_++],
                                .caseload_max = kCaseloadMax};
  }
  if (begun_ < all) {
    return CoachCapacityPublished{.team = region.coach_teams[begun_++ - consultants],
                                  .hours_per_week = region.coach_hours};
  }
  if (random_.percent(60)) {
    const ConsultantId consultant = random_.pick(region.consultants);
    return ConsultantChanged{.consultant = consultant,
                             .caseload_max = random_.between(kCaseloadMax - 5, kCaseloadMax + 5),
                             .active = true};
  }
  const std::string& team = random_.pick(region.coach_teams);
  const std::uint32_t quarter = region.coach_hours / 4;
  return CoachCapacityPublished{.team = team,
                                .hours_per_week = random_.between(3 * quarter, 5 * quarter)};
}

}  // namespace koppel::simulate
