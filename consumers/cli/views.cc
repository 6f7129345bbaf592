#include "consumers/cli/views.h"

#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/table.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace koppel::cli {

std::vector<AreaId> asked_areas(const Globals& globals) {
  if (const auto obstacle = obstacle_to(globals.data)) {
    complain(*obstacle);
    return {};
  }
  if (globals.area) return {*globals.area};
  auto areas = areas_in(globals.data);
  if (areas.empty()) {
    complain({.failure = PortFailure::kNotFound,
              .what = "there are no data in " + globals.data.string(),
              .remedy = "name another directory with --data, or begin with koppel import facts"});
  }
  return areas;
}

std::expected<AreaView, PortError> view_of(const Globals& globals, AreaId area) {
  std::optional<Progress> progress;
  progress.emplace(
      Progress::on_a_terminal_alone(globals), "Loading " + to_text(area), "rows and entries", 0);
  auto view =
      open_view(globals.data, area, [&progress](std::uint64_t read) { progress->at(read); });
  const auto took = progress->elapsed();
  progress.reset();
  if (view) {
    remark_more(globals,
                to_text(area) + " as of entry " + grouped(view->head.sequence.value()) +
                    ", loaded in " + seconds_text(took));
  }
  return view;
}

int each_view(const Globals& globals, const ViewVisitor& visitor) {
  const auto areas = asked_areas(globals);
  for (const AreaId area : areas) {
    auto view = view_of(globals, area);
    if (!view) return complain(view.error());
    visitor(*view);
  }
  return areas.empty() ? kExitNothing : kExitDone;
}

Instant today_of(const Market& market) {
  using std::chrono::milliseconds;
  const auto wall = std::chrono::system_clock::now().time_since_epoch();
  return std::max(market.head.now,
                  Instant{.ms = std::chrono::duration_cast<milliseconds>(wall).count()});
}

std::int32_t days_between(Instant from, Instant to) {
  return local_date(to).day - local_date(from).day;
}

std::string first_of(std::size_t shown, std::size_t all) {
  return "first " + grouped(shown) + " of " + grouped(all) + "; more with a larger --limit";
}

std::string title_of(const Placement& placement, Lang lang) {
  const std::string& nl = placement.details.title_nl;
  const std::string& en = placement.details.title_en;
  if (lang == Lang::kNl) return nl.empty() ? en : nl;
  return en.empty() ? nl : en;
}

std::string competence_text(const Market& market, std::uint32_t code, Lang lang) {
  for (const auto& [name, taxonomy] : market.taxonomies) {
    const auto found = std::ranges::find(taxonomy.competences, code, &TaxonomyCompetence::code);
    if (found == taxonomy.competences.end()) continue;
    return lang == Lang::kNl ? found->label_nl : found->label_en;
  }
  return std::to_string(code);
}

std::string consultant_of(const Market& market, const Participant& participant) {
  if (!participant.consultant.is_set()) return {};
  return to_text(market.at(participant.consultant).id);
}

bool is_asked_for(const Globals& globals, const Market& market, const Participant& participant) {
  if (!globals.consultant) return true;
  return participant.consultant.is_set() &&
         market.at(participant.consultant).id == *globals.consultant;
}

}  // namespace koppel::cli
