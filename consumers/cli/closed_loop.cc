#include "consumers/cli/closed_loop.h"

#include "engine/codec/fact_codec.h"
#include "engine/decide/accept.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace koppel::cli {
namespace {

using simulate::WorkTime;

WorkTime opening_of(std::uint32_t day) {
  return {.seconds = std::int64_t{day} * simulate::kWorkDay};
}

// Somebody may have left, or a place have closed, in between.
bool fits(const Market& market, const Fact& fact) {
  const auto body = accept(market, fact, {.now = fact.occurred_at, .not_after = kLatest});
  return body && std::holds_alternative<Fact>(*body);
}

}  // namespace

ClosedLoop::ClosedLoop(Installation& installation, const simulate::Options& options)
    : installation_(installation), options_(options), cast_(options) {
  for (const AreaId area : options.areas) {
    areas_.emplace(
        area,
        Area{.owner = nullptr, .reactions = simulate::Reactions(cast_.world().days, options.seed)});
  }
}

std::expected<void, PortError> ClosedLoop::open() {
  for (const AreaId area : installation_.areas()) {
    const auto found = areas_.find(area);
    if (found == areas_.end()) continue;
    const auto owner = installation_.standing_owner(area, at_local_hour(options_.first_day, 0));
    if (!owner) return std::unexpected(owner.error());
    if (*owner == nullptr) continue;
    found->second.owner = *owner;
    watch(area, **owner);
  }
  return {};
}

std::optional<std::string> ClosedLoop::fault() const {
  if (days() == 0) return std::nullopt;
  const simulate::World& world = cast_.world();
  for (const auto& [id, area] : areas_) {
    if (area.owner == nullptr) continue;
    const Market& market = area.owner->view().market();
    if (market.head.now > world.days.instant({})) {
      return to_text(id) + " stands at " + to_text(market.head.now) +
             ": the first day must lie after it";
    }
    for (const simulate::Region& region : world.regions) {
      if (market.find(region.consultants.front()) == nullptr) continue;
      return "the people of seed " + std::to_string(options_.seed) + " are in " + to_text(id) +
             " already: another seed has others";
    }
  }
  return std::nullopt;
}

std::uint32_t ClosedLoop::days() const {
  return static_cast<std::uint32_t>(cast_.world().days.end().seconds / simulate::kWorkDay);
}

std::expected<void, PortError> ClosedLoop::play_day(std::uint32_t day, const Tell& tell) {
  const WorkTime closing = later(opening_of(day + 1), -1);
  while (true) {
    // One due moment after the other: what falls due may make somebody act before the next does.
    const WorkTime until = std::min({next_turn().at, next_due(), closing});
    advance(until);
    const Turn turn = next_turn();
    if (turn.at <= until) {
      if (auto done = take(turn); !done) return done;
    } else if (until == closing) {
      break;
    }
  }
  if (day + 1 == days()) {
    if (auto done = say_last_words(closing); !done) return done;
  }
  if (auto done = commit(); !done) return done;
  for (const std::string& line : lines_) tell(line);
  lines_.clear();
  return {};
}

Played ClosedLoop::played() const {
  Played played = played_;
  played.summary = figures_.summary();
  return played;
}

// The cast comes first when two act in the same second, then the areas in their order.
ClosedLoop::Turn ClosedLoop::next_turn() const {
  Turn turn{.at = cast_.next(), .area = {}};
  for (const auto& [id, area] : areas_) {
    if (area.reactions.next() < turn.at) turn = {.at = area.reactions.next(), .area = id};
  }
  return turn;
}

WorkTime ClosedLoop::next_due() const {
  Instant first = kLatest;
  for (const auto& [id, area] : areas_) {
    if (area.owner == nullptr) continue;
    const Market& market = area.owner->view().market();
    first = std::min(first, market.head.next_day);
    if (!market.due.empty()) first = std::min(first, market.due.first().at);
  }
  return cast_.world().days.from(first);
}

