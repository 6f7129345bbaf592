// Claims: the numbers of the reports add up and are those of a slow look at everything, after any
// history; an erasure changes no published count. Shown on random histories and markets.

#include "consumers/operator/exclusion_ledger.h"
#include "consumers/operator/fairness.h"
#include "consumers/operator/supply.h"
#include "consumers/operator/without_proposal.h"
#include "engine/core/engine.h"
#include "engine/decide/contribution.h"
#include "engine/market/evolve.h"
#include "engine/matching/gates.h"
#include "engine/matching/no_match.h"
#include "engine/matching/readiness.h"
#include "engine/matching/seat.h"
#include "engine/matching/shape.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_history.h"
#include "tests/support/random_market.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace koppel::report {
namespace {

using examples::RandomHistory;
using examples::RandomMarket;
using examples::row;
using examples::Told;

std::uint64_t seeds(std::uint64_t usual) {
  return std::getenv("KOPPEL_LONG") != nullptr ? 40 * usual : usual;
}

// A history lived through, with what the reports see of it and what is seen by looking at the
// market after every entry.
struct Life {
  Engine engine;
  ProposalEnds ends;
  FairnessCount fairness;
  std::map<ParticipantId, Instant> lost;  // when somebody's last open proposal went
  std::set<ParticipantId> proposed;

  void see(const Entry& entry) {
    ends.see(entry);
    fairness.see(entry);
    for (const Participant& who : engine.market().participants) {
      if (!who.open_proposals.empty()) {
        proposed.insert(who.id);
      } else if (proposed.erase(who.id) > 0) {
        lost[who.id] = entry.recorded_at;
      }
    }
  }

  Engine::Recorded recorder() {
    return [this](const Entry& entry, const Touched& /*touched*/) { see(entry); };
  }

  void live(const Told& one) {
    const Stamp stamp{.now = one.now, .not_after = plus_ms(one.now, kDayMs)};
    engine.take(one.fact, {}, stamp, recorder());
  }
};

using Look = std::function<void(const Life& life)>;

// Looks after every twentieth fact.
void live_through(std::uint64_t seed, const Look& look) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomHistory history(seed);
  history.begin_with(10, 5);
  Life life;
  const std::vector<Told> founding = history.founding();
  life.engine.start({.journal_id = {.bytes = {7}}, .area = AreaId{11}, .format = kJournalFormat},
                    founding.front().now,
                    life.recorder());
  for (const Told& one : founding) life.live(one);
  for (int fact = 1; fact <= 400; ++fact) {
    life.live(history.next(life.engine.market()));
    if (fact % 20 == 0) look(life);
    if (testing::Test::HasFailure()) return;
  }
}

template <typename Counts>
std::uint64_t sum_of(const Counts& counts) {
  std::uint64_t sum = 0;
  for (const auto& one : counts) sum += one.count;
  return sum;
}

void expect_to_add_up(const ExclusionLedger& ledger) {
  EXPECT_EQ(ledger.participants, sum_of(ledger.states));
  EXPECT_EQ(ledger.active, ledger.at_work + ledger.proposed + ledger.without);
  EXPECT_EQ(ledger.without, sum_of(ledger.needed) + ledger.ready);
  EXPECT_EQ(ledger.ready, sum_of(ledger.reasons));
  EXPECT_EQ(ledger.ready * ledger.open_placements, sum_of(ledger.removed) + ledger.passing);
  std::uint64_t heaviest = ledger.no_barrier;
  for (const DomainCount& domain : ledger.domains) {
    EXPECT_LE(domain.heaviest, domain.having);
    EXPECT_LE(domain.having, ledger.without);
    heaviest += domain.heaviest;
  }
  EXPECT_EQ(ledger.without, heaviest);
}

template <typename Key>
std::uint64_t count_in(const std::vector<Count<Key>>& counts, const Key& key) {
  const auto found = std::ranges::find(counts, key, &Count<Key>::key);
  return found == counts.end() ? 0 : found->count;
}

