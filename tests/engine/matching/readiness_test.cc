// Claims that the programme decides what is needed before matching begins, and that only the ready
// and free are candidates. Shown by taking one thing away at a time from somebody who is ready.

#include "engine/matching/readiness.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <vector>

namespace koppel::matching {
namespace {

using examples::row;

class ReadinessTest : public ::testing::Test {
 protected:
  Market market_ = examples::ruled_market();
  ParticipantOrdinal who_ = examples::add_candidate(market_);

  Participant& participant() { return row(market_, who_); }

  ProgrammePublished& programme() { return market_.programmes.at("direct"); }

  ReadinessGap gap() { return first_gap(market_, participant()); }
};

TEST_F(ReadinessTest, OfACandidateHasNoGap) {
  EXPECT_EQ(gap(), ReadinessGap::kUnspecified);
  EXPECT_TRUE(is_candidate(market_, participant()));
}

TEST_F(ReadinessTest, NeedsAnIntake) {
  participant().intake_at = {};
  EXPECT_EQ(gap(), ReadinessGap::kIntake);
  EXPECT_FALSE(is_candidate(market_, participant()));
}

TEST_F(ReadinessTest, NeedsAContractOnlyWhereTheProgrammeAsks) {
  programme().contract_required = true;
  EXPECT_EQ(gap(), ReadinessGap::kContract);
  participant().contract_at = examples::monday();
  EXPECT_EQ(gap(), ReadinessGap::kUnspecified);
}

TEST_F(ReadinessTest, NeedsConsentToMatching) {
  participant().consents[0].given = false;
  EXPECT_EQ(gap(), ReadinessGap::kConsent);
  participant().consents = {{.purpose = ConsentPurpose::kShareWithEmployer, .given = true}};
  EXPECT_EQ(gap(), ReadinessGap::kConsent);
}

TEST_F(ReadinessTest, NeedsAStatedAvailability) {
  participant().availability = {};
  EXPECT_EQ(gap(), ReadinessGap::kAvailability);
}

TEST_F(ReadinessTest, NeedsAPhaseThatAllowsPlacement) {
  programme().phases = {{.code = "orient", .placement_allowed = false},
                        {.code = "work", .placement_allowed = true}};
  EXPECT_EQ(gap(), ReadinessGap::kPhase);
  participant().phase = "work";
  EXPECT_EQ(gap(), ReadinessGap::kUnspecified);
  participant().phase = "gone";
  EXPECT_EQ(gap(), ReadinessGap::kPhase);
}

TEST_F(ReadinessTest, NeedsSupportFirstWhereTheProgrammeSolvesFirst) {
  programme().solve_first = {BarrierDomain::kHousing, BarrierDomain::kFinances};
  examples::add_barrier(market_, who_, BarrierDomain::kFinances, 3);
  examples::arrange_support(market_, who_, BarrierDomain::kFinances, 2);
  EXPECT_EQ(gap(), ReadinessGap::kUnspecified);

  programme().policy = SequencingPolicy::kSolveFirst;
  EXPECT_EQ(gap(), ReadinessGap::kSupportFirst);
  EXPECT_EQ(uncarried(market_, participant()),
            std::vector<BarrierDomain>{BarrierDomain::kFinances});

  examples::arrange_support(market_, who_, BarrierDomain::kFinances, 1);
  EXPECT_EQ(gap(), ReadinessGap::kUnspecified);
}

TEST_F(ReadinessTest, NamesAllGapsInOrder) {
  participant().intake_at = {};
  participant().availability = {};
  const std::vector<ReadinessGap> expected = {ReadinessGap::kIntake, ReadinessGap::kAvailability};
  EXPECT_EQ(all_gaps(market_, participant()), expected);
}

TEST_F(ReadinessTest, MakesNoCandidateOfWhoLeftOrWorks) {
  participant().state = ParticipantState::kLeft;
  EXPECT_FALSE(is_candidate(market_, participant()));
  participant().state = ParticipantState::kActive;

  const EmployerOrdinal employer = examples::add_employer(market_, Sector::kCare);
  const PlacementOrdinal where = examples::add_placement(market_, employer, 1);
  const EngagementId engagement = examples::add_engagement(market_, who_, where);
  EXPECT_FALSE(is_candidate(market_, participant()));
  market_.engagements.at(engagement).state = EngagementState::kEnded;
  EXPECT_TRUE(is_candidate(market_, participant()));
}

}  // namespace
}  // namespace koppel::matching
