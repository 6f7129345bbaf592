#include "tests/fuzz/taken.h"

#include "engine/codec/market_digest.h"
#include "engine/core/engine.h"
#include "engine/model/invariant.h"
#include "tests/support/random_history.h"

#include <vector>

namespace koppel::fuzzing {
namespace {

constexpr int kFactsBefore = 400;
constexpr Instant kBegun{.ms = 1'760'000'000'000};

void ignore(const Entry& /*entry*/, const Touched& /*touched*/) {}

Engine made() {
  examples::RandomHistory history(1);
  Engine engine;
  engine.start(
      {.journal_id = {.bytes = {7}}, .area = AreaId{11}, .format = kJournalFormat}, kBegun, ignore);
  const auto tell = [&](const examples::Told& told) {
    engine.take(told.fact, {}, {.now = told.now, .not_after = told.now}, ignore);
  };
  for (const examples::Told& told : history.founding()) tell(told);
  for (int left = kFactsBefore; left > 0; --left) tell(history.next(engine.market()));
  return engine;
}

}  // namespace

void take(const Fact& fact) {
  static const Engine before = made();
  Engine live = before;
  std::vector<Entry> recorded;
  const Instant now = live.market().head.now;
  live.take(fact,
            {},
            {.now = now, .not_after = plus_ms(now, kDayMs)},
            [&](const Entry& entry, const Touched& /*touched*/) { recorded.push_back(entry); });
  Engine folded = before;
  for (const Entry& entry : recorded) folded.fold(entry, Engine::Indexing::kLater);
  invariant(codec::digest_of(folded.market()) == codec::digest_of(live.market()),
            "what was recorded folds to the market that was lived through");
}

}  // namespace koppel::fuzzing