// Everything derived again for each question.
void expect_counted_slowly(const Market& market, const ExclusionLedger& ledger) {
  const matching::Index index = matching::Index::build(market);
  std::map<Gate, std::uint64_t> removed;
  std::map<ReadinessGap, std::uint64_t> needed;
  std::uint64_t ready = 0;
  for (const Participant& who : market.participants) {
    if (!is_without(who)) continue;
    const auto gaps = matching::all_gaps(market, who);
    if (!gaps.empty()) {
      ++needed[gaps.front()];
      continue;
    }
    ++ready;
    for (const Placement& where : market.placements) {
      if (!is_open(market, where)) continue;
      ++removed[matching::blocking_gate(market, index, who.ordinal, where.ordinal)];
    }
  }
  EXPECT_EQ(ledger.ready, ready);
  EXPECT_EQ(ledger.passing, removed[Gate::kUnspecified]);
  for (const auto& [gap, count] : needed) EXPECT_EQ(count_in(ledger.needed, gap), count);
  for (const auto& [gate, count] : removed) {
    if (gate == Gate::kUnspecified) continue;
    EXPECT_EQ(count_in(ledger.removed, gate), count);
  }
}

TEST(ExclusionLedger, AddsUpAfterAnyHistoryAndIsThatOfASlowLook) {
  std::uint64_t ready = 0;
  std::uint64_t needed = 0;
  for (std::uint64_t seed = 1; seed <= seeds(6); ++seed) {
    live_through(seed, [&](const Life& life) {
      const Market& market = life.engine.market();
      const ExclusionLedger ledger = exclusion_ledger(market, life.engine.index());
      expect_to_add_up(ledger);
      expect_counted_slowly(market, ledger);
      ready += ledger.ready;
      needed += sum_of(ledger.needed);
    });
  }
  EXPECT_GT(ready, 100U) << "the histories are too easy to say anything";
  EXPECT_GT(needed, 100U);
}

TEST(PeopleWithout, AreThoseWhoseLastProposalWentThatLongAgo) {
  std::uint64_t had_one = 0;
  for (std::uint64_t seed = 1; seed <= seeds(6); ++seed) {
    live_through(seed, [&](const Life& life) {
      const Market& market = life.engine.market();
      const Instant limit = plus_ms(market.head.now, -kDayMs);
      std::set<ParticipantOrdinal> expected;
      for (const Participant& who : market.participants) {
        if (!is_without(who)) continue;
        const auto lost = life.lost.find(who.id);
        Instant since = who.waiting_since;
        if (lost != life.lost.end()) since = std::max(since, lost->second);
        had_one += lost == life.lost.end() ? 0U : 1U;
        EXPECT_EQ(life.ends.without_since(who), since) << who.id.value();
        if (since <= limit) expected.insert(who.ordinal);
      }
      std::set<ParticipantOrdinal> found;
      for (const PersonWithout& one :
           people_without(market, life.engine.index(), life.ends, limit)) {
        EXPECT_TRUE(found.insert(one.participant).second);
      }
      EXPECT_EQ(found, expected);
    });
  }
  EXPECT_GT(had_one, 100U) << "the histories are too easy to say anything";
}

// The market as the erasure leaves it, before anything follows from it.
void erase(Market& market, ParticipantId who) {
  Fact fact;
  fact.fact_id.bytes[0] = static_cast<std::uint8_t>(who.value());
  fact.fact_id.bytes[1] = static_cast<std::uint8_t>(who.value() >> 8U);
  fact.fact_id.bytes[2] = 1;
  fact.body = ParticipantErased{.participant = who, .contributions = contributions_of(market, who)};
  (void)evolve(market, {.recorded_at = market.head.now, .body = fact});
}

// Sixty people in programmes of different size, with barriers, engagements and outcomes.
Market crowd(RandomMarket& random) {
  Market market = examples::ruled_market();
  const EmployerOrdinal employer = examples::add_employer(market, Sector::kCare);
  const PlacementOrdinal place = examples::add_placement(market, employer, 100);
  for (int left = 60; left > 0; --left) {
    const ParticipantOrdinal who = examples::add_candidate(market);
    Participant& person = row(market, who);
    person.programme = std::string(1, static_cast<char>('a' + random.below(1 + random.below(4))));
    for (std::uint32_t domain = 1; domain <= 1 + random.below(4); ++domain) {
      examples::add_barrier(
          market, who, static_cast<BarrierDomain>(domain), random.below(2 + random.below(4)));
    }
    if (random.below(2) == 0) examples::add_engagement(market, who, place);
    if (random.below(3) == 0) person.engagements = 1 + random.below(2);
    for (std::uint32_t outcome = random.below(3); outcome > 0; --outcome) {
      person.outcomes.push_back({.outcome = static_cast<OutcomeKind>(outcome)});
    }
  }
  return market;
}

