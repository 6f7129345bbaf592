#include "tests/bench/mix/mix.h"

#include "engine/codec/fact_codec.h"
#include "tests/bench/mix/answers.h"
#include "tests/bench/mix/deployed.h"
#include "tests/bench/mix/played.h"

#include <array>
#include <string>
#include <utility>

namespace koppel::bench {
namespace {

constexpr int kOpeningHour = 8;
constexpr std::int64_t kBetweenArrivalsMs = 100;

Fact fact_of(const char* source, const std::string& id, Instant at, FactBody body) {
  Fact fact{.fact_id = codec::fact_id_of(source, id),
            .area = kArea,
            .occurred_at = at,
            .body = std::move(body)};
  fact.content = codec::content_of(fact);
  return fact;
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
  Founding founding{
      .area = kArea, .journal_id = {.bytes = {1}}, .engine_version = "bench", .facts = {}};
  for (FactBody& body : deployed_programmes_and_taxonomy()) {
    const std::string id = std::to_string(founding.facts.size() + 1);
    founding.facts.push_back(fact_of("founding", id, now, std::move(body)));
  }
  return founding;
}

Incoming Edge::stamped(FactBody body, std::int64_t after_ms) {
  now_ = plus_ms(now_, after_ms);
  Fact fact = fact_of("mix", std::to_string(++count_), now_, std::move(body));
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
  tell(mix.base, deployed_rules(), kBetweenArrivalsMs);

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
