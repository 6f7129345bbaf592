// Claim: who should have which seat follows from the market alone, after every entry and however an
// engine came to it; nobody who could take a free seat is left without, no caseload is exceeded,
// and nobody loses the last proposal to another. Shown on random histories, with few people and
// places so that seats run out.

#include "engine/matching/seating.h"

#include "consumers/runtime/area_owner.h"
#include "engine/codec/show.h"
#include "engine/core/engine.h"
#include "engine/matching/readiness.h"
#include "tests/property/slow_matching.h"
#include "tests/support/random_history.h"
#include "tests/support/random_market.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

namespace koppel {
namespace {

using examples::RandomHistory;
using examples::RandomMarket;
using examples::Told;
using matching::Seating;

constexpr int kFacts = 400;

std::uint64_t seeds(std::uint64_t usual) {
  return std::getenv("KOPPEL_LONG") != nullptr ? 40 * usual : usual;
}

struct Life {
  Engine engine;
  std::vector<Entry> entries;
  Engine::Recorded recorded = [this](const Entry& entry, const Touched& /*touched*/) {
    entries.push_back(entry);
  };

  Life() = default;
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  void begin(Instant now) {
    engine.start({.journal_id = {.bytes = {7}}, .area = AreaId{11}}, now, recorded);
  }

  void live(const Told& one) {
    engine.take(one.fact, {}, {.now = one.now, .not_after = plus_ms(one.now, kDayMs)}, recorded);
  }
};

// Some places need coaches, of whom there are few.
Told with_coaches(Told told, RandomHistory& history) {
  const auto ask = [&history](PlacementDetails& details) {
    details.coach_team = history.below(2) == 0 ? "north" : "south";
    details.coach_hours = history.below(4);
  };
  if (auto* opened = std::get_if<PlacementOpened>(&told.fact.body)) ask(opened->details);
  if (auto* changed = std::get_if<PlacementChanged>(&told.fact.body)) ask(changed->details);
  if (auto* hours = std::get_if<CoachCapacityPublished>(&told.fact.body)) {
    hours->team = history.below(2) == 0 ? "north" : "south";
    hours->hours_per_week = history.below(10);
  }
  return told;
}

// `claim` is asked after each fact.
template <typename Claim>
void live_through(std::uint64_t seed, Life& life, const Claim& claim) {
  RandomHistory history(seed);
  history.begin_with(6, 4);
  const std::vector<Told> founding = history.founding();
  life.begin(founding.front().now);
  for (const Told& one : founding) life.live(one);
  for (int left = kFacts; left > 0 && !::testing::Test::HasFatalFailure(); --left) {
    const Told one = with_coaches(history.next(life.engine.market()), history);
    life.live(one);
    claim(history, one);
  }
}

void check_nobody_left_over(const Market& market) {
  for (const Participant& who : market.participants) {
    if (!who.open_proposals.empty() || !market.rules) continue;
    for (const Placement& where : market.placements) {
      ASSERT_FALSE(matching::slow_could_take(market, who, where))
          << "participant " << who.ordinal.value() << " at " << where.ordinal.value();
    }
  }
}

TEST(Seats, FollowFromTheMarketAfterEveryEntry) {
  for (std::uint64_t seed = 1; seed <= seeds(8); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life;
    life.recorded = [&life](const Entry& entry, const Touched& /*touched*/) {
      const Market& market = life.engine.market();
      const Seating anew = Seating::build(market, life.engine.index());
      ASSERT_EQ(life.engine.seating(), anew) << codec::entry_text(entry, codec::Personal::kShown);
    };
    live_through(seed, life, [](RandomHistory&, const Told&) {});
  }
}

TEST(Seats, LeaveNobodyOverWhoCouldTakeOneThatIsFree) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life;
    live_through(seed, life, [&](RandomHistory&, const Told&) {
      check_nobody_left_over(life.engine.market());
    });
  }
}

TEST(Seats, AreTakenByNoMoreThanACaseloadHolds) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life;
    life.recorded = [&life](const Entry& entry, const Touched& /*touched*/) {
      const auto* made = std::get_if<ProposalMade>(&entry.body);
      if (made == nullptr) return;
      const Market& market = life.engine.market();
      const Participant& who = *market.find(made->participant);
      if (!who.consultant.is_set()) return;
      const Consultant& consultant = market.at(who.consultant);
      ASSERT_TRUE(consultant.active);
      ASSERT_TRUE(consultant.proposed <= consultant.caseload_max || who.open_proposals.size() > 1);
    };
    live_through(seed, life, [](RandomHistory&, const Told&) {});
  }
}

