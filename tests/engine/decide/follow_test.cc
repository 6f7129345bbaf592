// Claim: what results is answered one entry at a time, from the first item of the agenda that calls
// for one; all proposals that end are ended before a seat is given. Shown on markets of two people
// and one place.

#include "engine/decide/follow.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <variant>

namespace koppel {
namespace {

using examples::row;

class FollowTest : public testing::Test {
 protected:
  [[nodiscard]] std::optional<Following> following() const {
    const matching::Index index = matching::Index::build(market_);
    return follow(market_, index, matching::Seating::build(market_, index));
  }

  void look_at(AgendaKind kind, std::uint64_t key) {
    market_.head.agenda.push_back({.kind = kind, .key = key, .part = 0});
  }

  Market market_ = examples::ruled_market();
  PlacementOrdinal place_ =
      examples::add_placement(market_, examples::add_employer(market_, Sector::kCare), 1);
  ParticipantOrdinal ada_ = examples::add_candidate(market_);
};

TEST_F(FollowTest, AnswersNothingWithNothingToLookAt) {
  EXPECT_FALSE(following().has_value());
}

TEST_F(FollowTest, ProposesAFreeSeatToWhoIsLookedAt) {
  look_at(AgendaKind::kParticipant, ada_.value());
  const auto result = following();
  ASSERT_TRUE(result.has_value());
  const auto& made = std::get<ProposalMade>(result->body);
  EXPECT_EQ(made.participant, market_.at(ada_).id);
  EXPECT_EQ(made.placement, market_.at(place_).id);
  EXPECT_EQ(made.proposal, ProposalNumber{market_.head.proposals_made + 1});
  EXPECT_EQ(result->agenda_done, 0U);
}

TEST_F(FollowTest, CountsTheItemsThatCallForNothing) {
  look_at(AgendaKind::kFillCheck, place_.value());
  look_at(AgendaKind::kProposalDue, 77);  // long gone
  look_at(AgendaKind::kParticipant, ada_.value());
  const auto result = following();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->agenda_done, 2U);
}

TEST_F(FollowTest, EndsEveryProposalThatEndsBeforeItGivesASeat) {
  const ParticipantOrdinal bob = examples::add_candidate(market_);
  const ProposalNumber held = examples::add_proposal(market_, bob, place_);
  look_at(AgendaKind::kParticipant, ada_.value());
  look_at(AgendaKind::kProposalDue, held.value());
  const auto result = following();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(std::get<ProposalExpired>(result->body).proposal, held);
  EXPECT_EQ(result->agenda_done, 0U);  // ada is still to be looked at
}

TEST_F(FollowTest, WithdrawsWhatNoLongerStands) {
  const ProposalNumber held = examples::add_proposal(market_, ada_, place_);
  look_at(AgendaKind::kProposalCheck, held.value());
  EXPECT_FALSE(following().has_value());
  row(market_, ada_).state = ParticipantState::kLeft;
  const auto result = following();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(std::get<ProposalWithdrawn>(result->body).reason, WithdrawalReason::kParticipantLeft);
}

TEST_F(FollowTest, TellsWhoGetsNothingWhy) {
  row(market_, place_).closed = true;
  look_at(AgendaKind::kParticipant, ada_.value());
  const auto result = following();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(std::get<NoMatchExplained>(result->body).participant, market_.at(ada_).id);
}

}  // namespace
}  // namespace koppel
