// Claim: the figures of a history are those that its entries say, and small groups are left out.
// Shown on a few entries made by hand, counted by hand.

#include "consumers/operator/figures.h"

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace koppel::simulate {
namespace {

constexpr AreaId kArea{11};

class Counting : public ::testing::Test {
 protected:
  void tell(std::int32_t day, EntryBody body) {
    const Date date = plus_days(examples::day("2026-11-02"), day);
    figures_.see(
        kArea,
        {.sequence = Sequence{1}, .recorded_at = at_local_hour(date, 12), .body = std::move(body)},
        market_);
  }

  void tell_fact(std::int32_t day, FactBody body) { tell(day, Fact{.body = std::move(body)}); }

  void register_people(std::uint64_t first, std::uint64_t count, const std::string& programme) {
    for (std::uint64_t who = first; who < first + count; ++who) {
      tell_fact(0,
                ParticipantRegistered{.participant = ParticipantId{who}, .programme = programme});
    }
  }

  void report_barrier(std::uint64_t who, std::uint32_t level) {
    tell_fact(1,
              BarrierReported{.participant = ParticipantId{who},
                              .domain = Special(BarrierDomain::kTravel),
                              .level = Special(level)});
  }

  void propose(std::int32_t day, std::uint64_t who) {
    tell(day, ProposalMade{.participant = ParticipantId{who}});
  }

  void start(std::int32_t day, std::uint64_t who, std::uint64_t engagement) {
    tell_fact(day,
              EngagementStarted{.engagement = EngagementId{engagement},
                                .participant = ParticipantId{who}});
  }

  void end(std::uint64_t who, std::uint64_t engagement, EngagementEndCause cause) {
    tell_fact(40,
              EngagementEnded{.engagement = EngagementId{engagement},
                              .participant = ParticipantId{who},
                              .cause = cause});
  }

  Market market_ = examples::empty_market();
  Figures figures_;
};

TEST_F(Counting, PeopleAreProposedAndPlacedOnceWithMediansOverThoseWhoWere) {
  register_people(1, 4, "direct");
  propose(5, 1);
  propose(9, 1);
  propose(7, 2);
  propose(20, 3);
  start(10, 1, 1);
  start(30, 1, 2);
  const Group all = figures_.summary().all;
  EXPECT_EQ(all.people, 4);
  EXPECT_EQ(all.proposed, 3);
  EXPECT_EQ(all.placed, 1);
  EXPECT_EQ(all.median_days_to_proposal, 7);
  EXPECT_EQ(all.median_days_to_start, 10);
  EXPECT_EQ(all.started, 2);
}

TEST_F(Counting, WithoutAProposalThereIsNoMedian) {
  register_people(1, 1, "direct");
  EXPECT_EQ(figures_.summary().all.median_days_to_proposal, std::nullopt);
}

TEST_F(Counting, WhoStoppedDidNotGoOn) {
  register_people(1, 3, "direct");
  for (std::uint64_t who = 1; who <= 3; ++who) start(10, who, who);
  end(1, 1, EngagementEndCause::kCompleted);
  end(2, 2, EngagementEndCause::kTaskMismatch);
  const Summary summary = figures_.summary();
  EXPECT_EQ(summary.started, 3);
  EXPECT_EQ(summary.running, 1);
  EXPECT_EQ(summary.all.stopped, 1);
  EXPECT_EQ(summary.ended.at(EngagementEndCause::kTaskMismatch), 1);
}

TEST_F(Counting, AnErasureEndsTheEngagementWithoutACause) {
  register_people(1, 1, "direct");
  start(10, 1, 1);
  tell_fact(11, ParticipantErased{.participant = ParticipantId{1}});
  EXPECT_EQ(figures_.summary().running, 0);
  EXPECT_EQ(figures_.summary().ended.at(EngagementEndCause::kUnspecified), 1);
}

TEST_F(Counting, GroupsUnderTenPeopleAreLeftOut) {
  register_people(1, 12, "large");
  register_people(100, 9, "small");
  for (std::uint64_t who = 1; who <= 10; ++who) report_barrier(who, 2);
  const Summary summary = figures_.summary();
  ASSERT_EQ(summary.by_programme.size(), 1);
  EXPECT_EQ(summary.by_programme.front().name, "large");
  EXPECT_EQ(summary.by_programme.front().people, 12);
  ASSERT_EQ(summary.by_band.size(), 2);
  EXPECT_EQ(summary.by_band.front().name, "0");
  EXPECT_EQ(summary.by_band.back().name, "1 to 4");
  EXPECT_EQ(summary.by_band.back().people, 10);
  EXPECT_EQ(summary.left_out, 1);
}

// Else the groups of two histories of the same people would differ.
TEST_F(Counting, TheBarriersOfTheIntakeCountAndNoLaterOnes) {
  register_people(1, 10, "direct");
  for (std::uint64_t who = 1; who <= 10; ++who) {
    report_barrier(who, 4);
    tell_fact(2, PhaseEntered{.participant = ParticipantId{who}, .phase = "exam"});
    report_barrier(who, 1);
    report_barrier(who, 1);
  }
  const Summary summary = figures_.summary();
  ASSERT_EQ(summary.by_band.size(), 1);
  EXPECT_EQ(summary.by_band.front().name, "1 to 4");
}

}  // namespace
}  // namespace koppel::simulate