std::expected<void, PortError> ClosedLoop::take(const Turn& turn) {
  const Instant at = cast_.world().days.instant(turn.at);
  return turn.area.is_set() ? let_react(turn.area, at) : let_act(at);
}

std::expected<void, PortError> ClosedLoop::let_react(AreaId area, Instant at) {
  Area& here = areas_.at(area);
  auto said = here.reactions.act(here.owner->view().market());
  return said ? say(*here.owner, at, std::move(*said)) : std::expected<void, PortError>();
}

// Who acts of their own accord knows nothing of what the others did.
std::expected<void, PortError> ClosedLoop::let_act(Instant at) {
  simulate::Deed deed = cast_.act();
  const auto owner = owner_of(deed.area, at);
  if (!owner) return std::unexpected(owner.error());
  const Market& market = (*owner)->view().market();
  const Fact fact{.area = deed.area, .occurred_at = at, .body = deed.body};
  if (simulate::does(deed.body, market) && fits(market, fact)) {
    return say(**owner, at, std::move(deed.body));
  }
  ++played_.unsaid;
  return {};
}

std::expected<void, PortError> ClosedLoop::say(AreaOwner& owner, Instant at, FactBody body) {
  const std::string id = std::to_string(options_.seed) + "-" + std::to_string(++played_.facts);
  Incoming incoming{
      .fact = {.area = owner.view().head.area, .occurred_at = at, .body = std::move(body)},
      .original = {},
      .cause = {},
      .stamp = {.now = at, .not_after = kLatest}};
  incoming.fact.fact_id = codec::fact_id_of(options_.source, id);
  incoming.fact.content = codec::content_of(incoming.fact);
  incoming.original = codec::fact_to_json(options_.source, id, incoming.fact);
  const auto settled = owner.take_uncommitted(incoming);
  if (!settled) return std::unexpected(settled.error());
  if (settled->disposition != Disposition::kTaken) ++played_.refused;
  lines_.push_back(std::move(incoming.original));
  return {};
}

// At closing time of the last day every area says one thing more, which changes nothing. What fell
// due since the fact before has fired here; with this fact it also does where the file is imported.
std::expected<void, PortError> ClosedLoop::say_last_words(WorkTime closing) {
  for (const auto& [id, area] : areas_) {
    if (area.owner == nullptr) continue;
    const auto& teams = area.owner->view().market().coach_teams;
    if (teams.empty()) continue;
    const Instant at = cast_.world().days.instant(closing);
    if (auto done = say(*area.owner, at, teams.begin()->second); !done) return done;
  }
  return {};
}

std::expected<AreaOwner*, PortError> ClosedLoop::owner_of(AreaId id, Instant at) {
  Area& area = areas_.at(id);
  if (area.owner != nullptr) return area.owner;
  const auto owner = installation_.owner(id, at);
  if (!owner) return std::unexpected(owner.error());
  area.owner = *owner;
  watch(id, **owner);
  return area.owner;
}

void ClosedLoop::advance(WorkTime until) {
  const Instant at = cast_.world().days.instant(until);
  for (const auto& [id, area] : areas_) {
    if (area.owner != nullptr) area.owner->advance_uncommitted(at);
  }
}

void ClosedLoop::watch(AreaId id, AreaOwner& owner) {
  owner.watch([this, id, &owner](const Entry& entry) {
    const Market& market = owner.view().market();
    ++played_.entries;
    figures_.see(id, entry, market);
    areas_.at(id).reactions.see(entry, market);
  });
}

std::expected<void, PortError> ClosedLoop::commit() {
  for (const auto& [id, area] : areas_) {
    if (area.owner == nullptr) continue;
    if (auto done = area.owner->commit(); !done) return done;
    if (auto done = area.owner->wait_until_durable(); !done) return done;
  }
  return {};
}

}  // namespace koppel::cli
