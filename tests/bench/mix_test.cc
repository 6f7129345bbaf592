// Claim: the mix has the shares that are fixed for it, and an area takes every fact of it, however
// they are grouped.

#include "tests/bench/mix/mix.h"

#include "tests/bench/area.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

namespace koppel::bench {
namespace {

constexpr Size kSize{.participants = 40, .placements = 16};

Share share_of(const FactBody& body) {
  if (std::holds_alternative<PlacementChanged>(body)) return Share::kPlacement;
  const bool answer = std::holds_alternative<ProposalAccepted>(body) ||
                      std::holds_alternative<ProposalDeclined>(body) ||
                      std::holds_alternative<ProposalDeferred>(body) ||
                      std::holds_alternative<EngagementAgreed>(body) ||
                      std::holds_alternative<EngagementStarted>(body) ||
                      std::holds_alternative<EngagementEnded>(body) ||
                      std::holds_alternative<FollowUpAnswered>(body);
  return answer ? Share::kAnswer : Share::kParticipant;
}

TEST(Mix, IsSevenTenthsAnswersTwoParticipantsOnePlacements) {
  const Mix mix = make_mix(kSize, 500);
  const auto count = [&](Share share) {
    return std::ranges::count(
        mix.stream, share, [](const Incoming& one) { return share_of(one.fact.body); });
  };
  EXPECT_EQ(count(Share::kAnswer), 350);
  EXPECT_EQ(count(Share::kParticipant), 100);
  EXPECT_EQ(count(Share::kPlacement), 50);
}

TEST(Mix, IsOfTheSizeItIsNamedAfter) {
  const Mix mix = make_mix(kSize, 500);
  MemoryJournal journal;
  SeededKeys keys(1);
  const auto owner = found({.journal = journal, .refused = journal, .keys = keys}, mix);
  take_all(*owner, mix.base, kFactsPerCommit);
  take_all(*owner, mix.stream, kFactsPerCommit);
  const Market& market = owner->view().market();
  EXPECT_EQ(market.participants.size(), kSize.participants);
  EXPECT_EQ(market.placements.size(), kSize.placements);
  EXPECT_TRUE(std::ranges::all_of(market.participants, [](const Participant& one) {
    return one.state == ParticipantState::kActive;
  }));
  EXPECT_TRUE(std::ranges::none_of(market.placements, &Placement::closed));
}

TEST(Mix, IsTakenFactByFactAsInGroups) {
  const Mix mix = make_mix(kSize, 200);
  std::vector<Sequence> ends;
  for (const std::size_t group : {std::size_t{1}, kFactsPerCommit}) {
    MemoryJournal journal;
    SeededKeys keys(1);
    const auto owner = found({.journal = journal, .refused = journal, .keys = keys}, mix);
    take_all(*owner, mix.base, group);
    take_all(*owner, mix.stream, group);
    ends.push_back(owner->view().head.sequence);
  }
  EXPECT_EQ(ends.front(), ends.back());
}

TEST(Mix, IsTheSameEachTime) {
  const Mix one = make_mix(kSize, 200);
  const Mix other = make_mix(kSize, 200);
  EXPECT_TRUE(std::ranges::equal(one.base, other.base, {}, &Incoming::fact, &Incoming::fact));
  EXPECT_TRUE(std::ranges::equal(one.stream, other.stream, {}, &Incoming::fact, &Incoming::fact));
}

}  // namespace
}  // namespace koppel::bench
