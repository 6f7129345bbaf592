// Claim: reminders, requests for support and closed places are answered while they stand, the same
// by the same seed, whatever happens beside. Shown on a market made by hand, over many seeds.

#include "consumers/operator/behaviour.h"
#include "tests/consumers/operator/reacting.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <variant>

namespace koppel::simulate {
namespace {

using examples::row;

TEST_F(Reacting, AReminderIsAnsweredWithinDaysAndSomeAreHardToReach) {
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  std::map<FollowUpResult, std::uint64_t> results;
  std::uint64_t never = 0;
  for_each_seed(remind(id, Side::kParticipant), [&](const Said& said, std::int64_t days) {
    EXPECT_LE(days, 5);
    if (!said) ++never;
    if (said) ++results[std::get<FollowUpAnswered>(*said).result];
  });
  EXPECT_GT(never, 0);
  EXPECT_GT(results[FollowUpResult::kUnreachable], 0);
  EXPECT_GT(results[FollowUpResult::kStillThere], kSeeds / 2);
  EXPECT_FALSE(results.contains(FollowUpResult::kLeft)) << "who is at work did not leave";
}

TEST_F(Reacting, TheReminderOfAnAcceptanceIsTheLastCallToAgree) {
  (void)accept();
  const Entry reminded = remind({}, Side::kConsultant);
  EXPECT_GT(count<EngagementAgreed>(reminded), kSeeds / 4);
  EXPECT_GT(count<ProposalDeclined>(reminded), kSeeds / 10);
  EXPECT_EQ(count<FollowUpAnswered>(reminded), 0);
}

TEST_F(Reacting, NobodyAnswersAReminderThatIsGone) {
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  const Entry reminded = remind(id, Side::kParticipant);
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions reactions(days_, seed);
    reactions.see(reminded, market_);
    if (reactions.next() == kNever) continue;
    Market later = market_;
    later.reminders.clear();
    EXPECT_FALSE(reactions.act(later));
  }
}

TEST_F(Reacting, RequestedSupportIsOftenArrangedUnlessItIsCarriedByThen) {
  examples::add_barrier(market_, person_, BarrierDomain::kChildcare, 3);
  const Entry requested = entry(SupportRequested{.participant = who(),
                                                 .domain = Special(BarrierDomain::kChildcare),
                                                 .owner = Role::kConsultant});
  std::map<std::uint32_t, std::uint64_t> capacities;
  for_each_seed(requested, [&](const Said& said, std::int64_t days) {
    if (!said) return;
    const auto& arranged = std::get<SupportArranged>(*said);
    EXPECT_EQ(arranged.support.reveal().domain, BarrierDomain::kChildcare);
    EXPECT_EQ(arranged.owner, Role::kConsultant);
    ++capacities[arranged.support.reveal().capacity];
    EXPECT_GE(days, kDaysToArrange.fewest);
    EXPECT_LE(days, kDaysToArrange.most);
  });
  EXPECT_GT(capacities[3], kSeeds / 3);
  EXPECT_GT(capacities[2], 0) << "sometimes less than is needed";
  examples::arrange_support(market_, person_, BarrierDomain::kChildcare, 3);
  EXPECT_EQ(count<SupportArranged>(requested), 0);
}

TEST_F(Reacting, AClosedPlaceIsOftenFollowedByAnotherOnce) {
  row(market_, place_).closed = true;
  const Entry closed =
      fact(PlacementClosed{.placement = where(), .reason = CloseReason::kWithdrawn});
  std::uint64_t followed = 0;
  for_each_seed(closed, [&](const Said& said, std::int64_t days) {
    if (!said) return;
    const auto& opened = std::get<PlacementOpened>(*said);
    EXPECT_EQ(opened.employer, market_.at(employer_).id);
    EXPECT_NE(opened.placement, where());
    EXPECT_GE(days, kDaysToAnother.fewest);
    EXPECT_LE(days, kDaysToAnother.most);
    ++followed;
  });
  EXPECT_GT(followed, kSeeds / 2);
  EXPECT_LT(followed, kSeeds);
  row(market_, place_).closed = false;
  EXPECT_EQ(count<PlacementOpened>(closed), 0) << "a place that is there needs no other";
}

TEST_F(Reacting, TheSameSeedSaysTheSameAndWhatHappensElsewhereChangesNothing) {
  const Entry made = propose();
  const ParticipantOrdinal other = examples::add_candidate(market_);
  const PlacementOrdinal elsewhere = examples::add_placement(market_, employer_, 1);
  const ProposalNumber second = examples::add_proposal(market_, other, elsewhere);
  const Entry beside = entry(ProposalMade{.proposal = second,
                                          .participant = market_.at(other).id,
                                          .placement = market_.at(elsewhere).id});
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions alone(days_, seed);
    alone.see(made, market_);
    Reactions both(days_, seed);
    both.see(beside, market_);
    both.see(made, market_);
    while (alone.next() != kNever) {
      const WorkTime at = alone.next();
      const Said said = alone.act(market_);
      while (both.next() < at) (void)both.act(market_);
      ASSERT_EQ(both.next(), at);
      EXPECT_EQ(both.act(market_), said);
    }
  }
}

TEST_F(Reacting, NobodyLeavesAPlaceOfTheirOwnAccordAndOutcomesComeOfEngagements) {
  const FactBody leaving = ParticipantLeft{.participant = who(), .reason = LeaveReason::kOther};
  EXPECT_TRUE(does(leaving, market_));
  examples::add_engagement(market_, person_, place_);
  EXPECT_FALSE(does(leaving, market_));
  EXPECT_FALSE(does(OutcomeRecorded{.participant = who(), .outcome = OutcomeKind::kWork}, market_));
  EXPECT_TRUE(does(IntakeHeld{.participant = who()}, market_));
}

TEST(Days, FindTheFirstWorkingTimeAtOrAfterAMoment) {
  const Days days(parse_date("2026-11-20").value(), 10);  // a Friday
  const auto at = [](const char* text) { return parse_instant(text).value(); };
  EXPECT_EQ(days.from(at("2026-11-19T12:00:00Z")).seconds, 0);
  EXPECT_EQ(days.from(at("2026-11-20T07:30:00Z")).seconds, 0);
  EXPECT_EQ(days.from(at("2026-11-20T08:30:01Z")).seconds, kWorkHour + 1);
  EXPECT_EQ(days.from(at("2026-11-20T16:00:00Z")).seconds, kWorkDay);
  EXPECT_EQ(days.from(at("2026-11-21T12:00:00Z")).seconds, kWorkDay);
  EXPECT_EQ(days.from(at("2026-12-24T12:00:00Z")), days.end());
  for (std::int64_t seconds = 0; seconds < days.end().seconds; seconds += 1'799) {
    EXPECT_EQ(days.from(days.instant({.seconds = seconds})).seconds, seconds);
  }
}

}  // namespace
}  // namespace koppel::simulate