TEST(Seats, AreProposedToNoMoreThanTheirTeamCoaches) {
  std::size_t coached = 0;
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life;
    life.recorded = [&](const Entry& entry, const Touched& /*touched*/) {
      const auto* made = std::get_if<ProposalMade>(&entry.body);
      if (made == nullptr) return;
      const Market& market = life.engine.market();
      const PlacementDetails& details = market.find(made->placement)->details;
      const auto team = market.coach_teams.find(details.coach_team);
      if (details.coach_hours == 0 || team == market.coach_teams.end()) return;
      std::uint32_t hours = 0;
      for (const Placement& other : market.placements) {
        if (other.details.coach_team != details.coach_team) continue;
        const auto open = static_cast<std::uint32_t>(other.open_proposals.size());
        hours += other.details.coach_hours * (other.engaged + open);
      }
      ASSERT_LE(hours, team->second.hours_per_week);
      ++coached;
    };
    live_through(seed, life, [](RandomHistory&, const Told&) {});
  }
  EXPECT_GT(coached, 0U);
}

TEST(Seats, AreNeededBySomebodyWithoutAnyAndYieldedByWhoKeepsAnother) {
  std::size_t yielded = 0;
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life;
    life.recorded = [&](const Entry& entry, const Touched& /*touched*/) {
      const auto* withdrawn = std::get_if<ProposalWithdrawn>(&entry.body);
      if (withdrawn == nullptr || withdrawn->reason != WithdrawalReason::kSeatNeeded) return;
      ++yielded;
      ASSERT_FALSE(life.engine.market().find(withdrawn->participant)->open_proposals.empty());
    };
    live_through(seed, life, [](RandomHistory&, const Told&) {});
  }
  EXPECT_GT(yielded, 0U);
}

// Any change, also of what histories come to seldom; many places, so that lists are full.
TEST(Seats, FollowFromTheMarketAfterAnyChanges) {
  for (std::uint64_t seed = 1; seed <= seeds(30); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto size = seed % 2 == 0 ? RandomMarket::Size::kLarge : RandomMarket::Size::kSmall;
    RandomMarket random(seed, size);
    matching::Index index = matching::Index::build(random.market);
    Seating seating = Seating::build(random.market, index);
    for (int left = 40; left > 0; --left) {
      Touched touched = random.change();
      for (const Placement& where : random.market.placements) {
        touched.placements.insert(where.ordinal);
      }
      for (const Consultant& consultant : random.market.consultants) {
        touched.rows.push_back(
            {.kind = RowKind::kConsultant, .number = consultant.ordinal.value()});
      }
      index.update(random.market, touched);
      seating.update(random.market, index, touched);
      ASSERT_EQ(seating, Seating::build(random.market, index));
    }
    const Seating before = seating;
    for (Participant& who : random.market.participants) {
      who.id = ParticipantId{who.id.value() * 0x9E3779B97F4A7C15U};
    }
    for (Placement& where : random.market.placements) {
      where.id = PlacementId{where.id.value() * 0x9E3779B97F4A7C15U};
    }
    ASSERT_EQ(Seating::build(random.market, index), before);
  }
}

// An engine that comes from the market alone takes the next facts as the one that never stopped.
TEST(Seats, AreGivenOnByWhoeverComesAfterARestart) {
  for (std::uint64_t seed = 1; seed <= seeds(8); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life;
    std::vector<Entry> again;
    Engine other;
    const auto note = [&again](const Entry& entry, const Touched& /*touched*/) {
      again.push_back(entry);
    };
    live_through(seed, life, [&](RandomHistory& history, const Told& told) {
      if (other.sequence().is_set()) {
        const Stamp stamp{.now = told.now, .not_after = plus_ms(told.now, kDayMs)};
        other.take(told.fact, {}, stamp, note);
        const std::vector<Entry> last(
            life.entries.end() - static_cast<std::ptrdiff_t>(again.size()), life.entries.end());
        ASSERT_EQ(again, last);
      }
      if (history.below(4) != 0) return;
      again.clear();
      other = Engine(life.engine.market(), life.engine.sequence());
      other.build_index();
    });
  }
}

}  // namespace
}  // namespace koppel
