#include "tests/bench/mix/played.h"

#include "engine/model/invariant.h"

#include <variant>

namespace koppel::bench {
namespace {

void unheard(const Entry& /*entry*/, const Touched& /*touched*/) {}

}  // namespace

Played::Played(const Founding& founding, Instant now) {
  engine_.start({.journal_id = founding.journal_id,
                 .area = founding.area,
                 .format = kJournalFormat,
                 .engine_version = founding.engine_version},
                now,
                unheard);
  for (const Fact& fact : founding.facts)
    engine_.take(fact, {}, {.now = now, .not_after = kLatest}, unheard);
}

void Played::advance(Instant now) {
  engine_.advance(now, unheard);
}

void Played::take(const Incoming& incoming) {
  const auto body = engine_.take(incoming.fact, incoming.cause, incoming.stamp, unheard);
  invariant(body && std::holds_alternative<Fact>(*body), "every fact of the mix is taken");
}

}  // namespace koppel::bench
