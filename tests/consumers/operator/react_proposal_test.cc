// Claim: a proposal is answered within working days, once, while it stands, by how person and place
// fit; and who accepted agrees or does not. Shown on a market made by hand, over many seeds.

#include "tests/consumers/operator/reacting.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <variant>
#include <vector>

namespace koppel::simulate {
namespace {

using examples::row;

TEST_F(Reacting, AProposalIsAcceptedDeclinedDeferredOrNeverLookedAt) {
  std::set<std::size_t> kinds;
  std::uint64_t silent = 0;
  for_each_seed(propose(), [&](const Said& said, std::int64_t days) {
    if (!said) ++silent;
    if (said) kinds.insert(said->index());
    EXPECT_GE(days, 0);
    EXPECT_LE(days, 5);  // four, or an hour after closing
  });
  EXPECT_EQ(kinds,
            (std::set{FactBody(ProposalAccepted{}).index(),
                      FactBody(ProposalDeclined{}).index(),
                      FactBody(ProposalDeferred{}).index()}));
  EXPECT_GT(silent, 0);
  EXPECT_LT(silent, kSeeds / 5);
}

TEST_F(Reacting, NobodyAnswersAProposalThatIsGone) {
  const Entry made = propose();
  examples::remove_proposal(market_, market_.proposals.begin()->first);
  for_each_seed(made, [](const Said& said, std::int64_t /*days*/) { EXPECT_FALSE(said); });
}

TEST_F(Reacting, NobodyAnswersAProposalTwice) {
  const Entry made = propose();
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions reactions(days_, seed);
    reactions.see(made, market_);
    if (reactions.next() == kNever) continue;
    (void)reactions.act(market_);
    EXPECT_EQ(reactions.next(), kNever);
  }
  market_.proposals.begin()->second.accepted = true;
  for_each_seed(made, [](const Said& said, std::int64_t /*days*/) { EXPECT_FALSE(said); });
}

TEST_F(Reacting, AProposalIsPutOffWhileAnotherIsAccepted) {
  (void)accept();
  const PlacementOrdinal other = examples::add_placement(market_, employer_, 1);
  const ProposalNumber second = examples::add_proposal(market_, person_, other);
  const Entry made = entry(
      ProposalMade{.proposal = second, .participant = who(), .placement = market_.at(other).id});
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions reactions(days_, seed);
    reactions.see(made, market_);
    if (reactions.next() == kNever) continue;
    const WorkTime first = reactions.next();
    EXPECT_FALSE(reactions.act(market_));
    EXPECT_GE(days_until(reactions.next()), days_until(first) + 3);
  }
}

TEST_F(Reacting, WhatNobodyCarriesSpeaksAgainstAProposalAndIsNamed) {
  examples::add_barrier(market_, person_, BarrierDomain::kTravel, 4);
  const Entry made = propose();
  const std::uint64_t uncarried = count<ProposalAccepted>(made);
  for_each_seed(made, [](const Said& said, std::int64_t /*days*/) {
    const auto* declined = said ? std::get_if<ProposalDeclined>(&*said) : nullptr;
    if (declined == nullptr || declined->reason != DeclineReason::kSupportMissing) return;
    EXPECT_EQ(declined->missing_support.reveal(), std::vector{BarrierDomain::kTravel});
  });
  examples::offer_support(market_, place_, BarrierDomain::kTravel, 4);
  EXPECT_GT(count<ProposalAccepted>(made), uncarried + (kSeeds / 20));
}

TEST_F(Reacting, ALikedPlaceIsAcceptedMoreOften) {
  const std::vector<std::uint32_t> likes = {40, 0, 0, 0, 0, 40};
  const std::vector<std::uint32_t> dislikes = {0, 40, 40, 40, 40, 0};
  const auto profile = [](const std::vector<std::uint32_t>& riasec) {
    return InterestProfile{
        .instrument = InterestInstrument::kShortForm, .riasec = riasec, .sectors = {}};
  };
  const Entry made = propose();
  row(market_, person_).interests.profile = profile(likes);
  row(market_, place_).details.interests = profile(dislikes);
  const std::uint64_t disliked = count<ProposalAccepted>(made);
  row(market_, place_).details.interests = profile(likes);
  EXPECT_GT(count<ProposalAccepted>(made), disliked + (kSeeds / 10));
}

TEST_F(Reacting, WhoAcceptedAgreesWithinDaysOnADayToStart) {
  (void)accept();
  std::uint64_t agreed = 0;
  std::set<std::uint64_t> engagements;
  for_each_seed(accepted(), [&](const Said& said, std::int64_t days) {
    EXPECT_GE(days, 1);
    EXPECT_LE(days, 4);
    const auto* agreement = said ? std::get_if<EngagementAgreed>(&*said) : nullptr;
    if (agreement == nullptr) return;
    ++agreed;
    engagements.insert(agreement->engagement.value());
    EXPECT_EQ(plus_working_days(plus_days(agreement->starts, -1), 1), agreement->starts);
    EXPECT_GT(agreement->starts, local_date(market_.head.now));
  });
  EXPECT_GT(agreed, kSeeds * 3 / 4);
  EXPECT_LT(agreed, kSeeds);
  EXPECT_EQ(engagements.size(), agreed);
}

TEST_F(Reacting, NobodyAgreesOnAClosedPlaceOrBesideAnotherEngagement) {
  (void)accept();
  row(market_, place_).closed = true;
  EXPECT_EQ(count<EngagementAgreed>(accepted()), 0);
  row(market_, place_).closed = false;
  const PlacementOrdinal other = examples::add_placement(market_, employer_, 1);
  examples::add_engagement(market_, person_, other);
  EXPECT_EQ(count<EngagementAgreed>(accepted()), 0);
}

}  // namespace
}  // namespace koppel::simulate
