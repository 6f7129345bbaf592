#include "consumers/operator/simulate.h"

#include "consumers/operator/cast.h"
#include "consumers/operator/postcodes.h"

#include <algorithm>
#include <utility>

namespace koppel::simulate {

std::optional<std::string> fault_of(const Options& options) {
  if (options.source.empty()) return "the source needs a name";
  if (options.participants > kParticipantsMax) return "--participants goes up to 1000000";
  if (options.placements > kPlacementsMax) return "--placements goes up to 1000000";
  if (options.days == 0 || options.days > kDaysMax) return "--days goes from 1 to 3653";
  if (!options.first_day.is_set()) return "a first day is needed";
  if (options.areas.empty()) return "at least one area is needed";
  for (auto area = options.areas.begin(); area != options.areas.end(); ++area) {
    if (towns_of(*area).empty())
      return "there is no area " + to_text(*area) + "; deploy/areas.json names all of them";
    if (std::find(options.areas.begin(), area, *area) != area) {
      return "area " + to_text(*area) + " is named twice";
    }
  }
  return std::nullopt;
}

void generate(const Options& options, const Visit& visit) {
  Cast cast(options);
  std::uint64_t told = 0;
  for (WorkTime at = cast.next(); at != kNever; at = cast.next()) {
    Deed deed = cast.act();
    SimulatedFact fact{.source = options.source,
                       .id = std::to_string(options.seed) + "-" + std::to_string(++told),
                       .fact = {}};
    fact.fact.area = deed.area;
    fact.fact.occurred_at = cast.world().days.instant(at);
    fact.fact.body = std::move(deed.body);
    if (visit(fact) == Next::kStop) return;
  }
}

}  // namespace koppel::simulate
