#include "engine/core/engine.h"

#include "engine/decide/follow.h"
#include "engine/market/evolve.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <utility>

namespace koppel {

Engine::Engine(Market market, Sequence sequence)
    : market_(std::move(market)), sequence_(sequence) {}

Touched Engine::fold(const Entry& entry, Indexing indexing) {
  invariant(entry.sequence.value() == sequence_.value() + 1, "entries are folded in order");
  if (foreseen_) foreseen_(market_, entry);
  Touched touched = evolve(market_, entry);
  if (indexing == Indexing::kNow) {
    index_.update(market_, touched);
    seating_.update(market_, index_, touched);
  }
  sequence_ = entry.sequence;
  return touched;
}

void Engine::refold(const Entry& entry) {
  invariant(entry.sequence.value() == sequence_.value() + 1, "entries are folded in order");
  evolve_untold(market_, entry);
  sequence_ = entry.sequence;
}

void Engine::build_index() {
  index_ = matching::Index::build(market_);
  seating_ = matching::Seating::build(market_, index_);
}

void Engine::record(EntryBody body,
                    const Cause& cause,
                    std::uint32_t agenda_done,
                    Instant at,
                    const Recorded& recorded) {
  Entry entry{.sequence = Sequence{sequence_.value() + 1},
              .recorded_at = std::max(at, market_.head.now),
              .cause = cause,
              .rules_version = market_.head.rules_version,
              .agenda_done = agenda_done,
              .body = std::move(body)};
  const Touched touched = fold(entry, Indexing::kNow);
  recorded(std::move(entry), touched);
}

void Engine::start(const JournalStarted& started, Instant now, const Recorded& recorded) {
  invariant(!sequence_.is_set(), "a journal is started once");
  record(started, {}, 0, now, recorded);
}

void Engine::finish(const Recorded& recorded) {
  while (auto following = follow(market_, index_, seating_)) {
    const Cause cause{.sequence = market_.head.step, .input = {}, .offset = 0};
    record(std::move(following->body), cause, following->agenda_done, market_.head.now, recorded);
  }
}

void Engine::advance(Instant now, const Recorded& recorded) {
  while (true) {
    Instant next = market_.head.next_day;
    if (!market_.due.empty()) next = std::min(next, market_.due.first().at);
    if (next > now) return;
    // What should have fired before the market's time (a reminder of the past) fires now.
    next = std::max(next, market_.head.now);
    record(TimeAdvanced{.to = next}, {}, 0, next, recorded);
    finish(recorded);
  }
}

std::optional<EntryBody> Engine::take(const Fact& fact,
                                      const Cause& cause,
                                      const Stamp& stamp,
                                      const Recorded& recorded) {
  const Instant now = std::max(stamp.now, market_.head.now);
  advance(now, recorded);
  auto body = accept(market_, fact, {.now = now, .not_after = stamp.not_after, .last = sequence_});
  if (!body) return std::nullopt;
  record(*body, cause, 0, now, recorded);
  finish(recorded);
  return body;
}

void Engine::acquire(AreaAcquired acquired, const Recorded& recorded) {
  record(std::move(acquired), {}, 0, market_.head.now, recorded);
}

void Engine::refuse(FactRefused refused,
                    const Cause& cause,
                    Instant now,
                    const Recorded& recorded) {
  now = std::max(now, market_.head.now);
  advance(now, recorded);
  record(std::move(refused), cause, 0, now, recorded);
  finish(recorded);
}

void Engine::note(EntryBody body, Instant now, const Recorded& recorded) {
  record(std::move(body), {}, 0, now, recorded);
  finish(recorded);
}

}  // namespace koppel
