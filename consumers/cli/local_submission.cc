#include "consumers/cli/local_submission.h"

#include "consumers/cli/known_areas.h"
#include "engine/codec/fact_codec.h"
#include "engine/codec/show.h"
#include "engine/model/area.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace koppel::cli {
namespace {

constexpr std::size_t kFactsPerCommit = 256;  // of an area: the next are decided while these sync

std::string_view word_for(Disposition disposition) {
  switch (disposition) {
    case Disposition::kTaken: return "taken";
    case Disposition::kWaiting: return "waiting";
    case Disposition::kRefused: return "refused";
    case Disposition::kRepeat: return "repeat";
  }
  return "";
}

Answered answered_for(const Settled& settled, AreaId area) {
  const bool refused = settled.disposition == Disposition::kRefused;
  return {.disposition = std::string(word_for(settled.disposition)),
          .reason = refused ? codec::word(settled.reason) : "",
          .field = settled.field,
          .area = to_text(area),
          .sequence = settled.sequence.value(),
          .results = settled.results};
}

// Whole ones.
std::uint64_t days_between(Instant from, Instant to) {
  return to > from ? static_cast<std::uint64_t>((to.ms - from.ms) / kDayMs) : 0;
}

Answered unfit(const codec::Misfit& misfit) {
  const std::string field = misfit.field.empty() ? "" : misfit.field + " ";
  return {.disposition = "unreadable", .reason = field + misfit.why, .field = misfit.field};
}

PortError silence(Instant last) {
  return {.failure = PortFailure::kUnavailable,
          .what = "the last entry is of " + to_text(last) + ", more than 31 days ago: if this " +
                  "machine's clock is wrong, every reminder in between would fire at once",
          .remedy = "check the clock, then start with `koppel run --confirm-clock`"};
}

bool is_live(const Submitted& submitted) {
  return submitted.timing == Timing::kLive;
}

// Earlier than any market's time, which therefore stays.
constexpr Instant kTimeAsItIs{};

}  // namespace

std::expected<Fact, Answered> fact_of(const std::string& line) {
  auto fact = codec::fact_from_json(line);
  if (!fact) return std::unexpected(unfit(fact.error()));
  if (!is_known(fact->area)) {
    return std::unexpected(unfit({.field = "area", .why = "is none of deploy/areas.json"}));
  }
  if (const auto off = moves_off_the_map(*fact)) return std::unexpected(unfit(*off));
  return std::move(*fact);
}

Instant not_after(Timing timing, Instant wall) {
  return timing == Timing::kSimulatedHistory ? kLatest : plus_ms(wall, kDayMs);
}

LocalSubmission::LocalSubmission(std::unique_ptr<Areas> installation)
    : installation_(std::move(installation)), edge_(system_, {}) {}

void LocalSubmission::report_to(const monitor::Monitor& monitor) {
  monitor_.emplace(monitor);
  installation_->time_commits(
      [&figures = monitor.figures](std::chrono::nanoseconds time) { figures.commit(time); });
}

void LocalSubmission::report(AreaId area,
                             const AreaOwner& owner,
                             std::span<const Settled> settled) {
  if (!monitor_) return;
  const Sequence sequence = owner.view().engine.sequence();
  if (monitor_->figures.stand(area, sequence)) {
    monitor_->log.info("an area is open", {{"area", area}, {"sequence", sequence}});
  }
  for (const Settled& one : settled) report(area, one);
}

void LocalSubmission::report(AreaId area, const Settled& settled) {
  if (!monitor_) return;
  monitor_->figures.settle(area, settled);
  if (settled.disposition != Disposition::kRefused) return;
  monitor_->log.debug("a fact was refused",
                      {{"area", area},
                       {"sequence", settled.sequence},
                       {"reason", monitor::LogValue::code(codec::word(settled.reason))}});
}

void LocalSubmission::report_clock() {
  using monitor::Figures;
  const auto wall = edge_.in_doubt() ? Figures::Wall::kInDoubt : Figures::Wall::kBelieved;
  if (!monitor_ || wall == std::exchange(reported_, wall)) return;
  monitor_->figures.wall(wall);
  if (wall == Figures::Wall::kInDoubt) {
    monitor_->log.warning("the wall clock jumped and is not believed; time goes on without it");
  } else {
    monitor_->log.info("the wall clock is believed again");
  }
}

