// Employers close a place after a bad end, and open another where one is gone.

#include "consumers/operator/places.h"
#include "consumers/operator/reaction.h"

#include <algorithm>
#include <string>

namespace koppel::simulate {
namespace {

void plan_another(Scene& scene, WorkTime gone, PlacementId placement) {
  Random random = scene.draws(Occasion::kSuccession, placement.value());
  if (!random.percent(kAnotherPlacePercent)) return;
  scene.plan(after(random, gone, kDaysToAnother), OpenAnother{.instead_of = placement});
}

PlacementId successor_of(const Scene& scene, PlacementId placement) {
  return PlacementId(SeedStream(scene.seed ^ placement.value()).next_id());
}

// What the area's teams are called stands in the market, in order.
std::string draw_team(const Market& market, Random& random) {
  if (market.coach_teams.empty()) return "";
  const auto teams = static_cast<std::uint32_t>(market.coach_teams.size());
  return std::next(market.coach_teams.begin(), random.below(teams))->first;
}

}  // namespace

void see(Scene& scene, const PlacementOpened& fact) {
  if (!fact.details.until.is_set()) return;
  plan_another(scene, scene.days.opening(plus_days(fact.details.until, 1)), fact.placement);
}

void see(Scene& scene, const PlacementClosed& fact) {
  plan_another(scene, scene.now, fact.placement);
}

Said act(Scene& scene, const ClosePlace& plan) {
  if (scene.market.find(plan.placement)->closed) return std::nullopt;
  return PlacementClosed{.placement = plan.placement, .reason = CloseReason::kWithdrawn};
}

// A place that closed before its last day is followed once.
Said act(Scene& scene, const OpenAnother& plan) {
  const Placement& gone = *scene.market.find(plan.instead_of);
  const Employer& employer = scene.market.at(gone.employer);
  const PlacementId id = successor_of(scene, plan.instead_of);
  if (!gone.closed && !is_past(scene.market, gone)) return std::nullopt;
  if (scene.market.find(id) != nullptr) return std::nullopt;
  if (employer.suspended && !employer.suspended_until.is_set()) return std::nullopt;
  Random random = scene.draws(Occasion::kSuccession, id.value());
  const PlaceBasis basis{.kind = draw_kind(random),
                         .sector = employer.details.sector,
                         .location = employer.details.location,
                         .coach_team = draw_team(scene.market, random),
                         .opens = scene.today()};
  return PlacementOpened{
      .placement = id, .employer = employer.id, .details = draw_place(random, basis)};
}

}  // namespace koppel::simulate
