// Claim: a fact becomes one entry or none; what is wrong with its envelope is told before anything
// about its content; what only the engine knows is added when it is taken. Shown on a market of one
// person at one place.

#include "engine/decide/accept.h"

#include "engine/model/calendar.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <variant>

namespace koppel {
namespace {

using examples::row;

class AcceptTest : public testing::Test {
 protected:
  [[nodiscard]] Fact about_ada(std::uint8_t number, FactBody body) const {
    return {.fact_id = {.bytes = {number}},
            .content = {.bytes = {number}},
            .area = AreaId{11},
            .occurred_at = plus_ms(market_.head.now, -1),
            .body = std::move(body)};
  }

  [[nodiscard]] std::optional<EntryBody> accepted(const Fact& fact) const {
    const Stamp stamp{.now = market_.head.now,
                      .not_after = plus_ms(market_.head.now, kDayMs),
                      .last = Sequence{9}};
    return accept(market_, fact, stamp);
  }

  [[nodiscard]] RefusalReason refusal(const Fact& fact) const {
    const auto body = accepted(fact);
    const auto* refused = body ? std::get_if<FactRefused>(&*body) : nullptr;
    return refused == nullptr ? RefusalReason::kUnspecified : refused->reason;
  }

  Market market_ = examples::ruled_market();
  ParticipantOrdinal ada_ = examples::add_candidate(market_);
  PlacementOrdinal place_ =
      examples::add_placement(market_, examples::add_employer(market_, Sector::kCare), 1);
  ParticipantId who_ = market_.at(ada_).id;
  PlacementId where_ = market_.at(place_).id;
};

TEST_F(AcceptTest, TakesWhatFitsAsItIs) {
  const Fact fact = about_ada(1, PersonViewed{.participant = who_, .viewer = ConsultantId{4}});
  EXPECT_EQ(std::get<Fact>(*accepted(fact)), fact);
}

TEST_F(AcceptTest, LeavesNoEntryForARepeatAndRefusesAnIdThatCameBackWithOtherContent) {
  const Fact fact = about_ada(1, PersonViewed{.participant = who_, .viewer = ConsultantId{4}});
  market_.seen.put({.fact_id = fact.fact_id, .at = market_.head.now, .content = fact.content});
  EXPECT_EQ(accepted(fact), std::nullopt);
  Fact other = fact;
  other.content.bytes[0] = 99;
  EXPECT_EQ(refusal(other), RefusalReason::kIdReused);
}

TEST_F(AcceptTest, SaysFirstWhatIsWrongWithTheEnvelope) {
  Fact fact = about_ada(1, PersonViewed{.participant = who_});  // viewed by nobody
  EXPECT_EQ(refusal(fact), RefusalReason::kOutOfRange);
  fact.corrects = Sequence{10};
  EXPECT_EQ(refusal(fact), RefusalReason::kUnknownCause);
  fact.area = AreaId{12};
  EXPECT_EQ(refusal(fact), RefusalReason::kWrongArea);
  fact.occurred_at = plus_ms(market_.head.now, kDayMs + 1);
  EXPECT_EQ(refusal(fact), RefusalReason::kOccurredInFuture);
  row(market_, ada_).state = ParticipantState::kErased;
  EXPECT_EQ(refusal(fact), RefusalReason::kPersonErased);
}

TEST_F(AcceptTest, RefusesForItsTimeWhateverTheMarketHolds) {
  Fact fact = about_ada(1, PersonViewed{});
  EXPECT_EQ(refused_for_its_time(fact, market_.head.now), std::nullopt);
  EXPECT_EQ(refused_for_its_time(fact, fact.occurred_at), std::nullopt);
  EXPECT_EQ(refused_for_its_time(fact, plus_ms(fact.occurred_at, -1))->reason,
            RefusalReason::kOccurredInFuture);
  fact.occurred_at = kEarliest;
  EXPECT_EQ(refused_for_its_time(fact, kLatest), std::nullopt);
  fact.occurred_at = plus_ms(kEarliest, -1);
  EXPECT_EQ(refused_for_its_time(fact, kLatest)->reason, RefusalReason::kOutOfRange);
  EXPECT_EQ(refused_for_its_time(fact, kLatest)->field, "occurredAt");
  EXPECT_EQ(refusal(fact), RefusalReason::kOutOfRange);
}

TEST_F(AcceptTest, LetsAFactWaitForWhoIsNotKnownYet) {
  const Fact fact = about_ada(1, IntakeHeld{.participant = ParticipantId{77}});
  const auto body = accepted(fact);
  const auto& waiting = std::get<FactWaiting>(*body);
  EXPECT_EQ(waiting.missing, (Party{.kind = PartyKind::kParticipant, .id = 77}));
  EXPECT_EQ(waiting.fact, fact);
}

TEST_F(AcceptTest, JudgesAWaitingFactAnewWhenItsPartyArrived) {
  const WaitingFact waiting{.sequence = Sequence{5},
                            .since = market_.head.now,
                            .fact = about_ada(1, PersonViewed{who_, ConsultantId{4}, {}})};
  EXPECT_EQ(std::get<WaitingFactTaken>(accept_waiting(market_, waiting)).waiting, Sequence{5});
  WaitingFact next = waiting;
  next.fact.body = ConsultantAssigned{.participant = who_, .consultant = ConsultantId{66}};
  EXPECT_EQ(std::get<FactWaiting>(accept_waiting(market_, next)).again, Sequence{5});
  row(market_, ada_).state = ParticipantState::kErased;
  const auto refused = std::get<FactRefused>(accept_waiting(market_, waiting));
  EXPECT_EQ(refused.reason, RefusalReason::kPersonErased);
  EXPECT_EQ(refused.waiting, Sequence{5});
}

TEST_F(AcceptTest, SaysItselfWhatADeferredPairWaitsForWhateverTheSenderSays) {
  examples::add_proposal(market_, ada_, place_);
  ProposalDeferred answer{
      .participant = who_, .placement = where_, .condition = DeferCondition::kPlacementChanged};
  const auto awaited = [&] {
    return std::get<ProposalDeferred>(std::get<Fact>(*accepted(about_ada(1, answer))).body).awaited;
  };
  EXPECT_EQ(awaited(), DeferCondition::kPlacementChanged);
  answer.awaited = DeferCondition::kSupportArranged;
  EXPECT_EQ(awaited(), DeferCondition::kPlacementChanged);
  answer.condition = DeferCondition::kUnspecified;
  answer.until = plus_days(local_date(market_.head.now), 1);
  EXPECT_EQ(awaited(), DeferCondition::kUnspecified);
}

TEST_F(AcceptTest, AddsToAnErasureWhatThePersonCountsForAndNothingElse) {
  row(market_, ada_).engagements = 2;
  const ParticipantErased erasure{.participant = who_,
                                  .contributions = {{.programme = "made up", .engagements = 7}}};
  const auto body = accepted(about_ada(1, erasure));
  const auto& taken = std::get<ParticipantErased>(std::get<Fact>(*body).body);
  ASSERT_EQ(taken.contributions.size(), 1U);
  EXPECT_EQ(taken.contributions[0].programme, "direct");
  EXPECT_EQ(taken.contributions[0].engagements, 2U);
}

}  // namespace
}  // namespace koppel