struct Published {
  Market market;
  FairnessCount count;
  std::map<ParticipantId, std::uint32_t> regret;
};

Published published(std::uint64_t seed) {
  RandomMarket random(seed);
  Published result{.market = crowd(random), .count = {}, .regret = {}};
  for (const Participant& who : result.market.participants) {
    for (std::uint32_t left = random.below(3); left > 0; --left) {
      const std::uint32_t regret = random.below(500);
      result.count.see({.body = ProposalMade{.participant = who.id, .regret = regret}});
      const auto [known, first] = result.regret.emplace(who.id, regret);
      if (!first) known->second = std::min(known->second, regret);
    }
  }
  return result;
}

TEST(Fairness, OfTheErasedIsAsItWas) {
  for (std::uint64_t seed = 1; seed <= seeds(20); ++seed) {
    Published published_ones = published(seed);
    const Fairness before = published_ones.count.report(published_ones.market);
    ASSERT_TRUE(before.all.has_value());
    for (std::uint32_t number = 1; number <= 60; number += 2) {
      erase(published_ones.market, published_ones.market.at(ParticipantOrdinal{number}).id);
    }
    EXPECT_EQ(published_ones.count.report(published_ones.market), before) << "seed " << seed;
  }
}

TEST(Fairness, OfTheErasedIsAsItWasAfterAnyHistory) {
  std::uint64_t shown = 0;
  for (std::uint64_t seed = 1; seed <= seeds(4); ++seed) {
    live_through(seed, [&](const Life& life) {
      Market market = life.engine.market();
      const Fairness before = life.fairness.report(market);
      shown += before.all ? 1U : 0U;
      for (const Participant& who : life.engine.market().participants) {
        if (who.state != ParticipantState::kErased) erase(market, who.id);
      }
      EXPECT_EQ(life.fairness.report(market), before);
    });
  }
  EXPECT_GT(shown, 20U) << "the histories are too easy to say anything";
}

bool is_of(const FairnessGroup& group, const Participant& who) {
  const auto is_in = [](const auto& list, const auto& value) {
    return list.empty() || std::ranges::find(list, value) != list.end();
  };
  return is_in(group.programmes, who.programme) && is_in(group.bands, barrier_band(who));
}

void expect_counted_slowly(const Published& of, const FairnessGroup& group) {
  std::uint64_t people = 0;
  std::uint64_t placed = 0;
  std::vector<std::uint32_t> regrets;
  for (const Participant& who : of.market.participants) {
    if (!is_of(group, who)) continue;
    ++people;
    placed += who.engagements > 0 ? 1U : 0U;
    const auto regret = of.regret.find(who.id);
    if (regret != of.regret.end()) regrets.push_back(regret->second);
  }
  EXPECT_EQ(group.people, people);
  EXPECT_EQ(group.placed, placed);
  EXPECT_EQ(group.share, share_interval(placed, people));
  EXPECT_EQ(group.proposed, regrets.size());
  EXPECT_EQ(group.regret, regrets.size() < 10 ? std::nullopt : median_of(regrets));
  EXPECT_GE(group.people, 10U);
}

TEST(Fairness, CountsWhomItSaysInGroupsOfAtLeastTen) {
  std::uint64_t cells = 0;
  for (std::uint64_t seed = 1; seed <= seeds(60); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Published of = published(seed);
    const Fairness found = of.count.report(of.market);
    std::uint64_t by_programme = 0;
    std::uint64_t by_band = 0;
    expect_counted_slowly(of, *found.all);
    for (const FairnessGroup& group : found.by_programme) {
      expect_counted_slowly(of, group);
      by_programme += group.people;
    }
    for (const FairnessGroup& group : found.by_band) {
      expect_counted_slowly(of, group);
      by_band += group.people;
    }
    for (const FairnessGroup& group : found.by_both) expect_counted_slowly(of, group);
    EXPECT_EQ(by_programme, 60U);
    EXPECT_EQ(by_band, 60U);
    EXPECT_EQ(found.by_both.size() + found.cells_left_out,
              found.by_programme.size() * found.by_band.size());
    cells += found.by_both.size();
  }
  EXPECT_GT(cells, 20U) << "the markets are too small to say anything";
}

TEST(Fairness, OfFewerThanTenPeopleSaysNothing) {
  Market market = examples::ruled_market();
  for (int left = 9; left > 0; --left) examples::add_candidate(market);
  EXPECT_EQ(FairnessCount().report(market), Fairness{});
}

