// Claim: evolve does to a market what an entry says, touches the rows it changed, leaves what is to
// be looked at, and stops on an entry that cannot have been recorded. Shown entry by entry.

#include "engine/market/evolve.h"
#include "engine/market/rows.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace koppel {
namespace {

using examples::row;

Entry entry(Market& market, EntryBody body) {
  static std::uint64_t sequence = 0;
  return {
      .sequence = Sequence{++sequence}, .recorded_at = market.head.now, .body = std::move(body)};
}

Touched told(Market& market, FactBody body) {
  static std::uint8_t facts = 0;
  return evolve(market,
                entry(market,
                      Fact{.fact_id = {.bytes = {++facts}},
                           .area = AreaId{11},
                           .occurred_at = plus_ms(market.head.now, 1'000),
                           .body = std::move(body)}));
}

std::map<RowRef, RowBody> rows_of(const Market& market) {
  std::map<RowRef, RowBody> rows;
  for (const RowRef& ref : all_rows(market)) {
    rows.emplace(ref,
                 std::visit([](const auto* one) { return RowBody(*one); }, *find_row(market, ref)));
  }
  return rows;
}

// One person with a proposal at a place of one seat.
struct Example {
  Market market = examples::ruled_market();
  EmployerOrdinal employer = examples::add_employer(market, Sector::kCare);
  PlacementOrdinal place = examples::add_placement(market, employer, 1);
  ParticipantOrdinal ada = examples::add_candidate(market);
  ProposalNumber proposal = examples::add_proposal(market, ada, place);

  [[nodiscard]] ParticipantId person() const { return market.at(ada).id; }

  [[nodiscard]] PlacementId where() const { return market.at(place).id; }

  void agree() {
    (void)told(market,
               EngagementAgreed{
                   .engagement = EngagementId{1}, .participant = person(), .placement = where()});
  }
};

TEST(Evolve, TouchesEveryRowThatItChanges) {
  Example example;
  const std::vector<FactBody> facts = {
      BarrierReported{.participant = example.person(),
                      .domain = Special(BarrierDomain::kHousing),
                      .level = Special(1U)},
      BarrierReported{.participant = example.person(), .justice_level = Criminal(2U)},
      ProposalAccepted{.participant = example.person(), .placement = example.where()},
      EngagementAgreed{.engagement = EngagementId{1},
                       .participant = example.person(),
                       .placement = example.where()},
      EngagementStarted{.engagement = EngagementId{1},
                        .participant = example.person(),
                        .placement = example.where()},
      EmployerSuspended{.employer = example.market.at(example.employer).id},
      ParticipantErased{.participant = example.person()}};
  for (const FactBody& fact : facts) {
    auto before = rows_of(example.market);
    const Touched touched = told(example.market, fact);
    auto after = rows_of(example.market);
    for (const auto& [ref, body] : after) {
      const auto was = before.find(ref);
      const bool same = was != before.end() && was->second == body;
      EXPECT_TRUE(same || std::ranges::count(touched.rows, ref) > 0) << static_cast<int>(ref.kind);
      before.erase(ref);
    }
    for (const auto& [ref, body] : before) {
      EXPECT_TRUE(std::ranges::count(touched.rows, ref) > 0)
          << "gone: " << static_cast<int>(ref.kind);
    }
  }
}

TEST(Evolve, ProposalExpiredFreesTheSeatAndLetsThePairRestForTheDay) {
  Example example;
  (void)evolve(example.market,
               entry(example.market, ProposalExpired{.proposal = example.proposal}));
  EXPECT_EQ(free_seats(example.market.at(example.place)), 1U);
  ASSERT_EQ(example.market.at(example.ada).pauses.size(), 1U);
  EXPECT_EQ(example.market.at(example.ada).pauses[0].until, example.market.head.next_day);
  EXPECT_TRUE(example.market.due.empty());
}

TEST(Evolve, ARecordOfJustitieIsNoChangeForMatchingAndLeavesTheSameToLookAt) {
  Example barrier;
  Example justice;
  Example robbed;  // of the key: neither domain nor level can be read
  (void)told(barrier.market,
             BarrierReported{.participant = barrier.person(),
                             .domain = Special(BarrierDomain::kHousing),
                             .level = Special(1U)});
  (void)told(justice.market,
             BarrierReported{.participant = justice.person(), .justice_level = Criminal(2U)});
  (void)told(robbed.market, BarrierReported{.participant = robbed.person()});
  EXPECT_EQ(barrier.market.at(barrier.ada).revision, 1U);
  EXPECT_EQ(justice.market.at(justice.ada).revision, 0U);
  EXPECT_EQ(justice.market.head.agenda, barrier.market.head.agenda);
  EXPECT_EQ(robbed.market.head.agenda, barrier.market.head.agenda);
}

TEST(Evolve, AFullPlaceStaysFilledUntilASeatIsFree) {
  Example example;
  row(example.market, example.place).details.seats = 2;
  example.agree();
  const auto bob = examples::add_candidate(example.market);
  (void)told(example.market,
             EngagementAgreed{.engagement = EngagementId{2},
                              .participant = example.market.at(bob).id,
                              .placement = example.where()});
  row(example.market, example.place).details.seats = 1;
  row(example.market, example.place).filled = true;
  const auto end = [&](EngagementId id, ParticipantOrdinal who) {
    (void)told(example.market,
               EngagementEnded{.engagement = id,
                               .participant = example.market.at(who).id,
                               .placement = example.where(),
                               .cause = EngagementEndCause::kOther});
  };
  end(EngagementId{2}, bob);
  EXPECT_TRUE(example.market.at(example.place).filled);
  end(EngagementId{1}, example.ada);
  EXPECT_FALSE(example.market.at(example.place).filled);
}

TEST(Evolve, ErasureLeavesTheIdAndWhatTablesCounted) {
  Example example;
  row(example.market, example.ada).external_ref = "suite-1";
  (void)told(example.market,
             ParticipantErased{.participant = example.person(),
                               .contributions = {{.programme = "direct", .barrier_band = 1}}});
  const Participant& left = example.market.at(example.ada);
  EXPECT_EQ(left.state, ParticipantState::kErased);
  EXPECT_EQ(left.contributions.size(), 1U);
  EXPECT_TRUE(left.external_ref.empty());
  EXPECT_TRUE(left.consents.empty());
  EXPECT_EQ(left.revision, 0U);
}

TEST(EvolveDeathTest, StopsOnWhatCannotHaveBeenRecorded) {
  Example example;
  const auto fold = [&](EntryBody body) {
    (void)evolve(example.market, entry(example.market, std::move(body)));
  };
  EXPECT_DEATH(fold(ReminderDue{.reminder = ReminderNumber{9}}), "was planned");
  EXPECT_DEATH(fold(ReminderPlanned{.reminder = ReminderNumber{1},
                                    .participant = example.person(),
                                    .placement = example.where()}),
               "by the first item of the agenda");
  EXPECT_DEATH(fold(PlacementFilled{.placement = PlacementId{77'777}}), "a party of this market");
  Entry skipping = entry(example.market, PlacementFilled{.placement = example.where()});
  skipping.cause.sequence = Sequence{1};
  skipping.agenda_done = 50;
  EXPECT_DEATH((void)evolve(example.market, skipping), "items that the agenda has");
}

}  // namespace
}  // namespace koppel
