#include "consumers/operator/workplace.h"

#include "consumers/operator/postcodes.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace koppel::simulate {
namespace {

constexpr std::array<std::uint32_t, kSectors> kSectorWeights = {
    10, 10, 9, 13, 12, 13, 7, 14, 14, 8};

constexpr auto kNames = std::to_array<std::string_view>({
    "De Linde",   "Het Anker",    "De Korenaar", "Zuiderzee", "De Wilg",     "De Reiger",
    "Waterrijk",  "De Golf",      "Nieuwland",   "De Kievit", "Zonnehof",    "De Brug",
    "Buitenlust", "De Vuurtoren", "Polderzicht", "De Meeuw",  "Het Baken",   "Oostvaart",
    "De Schakel", "Lindehof",     "De Zwaluw",   "De Sluis",  "Meerzicht",   "De Populier",
    "Hoogwater",  "Rietveld",     "De Zaaier",   "Dijkzicht", "De Lepelaar", "Windkracht",
});

std::string draw_name(Random& random, Sector sector) {
  std::string name(random.pick(profile_of(sector).firms));
  name += " ";
  name += random.pick(kNames);
  return name;
}

}  // namespace

Workplace::Workplace(const World& world, const Start& start, Random random)
    : world_(&world),
      random_(random),
      id_(start.id),
      unopened_(start.places.rbegin(), start.places.rend()),
      region_(start.region),
      next_(start.arrives) {
  invariant(!unopened_.empty(), "an employer has a place to open");
  details_.sector = sector_profiles()[random_.weighted(kSectorWeights)].sector;
  details_.name = draw_name(random_, details_.sector);
  details_.location = location_of(random_.pick(towns_of(region().area)));
  const auto places = static_cast<std::int64_t>(unopened_.size());
  between_openings_ = (start.opened.seconds - start.arrives.seconds) / (places + 1);
}

Deed Workplace::act() {
  Deed deed{.area = region().area, .body = body()};
  schedule();
  return deed;
}

FactBody Workplace::body() {
  switch (stage_) {
    case Stage::kRegistering: return register_here();
    case Stage::kRecognising: return recognise();
    case Stage::kOpening: return open_place();
    case Stage::kRunning: break;
  }
  return change();
}

void Workplace::schedule() {
  switch (stage_) {
    case Stage::kRegistering:
    case Stage::kRecognising:
      next_ = later(next_, random_.between(20 * kWorkMinute, 4 * kWorkHour));
      return;
    case Stage::kOpening: {
      const auto spread = static_cast<std::uint32_t>(std::max(between_openings_, kWorkHour));
      next_ = later(next_, random_.between(spread / 2, spread + (spread / 2)));
      return;
    }
    case Stage::kRunning: break;
  }
  next_ = later(std::max(next_, quiet_until_), random_.between(2 * kWorkDay, 10 * kWorkDay));
}

FactBody Workplace::register_here() {
  stage_ = random_.percent(85) ? Stage::kRecognising : Stage::kOpening;
  return EmployerRegistered{.employer = id_, .details = details_};
}

FactBody Workplace::recognise() {
  if (stage_ == Stage::kRecognising) stage_ = Stage::kOpening;
  std::vector<std::uint32_t> crebos = {profile_of(details_.sector).crebo};
  if (random_.percent(25)) {
    const std::uint32_t more = random_.pick(sector_profiles()).crebo;
    if (more != crebos.front()) crebos.push_back(more);
  }
  return EmployerRecognised{.employer = id_, .crebos = std::move(crebos)};
}

FactBody Workplace::open_place() {
  const PlacementId id = unopened_.back();
  unopened_.pop_back();
  if (unopened_.empty()) stage_ = Stage::kRunning;
  const PlaceBasis basis{.kind = draw_kind(random_),
                         .sector = details_.sector,
                         .location = details_.location,
                         .coach_team = random_.pick(region().coach_teams),
                         .opens = today()};
  open_.push_back({.id = id, .details = draw_place(random_, basis)});
  return PlacementOpened{.placement = id, .employer = id_, .details = open_.back().details};
}

FactBody Workplace::change() {
  const std::uint32_t drawn = random_.below(100);
  if (drawn < 5) return suspend();
  if (drawn < 10) return recognise();
  if (drawn < 20 || open_.empty()) return change_employer();
  return change_or_close();
}

FactBody Workplace::change_employer() {
  if (random_.percent(50)) {
    details_.location = location_of(random_.pick(towns_of(region().area)));
  } else {
    details_.name = draw_name(random_, details_.sector);
  }
  return EmployerChanged{.employer = id_, .details = details_};
}

FactBody Workplace::change_or_close() {
  using enum CloseReason;
  constexpr std::array kReasons = {kWithdrawn, kFilledElsewhere, kFilledElsewhere, kOther};
  const std::size_t chosen = random_.below(static_cast<std::uint32_t>(open_.size()));
  if (random_.percent(20)) {
    const PlacementId id = open_[chosen].id;
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(chosen));
    return PlacementClosed{.placement = id, .reason = random_.pick(kReasons)};
  }
  Place& place = open_[chosen];
  change_place(random_, place.details);
  return PlacementChanged{.placement = place.id, .details = place.details};
}

FactBody Workplace::suspend() {
  constexpr std::uint32_t kWeeksMax = 6;
  if (random_.percent(20)) {
    quiet_until_ = kNever;
    return EmployerSuspended{.employer = id_, .until = {}};
  }
  const std::uint32_t weeks = random_.between(1, kWeeksMax);
  quiet_until_ = later(next_, kWorkDay * 5 * weeks);
  return EmployerSuspended{.employer = id_,
                           .until = plus_days(today(), static_cast<std::int32_t>(weeks * 7))};
}

}  // namespace koppel::simulate
