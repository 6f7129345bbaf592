// Claim: a deferred pair waits for just what was named. Shown by changing one thing at a time about
// a person with two barriers and a place that carries neither.

#include "engine/market/awaited.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel {
namespace {

using examples::row;

class AwaitedTest : public testing::Test {
 protected:
  void SetUp() override {
    examples::add_barrier(market_, ada_, BarrierDomain::kFinances, 3);
    examples::add_barrier(market_, ada_, BarrierDomain::kHousing, 2);
    examples::arrange_support(market_, ada_, BarrierDomain::kHousing, 2);
  }

  [[nodiscard]] Pause pause(DeferCondition awaited) {
    Pause made{.placement = place_,
               .participant_revision = row(market_, ada_).revision,
               .placement_revision = row(market_, place_).revision,
               .awaited = awaited};
    if (awaited == DeferCondition::kSupportArranged) {
      made.carried.reveal() = carried_where_awaited(row(market_, ada_), row(market_, place_));
    }
    return made;
  }

  [[nodiscard]] bool came(const Pause& pause) {
    return has_come(pause, row(market_, ada_), row(market_, place_));
  }

  Market market_ = examples::ruled_market();
  ParticipantOrdinal ada_ = examples::add_candidate(market_);
  PlacementOrdinal place_ =
      examples::add_placement(market_, examples::add_employer(market_, Sector::kCare), 1);
};

TEST_F(AwaitedTest, SupportIsAwaitedWhereABarrierIsLeftOpen) {
  const std::vector<Support> open = {{.domain = BarrierDomain::kFinances, .capacity = 0}};
  EXPECT_EQ(carried_where_awaited(row(market_, ada_), row(market_, place_)), open);
  const Pause waiting = pause(DeferCondition::kSupportArranged);
  EXPECT_FALSE(came(waiting));
  examples::arrange_support(market_, ada_, BarrierDomain::kHousing, 2);
  examples::offer_support(market_, place_, BarrierDomain::kTravel, 5);
  ++row(market_, ada_).revision;
  ++row(market_, place_).revision;
  EXPECT_FALSE(came(waiting));
  examples::arrange_support(market_, ada_, BarrierDomain::kFinances, 1);
  EXPECT_TRUE(came(waiting));
}

TEST_F(AwaitedTest, SupportMayComeFromThePlace) {
  const Pause waiting = pause(DeferCondition::kSupportArranged);
  examples::offer_support(market_, place_, BarrierDomain::kFinances, 2);
  EXPECT_TRUE(came(waiting));
}

TEST_F(AwaitedTest, AnySupportIsAwaitedWhereNothingIsOpen) {
  examples::offer_support(market_, place_, BarrierDomain::kFinances, 5);
  EXPECT_EQ(carried_where_awaited(row(market_, ada_), row(market_, place_)).size(), 16U);
  const Pause waiting = pause(DeferCondition::kSupportArranged);
  EXPECT_FALSE(came(waiting));
  examples::arrange_support(market_, ada_, BarrierDomain::kFinances, 4);  // no more than all
  EXPECT_FALSE(came(waiting));
  examples::arrange_support(market_, ada_, BarrierDomain::kSchedule, 1);
  EXPECT_TRUE(came(waiting));
}

TEST_F(AwaitedTest, AChangeOfOneSideIsNoneOfTheOther) {
  const Pause person = pause(DeferCondition::kParticipantChanged);
  const Pause place = pause(DeferCondition::kPlacementChanged);
  ++row(market_, place_).revision;
  EXPECT_FALSE(came(person));
  EXPECT_TRUE(came(place));
  ++row(market_, ada_).revision;
  EXPECT_TRUE(came(person));
}

TEST_F(AwaitedTest, NothingComesAboutWhereNothingWasNamed) {
  const Pause resting = pause(DeferCondition::kUnspecified);
  ++row(market_, ada_).revision;
  ++row(market_, place_).revision;
  EXPECT_FALSE(came(resting));
}

}  // namespace
}  // namespace koppel
