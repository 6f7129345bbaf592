// Claims that hold for every market: explanations add up, bounds are kept, the index is a function
// of the market, a barrier that is carried costs nothing, and advice is true. Shown on random
// markets, against slow twins that look at everything; a failure prints the seed.

#include "engine/matching/contribution.h"
#include "engine/matching/gates.h"
#include "engine/matching/index.h"
#include "engine/matching/no_match.h"
#include "engine/matching/score.h"
#include "engine/matching/seat.h"
#include "tests/property/slow_matching.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_market.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace koppel::matching {
namespace {

using examples::publish_coaches;
using examples::RandomMarket;
using examples::row;

constexpr std::uint64_t kMarkets = 2'000;
constexpr int kChanges = 12;

RandomMarket lived_in_market(std::uint64_t seed,
                             RandomMarket::Size size = RandomMarket::Size::kSmall) {
  RandomMarket random(seed, size);
  for (int left = kChanges; left > 0; --left) random.change();
  return random;
}

std::uint32_t remaining(const Market& market, ParticipantOrdinal who) {
  const NoMatch result = explain_no_match(market, Index::build(market), who);
  return std::accumulate(
      result.gates.begin(),
      result.gates.end(),
      result.open_placements,
      [](std::uint32_t left, const GateCount& count) { return left - count.placements; });
}

void accept_wishes(Participant& who, const Unlock& unlock) {
  if (unlock.change == UnlockChange::kAcceptSector) {
    std::erase(who.interests.excluded_sectors, static_cast<Sector>(unlock.amount));
  } else {
    std::erase(who.availability.excluded_kinds, static_cast<PlacementKind>(unlock.amount));
  }
}

void widen_hours(Availability& availability, std::uint32_t hours) {
  availability.hours_min -= std::min(availability.hours_min, hours);
  availability.hours_max += hours;
}

void free_seats_everywhere(Market& market) {
  for (Placement& where : market.placements) {
    if (free_seats(where) == 0) {
      where.details.seats =
          where.engaged + static_cast<std::uint32_t>(where.open_proposals.size()) + 1;
    }
  }
}

void coach_one_more_everywhere(Market& market) {
  for (auto& [team, published] : market.coach_teams) {
    while (coach_room(coached_by(market, team)) == 0) {
      publish_coaches(market, team, published.hours_per_week + 1);
    }
  }
}

// Makes the one change that an unlock speaks of.
void apply(Market& market, ParticipantOrdinal ordinal, const Unlock& unlock) {
  Participant& who = row(market, ordinal);
  Availability& availability = who.availability;
  switch (unlock.change) {
    case UnlockChange::kUnspecified: FAIL() << "an unlock without a change";
    case UnlockChange::kTravelMinutes: availability.travel_minutes_max += unlock.amount; return;
    case UnlockChange::kHours: return widen_hours(availability, unlock.amount);
    case UnlockChange::kLicence:
      availability.licences.push_back(static_cast<Licence>(unlock.amount));
      return;
    case UnlockChange::kLanguage:
      availability.language =
          static_cast<LanguageLevel>(std::to_underlying(availability.language) + unlock.amount);
      return;
    case UnlockChange::kAcceptSector:
    case UnlockChange::kAcceptKind: return accept_wishes(who, unlock);
    case UnlockChange::kRecognition:
      for (Employer& employer : market.employers) employer.crebos = {25'000, 25'001};
      return;
    case UnlockChange::kSeats: return free_seats_everywhere(market);
    case UnlockChange::kCaseload: {
      Consultant& consultant = row(market, who.consultant);
      consultant.caseload_max = consultant.proposed + 1;
      return;
    }
    case UnlockChange::kCoach: return coach_one_more_everywhere(market);
    case UnlockChange::kAvailableEarlier:
      availability.available_from =
          plus_days(availability.available_from, -static_cast<std::int32_t>(unlock.amount));
      return;
  }
}

TEST(MatchingProperty, ContributionsAddUpToAScoreWithinItsBounds) {
  for (std::uint64_t seed = 1; seed <= kMarkets; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const RandomMarket random(seed);
    const Weights& weights = weights_in(random.market);
    for (const Participant& who : random.market.participants) {
      const Person person = derive_person(random.market, who);
      for (const Placement& where : random.market.placements) {
        const Place place = derive_place(random.market, where);
        const Parts parts = score(weights, person, place);
        const auto lines = contributions(weights, person, place);
        const std::int32_t sum = std::accumulate(
            lines.begin(), lines.end(), 0, [](std::int32_t so_far, const Contribution& line) {
              return so_far + line.points;
            });
        ASSERT_EQ(sum, total(parts));
        ASSERT_LE(std::abs(parts.interests), kInterestsMax);
        ASSERT_TRUE(0 <= parts.competences && parts.competences <= kCompetencesMax);
        ASSERT_TRUE(0 <= parts.open_support && parts.open_support <= kOpenSupportMax);
        ASSERT_TRUE(0 <= parts.trainable_gap && parts.trainable_gap <= kTrainableGapMax);
        ASSERT_TRUE(0 <= parts.travel && parts.travel <= kTravelMax);
      }
    }
  }
}

TEST(MatchingProperty, AnUnknownStrandCountsNothingAtAnyPlace) {
  for (std::uint64_t seed = 1; seed <= kMarkets; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random(seed);
    Participant& who = row(random.market, random.any_participant());
    who.interests.profile = {};
    who.competences = {};
    who.barriers.reveal().clear();
    who.location = {};
    const Person person = derive_person(random.market, who);
    for (const Placement& where : random.market.placements) {
      const Place place = derive_place(random.market, where);
      ASSERT_EQ(score(weights_in(random.market), person, place), Parts{});
    }
  }
}

TEST(MatchingProperty, IndexAfterAnyChangesIsTheOneBuiltAnew) {
  for (std::uint64_t seed = 1; seed <= kMarkets; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random(seed);
    Index index = Index::build(random.market);
    for (int left = kChanges; left > 0; --left) {
      Touched touched = random.change();
      if (random.below(2) == 0) touched.placements.insert(random.any_placement());
      index.update(random.market, touched);
      ASSERT_EQ(index, Index::build(random.market));
    }
  }
}

TEST(MatchingProperty, TopAndOwnBestAreThoseOfALookAtEverything) {
  for (std::uint64_t seed = 1; seed <= kMarkets; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const Market market = lived_in_market(seed).market;
    const Index index = Index::build(market);
    for (const Participant& who : market.participants) {
      const std::vector<Ranked> all = slow_top(market, who);
      const auto first =
          all.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, all.size()));
      ASSERT_EQ(index.top(market, who.ordinal, UINT32_MAX), all);
      ASSERT_EQ(index.top(market, who.ordinal, 3), std::vector(all.begin(), first));
      ASSERT_EQ(index.own_best(who.ordinal), slow_own_best(market, who));
    }
  }
}