Incoming LocalSubmission::incoming(Fact fact, const Submitted& submitted) {
  const bool live = is_live(submitted);
  const Instant wall = live ? edge_.now() : system_.wall();
  const Instant latest = not_after(submitted.timing, wall);
  const Instant told = refused_for_its_time(fact, latest) ? kTimeAsItIs : fact.occurred_at;
  return {.fact = std::move(fact),
          .original = submitted.line,
          .cause = {.sequence = {}, .input = submitted.input, .offset = submitted.offset},
          .stamp = {.now = live ? wall : told, .not_after = latest}};
}

std::expected<bool, PortError> LocalSubmission::has_journal(AreaId area) {
  if (!std::ranges::binary_search(installation_->areas(), area)) return false;
  const auto owner = installation_->standing_owner(area, system_.wall());
  if (!owner) return std::unexpected(owner.error());
  return *owner != nullptr;
}

std::expected<void, PortError> LocalSubmission::answer_unfounded(AreaId area,
                                                                 Batch& batch,
                                                                 std::vector<Answered>& answers) {
  std::size_t refused = 0;
  for (const Incoming& one : batch.facts) {
    const auto untimely = refused_for_its_time(one.fact, one.stamp.not_after);
    if (!untimely) break;
    if (refused == 0) {
      const auto founded = has_journal(area);
      if (!founded) return std::unexpected(founded.error());
      if (*founded) return {};
    }
    const Settled settled{
        .disposition = Disposition::kRefused, .reason = untimely->reason, .field = untimely->field};
    report(area, settled);
    answers[batch.places[refused++]] = answered_for(settled, area);
  }
  const auto count = static_cast<std::ptrdiff_t>(refused);
  batch.facts.erase(batch.facts.begin(), batch.facts.begin() + count);
  batch.places.erase(batch.places.begin(), batch.places.begin() + count);
  return {};
}

std::expected<std::vector<Answered>, PortError> LocalSubmission::submit(
    std::span<const Submitted> facts) {
  if (std::ranges::any_of(facts, is_live)) {
    if (auto believed = believe_clock(); !believed) return std::unexpected(believed.error());
  }
  std::vector<Answered> answers(facts.size());
  std::map<AreaId, Batch> batches;
  for (std::size_t place = 0; place < facts.size(); ++place) {
    auto fact = fact_of(facts[place].line);
    if (!fact) {
      if (monitor_) monitor_->figures.unreadable();
      answers[place] = std::move(fact.error());
      continue;
    }
    Batch& batch = batches[fact->area];
    batch.facts.push_back(incoming(std::move(*fact), facts[place]));
    batch.places.push_back(place);
  }
  std::vector<AreaOwner*> owners;
  for (auto& [area, batch] : batches) {
    if (auto done = answer_unfounded(area, batch, answers); !done) {
      return std::unexpected(done.error());
    }
    if (batch.facts.empty()) continue;
    const auto owner = installation_->owner(area, batch.facts.front().stamp.now);
    if (!owner) return std::unexpected(owner.error());
    owners.push_back(*owner);
    if (auto done = take(**owner, batch, answers); !done) return std::unexpected(done.error());
  }
  for (AreaOwner* owner : owners) {
    if (auto done = owner->wait_until_durable(); !done) return std::unexpected(done.error());
  }
  return answers;
}

std::expected<void, PortError> LocalSubmission::take(AreaOwner& owner,
                                                     const Batch& batch,
                                                     std::vector<Answered>& answers) {
  const AreaId area = owner.view().head.area;
  const std::span<const Incoming> facts = batch.facts;
  for (std::size_t begin = 0; begin < facts.size(); begin += kFactsPerCommit) {
    const auto some = facts.subspan(begin, std::min(kFactsPerCommit, facts.size() - begin));
    const auto settled = owner.take(some);
    if (!settled) return std::unexpected(settled.error());
    report(area, owner, *settled);
    for (std::size_t at = 0; at < settled->size(); ++at) {
      answers[batch.places[begin + at]] = answered_for((*settled)[at], area);
    }
  }
  return {};
}

const PortError* LocalSubmission::lost_journal_of(const Submitted& submitted) const {
  if (lost().empty()) return nullptr;
  const auto fact = fact_of(submitted.line);
  if (!fact) return nullptr;
  const auto found = lost().find(fact->area);
  return found == lost().end() ? nullptr : &found->second;
}

