// Claim: what was agreed starts, lasts and ends as the people and the place let expect, and what
// follows an end does follow. Shown on a market made by hand, over many seeds.

#include "tests/consumers/operator/reacting.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <variant>

namespace koppel::simulate {
namespace {

using examples::row;

TEST_F(Reacting, WhoAgreedStartsOnThatDayOrSaysThatNothingStarted) {
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  market_.engagements.at(id).state = EngagementState::kAgreed;
  const Date starts = plus_working_days(local_date(market_.head.now), 3);
  const Entry agreed = fact(EngagementAgreed{
      .engagement = id, .participant = who(), .placement = where(), .starts = starts});
  std::uint64_t not_started = 0;
  for_each_seed(agreed, [&](const Said& said, std::int64_t days) {
    ASSERT_TRUE(said);
    if (std::holds_alternative<EngagementStarted>(*said)) {
      EXPECT_EQ(days, 3);
    } else {
      EXPECT_EQ(std::get<EngagementEnded>(*said).cause, EngagementEndCause::kNotStarted);
      EXPECT_GT(days, 3);
      ++not_started;
    }
  });
  EXPECT_GT(not_started, 0);
  EXPECT_LT(not_started, kSeeds / 5);
}

// The life of one engagement: how it ended, and what was said after silence.
struct Spell {
  std::optional<EngagementEndCause> cause;
  std::int64_t days = 0;
};

Spell live(Reactions& reactions, const Market& market, const Days& days) {
  while (reactions.next() < days.end()) {
    const std::int64_t day = reactions.next().seconds / kWorkDay;
    const Said said = reactions.act(market);
    if (said) return {.cause = std::get<EngagementEnded>(*said).cause, .days = day};
  }
  return {};
}

TEST_F(Reacting, AnEngagementLastsOrEndsForCausesThatFit) {
  row(market_, place_).details.kind = PlacementKind::kTrial;
  examples::add_barrier(market_, person_, BarrierDomain::kLanguage, 4);
  examples::add_barrier(market_, person_, BarrierDomain::kDayStructure, 4);
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  std::map<EngagementEndCause, std::uint64_t> causes;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions reactions(days_, seed);
    reactions.see(started(id), market_);
    const Spell spell = live(reactions, market_, days_);
    ASSERT_TRUE(spell.cause) << "a trial ends within a year";
    ++causes[*spell.cause];
    if (*spell.cause == EngagementEndCause::kCompleted) {
      EXPECT_GE(spell.days, 6 * 5);
    }
  }
  for (const auto cause : {EngagementEndCause::kCompleted,
                           EngagementEndCause::kToRegularWork,
                           EngagementEndCause::kToEducation,
                           EngagementEndCause::kLanguage,
                           EngagementEndCause::kNoCoach,
                           EngagementEndCause::kTaskMismatch,
                           EngagementEndCause::kPrivate,
                           EngagementEndCause::kEmployer}) {
    EXPECT_GT(causes[cause], 0) << static_cast<int>(cause);
  }
  EXPECT_FALSE(causes.contains(EngagementEndCause::kNotStarted));
}

TEST_F(Reacting, SupportThatCameInTimeKeepsPeopleAtWork) {
  examples::add_barrier(market_, person_, BarrierDomain::kLanguage, 4);
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  const auto ended_for_language = [&] {
    std::uint64_t ended = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      Reactions reactions(days_, seed);
      reactions.see(started(id), market_);
      if (live(reactions, market_, days_).cause == EngagementEndCause::kLanguage) ++ended;
    }
    return ended;
  };
  EXPECT_GT(ended_for_language(), kSeeds / 10);
  examples::arrange_support(market_, person_, BarrierDomain::kLanguage, 4);
  EXPECT_EQ(ended_for_language(), 0);
}

TEST_F(Reacting, AFollowUpFindsWhoStaysAwayWithoutAWord) {
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  const Entry reminded = remind(id, Side::kEmployer);
  std::uint64_t found_away = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions reactions(days_, seed);
    reactions.see(started(id), market_);
    // Until the week after which nothing is planned but that the employer notices.
    bool is_silent = false;
    while (reactions.next() < days_.end() && !is_silent) {
      const std::int64_t day = reactions.next().seconds / kWorkDay;
      if (reactions.act(market_)) break;
      is_silent = reactions.next() < days_.end() && (reactions.next().seconds / kWorkDay) > day + 5;
    }
    if (!is_silent) continue;
    const WorkTime noticed = reactions.next();
    reactions.see(reminded, market_);
    if (reactions.next() == noticed) continue;  // never answered
    const Said said = reactions.act(market_);
    const auto& answer = std::get<FollowUpAnswered>(said.value());
    EXPECT_EQ(answer.reminder, ReminderNumber{1});
    EXPECT_EQ(answer.result, FollowUpResult::kLeft);
    EXPECT_NE(answer.cause, EngagementEndCause::kUnspecified);
    ++found_away;
  }
  EXPECT_GT(found_away, kSeeds / 20);
}

TEST_F(Reacting, AnEndIsFollowedByAnOutcomeAndBySomeLeaving) {
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  market_.engagements.at(id).state = EngagementState::kEnded;
  row(market_, person_).engagement = {};
  const Entry ended = fact(EngagementEnded{.engagement = id,
                                           .participant = who(),
                                           .placement = where(),
                                           .cause = EngagementEndCause::kToRegularWork});
  std::uint64_t outcomes = 0;
  std::uint64_t left = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Reactions reactions(days_, seed);
    reactions.see(ended, market_);
    while (reactions.next() < days_.end()) {
      const Said said = reactions.act(market_);
      if (const auto* outcome = std::get_if<OutcomeRecorded>(&said.value())) {
        EXPECT_EQ(outcome->outcome, OutcomeKind::kWork);
        ++outcomes;
      } else {
        EXPECT_EQ(std::get<ParticipantLeft>(*said).reason, LeaveReason::kOutflow);
        ++left;
      }
    }
  }
  EXPECT_GT(outcomes, kSeeds / 2);
  EXPECT_GT(left, kSeeds / 3);
}

TEST_F(Reacting, AnEmployerWhoWasLetDownMayCloseThePlace) {
  const EngagementId id = examples::add_engagement(market_, person_, place_);
  market_.engagements.at(id).state = EngagementState::kEnded;
  const auto ended_for = [&](EngagementEndCause cause) {
    return fact(EngagementEnded{
        .engagement = id, .participant = who(), .placement = where(), .cause = cause});
  };
  const auto closings = [&](EngagementEndCause cause) {
    std::uint64_t closed = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      Reactions reactions(days_, seed);
      reactions.see(ended_for(cause), market_);
      while (reactions.next() < days_.end()) {
        const Said said = reactions.act(market_);
        if (said && std::holds_alternative<PlacementClosed>(*said)) ++closed;
      }
    }
    return closed;
  };
  EXPECT_GT(closings(EngagementEndCause::kEmployer), kSeeds / 10);
  EXPECT_EQ(closings(EngagementEndCause::kCompleted), 0);
}

}  // namespace
}  // namespace koppel::simulate