std::vector<Suited> slow_suited(const Market& market, const Placement& where) {
  std::vector<Suited> people;
  for (const Participant& who : market.participants) {
    if (!is_candidate(market, who) || !is_open(market, where)) continue;
    if (!passes(market, who, where)) continue;
    people.push_back({.participant = who.ordinal, .score = score_in(market, who, where)});
  }
  return people;
}

std::vector<std::vector<Ranked>> all_kept(const Market& market, const Index& index) {
  std::vector<std::vector<Ranked>> all;
  for (const Participant& who : market.participants) {
    const auto kept = index.kept(who.ordinal);
    all.emplace_back(kept.begin(), kept.end());
  }
  return all;
}

// Also with more places than are kept, so that some drop out, come back and run short.
TEST(MatchingProperty, WhatIsKeptIsTheBestOfALookAtEverythingAfterEveryChange) {
  std::size_t full = 0;
  for (std::uint64_t seed = 1; seed <= kMarkets / 100; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random(seed, RandomMarket::Size::kLarge);
    Index index = Index::build(random.market);
    for (int left = 4 * kChanges; left > 0; --left) {
      const auto before = all_kept(random.market, index);
      index.update(random.market, random.change());
      for (const Participant& who : random.market.participants) {
        std::vector<Ranked> best;
        if (is_candidate(random.market, who)) best = slow_top(random.market, who);
        best.resize(std::min(best.size(), kKept));
        const auto kept = index.kept(who.ordinal);
        ASSERT_EQ(std::vector(kept.begin(), kept.end()), best);
        const std::size_t at = who.ordinal.value() - 1;
        const bool is_other = at >= before.size() ? !best.empty() : best != before[at];
        ASSERT_TRUE(!is_other || std::ranges::count(index.moved(), who.ordinal) == 1);
        if (best.size() == kKept) ++full;
      }
      ASSERT_TRUE(std::ranges::is_sorted(index.moved()));
    }
    ASSERT_EQ(index, Index::build(random.market));
    for (const Placement& where : random.market.placements) {
      ASSERT_EQ(index.suited(random.market, where.ordinal), slow_suited(random.market, where));
    }
  }
  EXPECT_GT(full, kMarkets);
}