std::expected<std::map<std::string, std::uint64_t>, PortError> LocalSubmission::positions(
    const std::string& input) {
  std::map<std::string, std::uint64_t> positions;
  for (const AreaId area : installation_->areas()) {
    const auto owner = installation_->standing_owner(area, system_.wall());
    if (!owner) return std::unexpected(owner.error());
    if (*owner == nullptr) continue;
    const auto& held = (*owner)->view().head.positions;
    if (const auto found = held.find(input); found != held.end()) {
      positions[to_text(area)] = found->second.next;
    }
  }
  return positions;
}

std::expected<void, PortError> LocalSubmission::advance_to_now() {
  return advance_to_now([](auto, auto) { return Journal::Next::kGoOn; });
}

std::expected<std::uint64_t, PortError> LocalSubmission::days_until(Instant now) {
  std::uint64_t days = 0;
  for (const AreaId area : installation_->areas()) {
    const auto owner = installation_->standing_owner(area, now);
    if (!owner) return std::unexpected(owner.error());
    if (*owner != nullptr) days += days_between((*owner)->view().market().head.now, now);
  }
  return days;
}

std::expected<void, PortError> LocalSubmission::advance_to_now(const DayTold& told) {
  if (auto believed = believe_clock(); !believed) return believed;
  const Instant now = edge_.now();
  report_clock();
  const auto days = days_until(now);
  if (!days) return std::unexpected(days.error());
  std::uint64_t done_days = 0;
  for (const AreaId area : installation_->areas()) {
    const auto owner = installation_->standing_owner(area, now);
    if (!owner) return std::unexpected(owner.error());
    if (*owner == nullptr) continue;
    Instant at = (*owner)->view().market().head.now;
    while (days_between(at, now) > 0) {
      at = plus_ms(at, kDayMs);
      if (auto done = (*owner)->advance(at); !done) return done;
      if (told(++done_days, *days) == Journal::Next::kStop) return {};
    }
    if (auto done = (*owner)->advance(now); !done) return done;
    if (auto done = installation_->keep_checkpoint_of(area); !done) return done;
    report(area, **owner, {});
  }
  return {};
}

std::expected<Instant, PortError> LocalSubmission::latest_recorded() {
  Instant latest;
  for (const AreaId area : installation_->areas()) {
    const auto owner = installation_->standing_owner(area, system_.wall());
    if (!owner) return std::unexpected(owner.error());
    if (*owner == nullptr) continue;
    latest = std::max(latest, (*owner)->view().market().head.now);
    report(area, **owner, {});
  }
  return latest;
}

std::expected<Instant, PortError> LocalSubmission::open_all() {
  const auto latest = latest_recorded();
  if (latest) edge_ = EdgeClock(system_, *latest);
  return latest;
}

std::expected<void, PortError> LocalSubmission::believe_clock() {
  if (belief_ == Belief::kHeld) return {};
  const auto latest = latest_recorded();
  if (!latest) return std::unexpected(latest.error());
  if (latest->is_set() && system_.wall() > plus_ms(*latest, kSilenceMs)) {
    return std::unexpected(silence(*latest));
  }
  belief_ = Belief::kHeld;
  return {};
}

std::expected<void, PortError> LocalSubmission::confirm_clock() {
  const Instant wall = system_.wall();
  for (const AreaId area : installation_->areas()) {
    const auto owner = installation_->standing_owner(area, wall);
    if (!owner) return std::unexpected(owner.error());
    if (*owner == nullptr) continue;
    Fact fact{.area = area, .occurred_at = wall, .body = ClockJumpConfirmed{.until = wall}};
    fact.fact_id = codec::fact_id_of("koppel", "clock " + to_text(wall));
    fact.content = codec::content_of(fact);
    // Stamped with the market's own time: the confirmation stands before time moves.
    const Instant standing = (*owner)->view().market().head.now;
    const Incoming confirmed{.fact = fact, .stamp = {.now = standing, .not_after = kLatest}};
    if (auto done = (*owner)->take({&confirmed, 1}); !done) return std::unexpected(done.error());
    if (auto done = (*owner)->wait_until_durable(); !done) return done;
  }
  edge_.confirm(wall);
  belief_ = Belief::kHeld;
  return {};
}

}  // namespace koppel::cli