std::set<ParticipantOrdinal> helped_slowly(const Market& market, const KindOfPlace& kind) {
  std::set<ParticipantOrdinal> helped;
  for (const Participant& who : market.participants) {
    if (!is_without(who) || !matching::is_candidate(market, who)) continue;
    if (!matching::has_caseload_room(market, who)) continue;
    for (const Placement& where : market.placements) {
      const PlacementDetails& details = where.details;
      const KindOfPlace own{
          details.isco / 100, details.kind, details.location.postcode.substr(0, 2)};
      if (own != kind) continue;
      Placement begun_anew = where;
      begun_anew.details.until = {};
      if (matching::failed_gates(matching::derive_person(market, who),
                                 matching::derive_place(market, begun_anew)) == 0) {
        helped.insert(who.ordinal);
      }
    }
  }
  return helped;
}

TEST(Supply, NamesTheKindOfTheHighestPriceFirst) {
  std::uint64_t named = 0;
  for (std::uint64_t seed = 1; seed <= seeds(20); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomMarket random(seed);
    for (int left = 20; left > 0; --left) (void)random.change();
    const Supply found = supply(random.market, matching::Index::build(random.market));
    EXPECT_TRUE(std::ranges::is_sorted(found.places, std::ranges::greater(), &Acquisition::price));
    for (const Acquisition& one : found.places) named += one.price > 0 ? 1 : 0;
  }
  EXPECT_GT(named, 0U);
}

TEST(Supply, NamesTheKindsOfPlaceThatHelpMostOfThoseNotYetHelped) {
  std::uint64_t named = 0;
  for (std::uint64_t seed = 1; seed <= seeds(60); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomMarket random(seed);
    for (int left = 20; left > 0; --left) (void)random.change();
    std::set<KindOfPlace> kinds;
    for (Placement& placement : random.market.placements) {
      placement.price = 0;  // then what counts is how many people it helps
      placement.details.isco = 9'100 + 100 * random.below(3);
      placement.details.location.postcode = random.below(2) == 0 ? "1315" : "8211";
      kinds.insert({placement.details.isco / 100,
                    placement.details.kind,
                    placement.details.location.postcode.substr(0, 2)});
    }
    const Supply found = supply(random.market, matching::Index::build(random.market));
    std::set<ParticipantOrdinal> helped;
    const auto added = [&](const KindOfPlace& kind) {
      const auto people = helped_slowly(random.market, kind);
      return static_cast<std::uint64_t>(std::ranges::count_if(
          people, [&](ParticipantOrdinal who) { return !helped.contains(who); }));
    };
    for (const Acquisition& one : found.places) {
      EXPECT_EQ(one.people, helped_slowly(random.market, one.place).size());
      EXPECT_EQ(one.added, added(one.place));
      EXPECT_GT(one.added, 0U);
      for (const KindOfPlace& other : kinds) EXPECT_LE(added(other), one.added);
      for (const ParticipantOrdinal who : helped_slowly(random.market, one.place)) {
        helped.insert(who);
      }
    }
    for (const KindOfPlace& other : kinds) EXPECT_EQ(added(other), 0U);
    EXPECT_EQ(found.helped, helped.size());
    EXPECT_LE(found.helped, found.unserved);
    named += found.places.size();
  }
  EXPECT_GT(named, 60U) << "the markets are too easy to say anything";
}

TEST(Supply, PutsTheHighestPriceFirst) {
  Market market = examples::ruled_market();
  const EmployerOrdinal employer = examples::add_employer(market, Sector::kCare);
  for (const std::uint32_t price : {0U, 70U, 900U}) {
    Placement& placement = row(market, examples::add_placement(market, employer, 1));
    placement.details.isco = 9'100 + price;
    placement.engaged = 1;
    placement.price = price;
    if (price == 900) placement.details.age_min = 60;
  }
  for (const std::string_view born : {"1950-01-01", "2000-01-01", "2001-01-01"}) {
    row(market, examples::add_candidate(market)).birth_date = examples::day(born);
  }
  const Supply found = supply(market, matching::Index::build(market));
  ASSERT_EQ(found.places.size(), 2U);
  EXPECT_EQ(found.places[0].price, 900U);
  EXPECT_EQ(found.places[0].people, 1U);
  EXPECT_EQ(found.places[1].added, 2U);
}

}  // namespace
}  // namespace koppel::report
