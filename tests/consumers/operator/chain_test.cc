// Claims what is said of a proposal that others had to do with. Shown on steps of a few entries, as
// the engine records them.

#include "consumers/operator/chain.h"

#include <gtest/gtest.h>

#include <vector>

namespace koppel::report {
namespace {

constexpr ParticipantId kAda{1};
constexpr ParticipantId kBob{2};
constexpr PlacementId kWard{11};
constexpr PlacementId kShop{12};

ProposalMade made(std::uint32_t number, ParticipantId who, PlacementId where) {
  return {.proposal = ProposalNumber{number}, .participant = who, .placement = where};
}

ProposalWithdrawn withdrawn(const ProposalMade& made, WithdrawalReason reason) {
  return {.proposal = made.proposal,
          .participant = made.participant,
          .placement = made.placement,
          .reason = reason};
}

std::vector<Entry> step_of(const std::vector<EntryBody>& bodies) {
  std::vector<Entry> step;
  for (const EntryBody& body : bodies) {
    step.push_back({.sequence = Sequence{step.size() + 5}, .body = body});
  }
  return step;
}

// Ada has the ward, gets the shop and gives the ward to Bob.
const ProposalMade kBefore = made(1, kAda, kWard);
const ProposalMade kMoved = made(2, kAda, kShop);
const ProposalMade kServed = made(3, kBob, kWard);

TEST(Chains, AreOfWhoMovesAndOfWhoComes) {
  const auto step = step_of({kMoved, withdrawn(kBefore, WithdrawalReason::kSeatNeeded), kServed});
  EXPECT_EQ(chain_of(step, kMoved), (Chain{.made_room = {}, .given_up = kBefore.proposal}));
  EXPECT_EQ(chain_of(step, kServed), (Chain{.made_room = kBefore.proposal, .given_up = {}}));
}

TEST(Chains, AreNoneWhereThereWasRoom) {
  EXPECT_EQ(chain_of(step_of({kMoved, kServed}), kServed), Chain{});
}

TEST(Chains, AreNoneWhereAProposalEndsForAnotherReason) {
  const auto step =
      step_of({kMoved, withdrawn(kBefore, WithdrawalReason::kPlacementClosed), kServed});
  EXPECT_EQ(chain_of(step, kMoved), Chain{});
  EXPECT_EQ(chain_of(step, kServed), Chain{});
}

// What the person was proposed later and gave up in the same step says nothing about this one.
TEST(Chains, AreOfWhatWasThereBefore) {
  const auto step =
      step_of({kBefore, kMoved, withdrawn(kMoved, WithdrawalReason::kSeatNeeded), kServed});
  EXPECT_EQ(chain_of(step, kBefore), Chain{});
}

TEST(Chains, GiveOnOnlyWhatSomebodyNeeds) {
  EXPECT_TRUE(is_given_on(withdrawn(kBefore, WithdrawalReason::kSeatNeeded)));
  EXPECT_FALSE(is_given_on(withdrawn(kBefore, WithdrawalReason::kGate)));
  EXPECT_FALSE(is_given_on(kServed));
}

}  // namespace
}  // namespace koppel::report