// Of places that all close, one after the other, each candidate's list runs short many times.
TEST(MatchingProperty, WhatIsKeptIsTheBestUntilTheLastPlaceCloses) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random(seed, RandomMarket::Size::kLarge);
    Index index = Index::build(random.market);
    for (Placement& where : random.market.placements) {
      where.closed = true;
      Touched touched;
      touched.placements.insert(where.ordinal);
      index.update(random.market, touched);
      ASSERT_EQ(index, Index::build(random.market));
    }
    for (const Participant& who : random.market.participants) {
      ASSERT_TRUE(index.kept(who.ordinal).empty());
    }
  }
}

// The ids that sources gave, and how a place's seats are spread, are nothing to the index.
TEST(MatchingProperty, IdsAndSeatsChangeNothingThatIsKept) {
  for (std::uint64_t seed = 1; seed <= kMarkets / 40; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random = lived_in_market(seed);
    const Index before = Index::build(random.market);
    for (Participant& who : random.market.participants) {
      who.id = ParticipantId{who.id.value() * 0x9E3779B97F4A7C15U};
    }
    for (Placement& where : random.market.placements) {
      where.id = PlacementId{where.id.value() * 0x9E3779B97F4A7C15U};
      where.details.seats = 1 + random.below(9);
    }
    ASSERT_EQ(Index::build(random.market), before);
  }
}

void expect_seats_of_a_look_at_everything(const Market& market) {
  const Index index = Index::build(market);
  const Openings openings = Openings::build(market);
  for (const Participant& who : market.participants) {
    ASSERT_EQ(seat_for(market, index, openings, who.ordinal), slow_seat(market, who));
    if (!who.open_proposals.empty()) continue;
    ASSERT_EQ(extra_for(market, index, openings, who.ordinal), slow_extra(market, who));
  }
  for (const Placement& where : market.placements) {
    ASSERT_EQ(taker_of(market, index, openings, where.ordinal), slow_taker(market, where));
  }
}

// Also where people pass at more places than are kept for them.
TEST(MatchingProperty, SeatsAndTakersAreThoseOfALookAtEverything) {
  for (std::uint64_t seed = 1; seed <= kMarkets / 4; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    expect_seats_of_a_look_at_everything(lived_in_market(seed).market);
    if (seed % 100 != 0) continue;
    expect_seats_of_a_look_at_everything(lived_in_market(seed, RandomMarket::Size::kLarge).market);
  }
}

