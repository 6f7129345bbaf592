#include "tests/bench/mix/mix.h"

#include "consumers/cli/founding.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/invariant.h"
#include "tests/bench/mix/answers.h"
#include "tests/bench/mix/played.h"

#include <array>
#include <string>
#include <utility>
#include <variant>

namespace koppel::bench {
namespace {

constexpr int kOpeningHour = 8;
constexpr std::int64_t kBetweenArrivalsMs = 100;

bool is_rules(const Fact& fact) {
  return std::holds_alternative<RulesPublished>(fact.body);
}

std::vector<Fact> default_facts(Instant now) {
  auto facts = cli::default_facts(kArea, now);
  invariant(facts.has_value(), "what is embedded from deploy/ fits the schema");
  return std::move(*facts);
}

FactBody rules(Instant now) {
  for (Fact& fact : default_facts(now))
    if (is_rules(fact)) return std::move(fact.body);
  invariant(false, "deploy/ has rules");
  return {};
}

}  // namespace

Share share_of(std::size_t place) {
  using enum Share;
  static constexpr std::array<Share, kTurns> kOrder = {kAnswer,
                                                       kAnswer,
                                                       kParticipant,
                                                       kAnswer,
                                                       kAnswer,
                                                       kPlacement,
                                                       kAnswer,
                                                       kAnswer,
                                                       kParticipant,
                                                       kAnswer};
  return kOrder.at(place % kTurns);
}

Instant first_moment() {
  return at_local_hour(kFirstDay, kOpeningHour);
}

Founding founding_without_rules(Instant now) {
  Founding founding{.area = kArea,
                    .journal_id = {.bytes = {1}},
                    .engine_version = "bench",
                    .facts = default_facts(now)};
  std::erase_if(founding.facts, is_rules);
  return founding;
}

Incoming Edge::stamped(FactBody body, std::int64_t after_ms) {
  now_ = plus_ms(now_, after_ms);
  Fact fact{.fact_id = codec::fact_id_of("mix", std::to_string(++count_)),
            .area = kArea,
            .occurred_at = now_,
            .body = std::move(body)};
  fact.content = codec::content_of(fact);
  return {.fact = std::move(fact),
          .original = {},
          .cause = {.sequence = {}, .input = "mix", .offset = count_},
          .stamp = {.now = now_, .not_after = kLatest}};
}

Mix make_mix(Size size, std::size_t facts) {
  Mix mix{.founding = founding_without_rules(first_moment()), .founded_at = first_moment()};
  Played played(mix.founding, mix.founded_at);
  Population population(size);
  Answers answers;
  Edge edge(mix.founded_at);
  const auto tell = [&](std::vector<Incoming>& told, FactBody body, std::int64_t after_ms) {
    played.take(told.emplace_back(edge.stamped(std::move(body), after_ms)));
  };
  population.arrive([&](FactBody body) { tell(mix.base, std::move(body), kBetweenArrivalsMs); });
  tell(mix.base, rules(edge.now()), kBetweenArrivalsMs);

  const std::int64_t pause_ms = kDayMs / size.participants;
  for (std::size_t place = 0; place < facts; ++place) {
    // What falls due before the fact happens before it: an answer is to what stands then.
    played.advance(plus_ms(edge.now(), pause_ms));
    switch (share_of(place)) {
      case Share::kAnswer: tell(mix.stream, answers.next(played.market()), pause_ms); break;
      case Share::kParticipant: tell(mix.stream, population.about_participant(), pause_ms); break;
      case Share::kPlacement:
        tell(mix.stream, population.about_placement(played.market()), pause_ms);
        break;
    }
  }
  return mix;
}

}  // namespace koppel::bench
