#include "tests/simulation/log_script.h"

#include "consumers/runtime/area_loop.h"
#include "tests/simulation/dice.h"
#include "tests/support/log_example.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kErasureOneIn = 15;
constexpr std::uint32_t kPoisonOneIn = 20;
constexpr std::uint32_t kElsewhereOneIn = 4;
constexpr std::uint32_t kPeople = 2;
constexpr std::uint32_t kPlaces = 2;

// Most in one topic, so that they come in order.
LogRecord record_of(std::string value, Dice& dice) {
  const std::uint32_t topic = dice.one_in(kElsewhereOneIn) ? dice.below(kInputTopics.size()) : 0;
  return {.topic = kInputTopics[topic],
          .key = "AM11",
          .value = std::move(value),
          .headers = {{"content-type", "application/json"}},
          .time = {.ms = 1}};
}

}  // namespace

std::vector<ScriptLine> script_of(std::uint64_t seed, std::uint32_t facts, Erasures erasures) {
  Dice dice(seed);
  examples::RandomHistory history(seed);
  MemoryJournal journal;
  SeededKeys keys(seed);
  const auto owner = AreaOwner::open({.journal = journal, .refused = journal, .keys = keys},
                                     log_example::founding_by(""),
                                     examples::monday());
  std::vector<examples::Told> first = history.founding();
  history.begin_with(kPeople, kPlaces);
  std::vector<ScriptLine> lines;
  while (lines.size() < facts) {
    examples::Told told =
        lines.size() < first.size() ? first[lines.size()] : history.next((*owner)->view().market());
    // A sequence means another entry where AreaAcquired stand between.
    if (told.fact.corrects.is_set() || told.fact.resubmits.is_set()) continue;
    if (erasures == Erasures::kNone && std::holds_alternative<ParticipantErased>(told.fact.body)) {
      continue;
    }
    if (erasures == Erasures::kSome && dice.one_in(kErasureOneIn)) {
      told = history.erasure(ParticipantId{1 + dice.below(kPeople)});
    }
    const Incoming incoming{.fact = told.fact,
                            .original = told.json,
                            .cause = {},
                            .stamp = {.now = told.now, .not_after = kLatest}};
    if (!(*owner)->take({&incoming, 1})) break;
    lines.push_back({.record = record_of(told.json, dice), .now = told.now});
    if (dice.one_in(kPoisonOneIn)) {
      lines.push_back({.record = record_of("{\"no\": \"fact\"", dice), .now = told.now});
    }
  }
  return lines;
}

}  // namespace koppel::simulation