// A barrier that place and arranged support carry at this place, in a domain that was free.
std::optional<BarrierHeld> carried_barrier(const RandomMarket& random,
                                           const Person& person,
                                           const Place& place,
                                           std::uint32_t severity) {
  for (std::size_t domain = 0; domain < kDomains; ++domain) {
    if (person.severity[domain] > 0 || carried(person, place, domain) < severity) continue;
    return BarrierHeld{.domain = static_cast<BarrierDomain>(domain + 1),
                       .severity = severity,
                       .as_of = random.market.head.now};
  }
  return std::nullopt;
}

// How many candidates whose gates pass there have less regret.
std::uint32_t position(const Market& market,
                       const Index& index,
                       ParticipantOrdinal who,
                       PlacementOrdinal where) {
  const auto regret_of = [&](ParticipantOrdinal ordinal) {
    const auto points = score(weights_in(market), index.person(ordinal), index.place(where));
    return regret(index, ordinal, total(points));
  };
  std::uint32_t ahead = 0;
  for (const Participant& other : market.participants) {
    if (!index.own_best(other.ordinal)) continue;
    if (failed_gates(index.person(other.ordinal), index.place(where)) != 0) continue;
    if (regret_of(other.ordinal) < regret_of(who)) ++ahead;
  }
  return ahead;
}

TEST(MatchingProperty, ABarrierThatAPlaceCarriesCostsNeitherScoreNorRankNorSeatThere) {
  std::uint32_t shown = 0;
  for (std::uint64_t seed = 1; seed <= kMarkets; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random = lived_in_market(seed);
    Market& market = random.market;
    const Index before = Index::build(market);
    const ParticipantOrdinal who = random.any_participant();
    const PlacementOrdinal where = random.any_placement();
    const Person person = before.person(who);
    const auto barrier = carried_barrier(random, person, before.place(where), 1 + random.below(4));
    const bool competes = before.own_best(who) && is_open(market, market.at(where)) &&
                          failed_gates(person, before.place(where)) == 0;
    if (!barrier || !competes) continue;
    ++shown;
    const std::int32_t score_before = score_in(market, market.at(who), market.at(where));
    const std::uint32_t position_before = position(market, before, who, where);
    const bool took_before = taker_of(market, before, Openings::build(market), where) == who;

    row(market, who).barriers.reveal().push_back(*barrier);
    const Index after = Index::build(market);
    ASSERT_EQ(score_in(market, market.at(who), market.at(where)), score_before);
    ASSERT_LE(position(market, after, who, where), position_before);
    if (took_before) {
      ASSERT_EQ(taker_of(market, after, Openings::build(market), where), who);
    }
  }
  EXPECT_GT(shown, kMarkets / 20);
}

TEST(MatchingProperty, EveryOpenPlaceIsRemovedByOneGateOrRemains) {
  for (std::uint64_t seed = 1; seed <= kMarkets; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const Market market = lived_in_market(seed).market;
    const Index index = Index::build(market);
    for (const Participant& who : market.participants) {
      std::uint32_t pass = 0;
      for (const Placement& where : market.placements) {
        const Gate gate = blocking_gate(market, index, who.ordinal, where.ordinal);
        if (is_open(market, where) && gate == Gate::kUnspecified) ++pass;
      }
      ASSERT_EQ(remaining(market, who.ordinal), pass);
    }
  }
}

TEST(MatchingProperty, AnUnlockLetsExactlyThatManyMorePlacesPass) {
  std::uint32_t shown = 0;
  for (std::uint64_t seed = 1; seed <= kMarkets / 2; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    RandomMarket random = lived_in_market(seed);
    const ParticipantOrdinal who = random.any_participant();
    const Market& market = random.market;
    const NoMatch result = explain_no_match(market, Index::build(market), who);
    for (const Unlock& unlock : result.unlocks) {
      SCOPED_TRACE(::testing::Message() << "change " << std::to_underlying(unlock.change));
      Market changed = market;
      apply(changed, who, unlock);
      ASSERT_EQ(remaining(changed, who), remaining(market, who) + unlock.placements);
      ++shown;
    }
  }
  EXPECT_GT(shown, kMarkets / 4);
}

}  // namespace
}  // namespace koppel::matching
