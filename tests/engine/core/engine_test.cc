// Claim: an engine takes a fact at its stamp, after everything that was due before it, each at its
// own moment; time never runs backwards, and only a stamp moves it. Shown entry by entry on an area
// in which a fact waits thirty days for somebody who does not come.

#include "engine/core/engine.h"

#include "engine/market/evolve.h"
#include "engine/model/calendar.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>
#include <vector>

namespace koppel {
namespace {

constexpr AreaId kArea{11};
constexpr std::int64_t kMinuteMs = 60'000;

class EngineTest : public testing::Test {
 protected:
  void SetUp() override {
    engine_.start({.journal_id = {.bytes = {1}}, .area = kArea, .format = kJournalFormat},
                  kFounded,
                  recorder());
    entries_.clear();
  }

  Engine::Recorded recorder() {
    return [this](const Entry& entry, const Touched& /*touched*/) { entries_.push_back(entry); };
  }

  static Fact fact(std::uint8_t number, Instant occurred, FactBody body) {
    return {.fact_id = {.bytes = {number}},
            .content = {.bytes = {number}},
            .area = kArea,
            .occurred_at = occurred,
            .body = std::move(body)};
  }

  static Fact consultant(std::uint8_t number, Instant occurred) {
    return fact(number,
                occurred,
                ConsultantRegistered{.consultant = ConsultantId{number}, .caseload_max = 9});
  }

  std::optional<EntryBody> take(const Fact& fact, Instant now) {
    return engine_.take(fact, {.input = "file"}, {.now = now, .not_after = kLatest}, recorder());
  }

  // A fact that waits from that moment, which is the market's.
  void wait_for_ada(Instant now) {
    const auto body = take(fact(100, now, IntakeHeld{.participant = ParticipantId{1}}), now);
    ASSERT_TRUE(body.has_value());
    ASSERT_TRUE(std::holds_alternative<FactWaiting>(*body));
    entries_.clear();
  }

  [[nodiscard]] std::vector<Instant> moments_of_time() const {
    std::vector<Instant> moments;
    for (const Entry& entry : entries_) {
      const auto* advanced = std::get_if<TimeAdvanced>(&entry.body);
      if (advanced == nullptr) continue;
      EXPECT_EQ(advanced->to, entry.recorded_at);
      moments.push_back(advanced->to);
    }
    return moments;
  }

  static inline const Instant kFounded = examples::monday();
  Engine engine_;
  std::vector<Entry> entries_;
};

TEST_F(EngineTest, BeginsAJournalWithEntryOneAtItsMoment) {
  Engine fresh;
  EXPECT_FALSE(fresh.sequence().is_set());
  fresh.start({.area = kArea}, kFounded, recorder());
  ASSERT_EQ(entries_.size(), 1U);
  EXPECT_EQ(entries_[0].sequence, Sequence{1});
  EXPECT_EQ(entries_[0].recorded_at, kFounded);
  EXPECT_EQ(fresh.market().head.area, kArea);
  EXPECT_DEATH(fresh.start({}, kFounded, recorder()), "a journal is started once");
}

TEST_F(EngineTest, TakesAFactAtItsStampWithItsCause) {
  const Instant now = plus_ms(kFounded, kMinuteMs);
  const auto body = take(consultant(1, kFounded), now);
  ASSERT_EQ(entries_.size(), 1U);
  EXPECT_EQ(entries_[0].body, *body);
  EXPECT_EQ(entries_[0].recorded_at, now);
  EXPECT_EQ(entries_[0].cause.input, "file");
  EXPECT_EQ(entries_[0].sequence, engine_.sequence());
  EXPECT_EQ(engine_.market().head.now, now);
  EXPECT_NE(engine_.market().find(ConsultantId{1}), nullptr);
}

TEST_F(EngineTest, FiresEverythingDueBeforeTheFactEachAtItsMoment) {
  wait_for_ada(kFounded);
  const Instant gives_up = plus_ms(kFounded, 30 * kDayMs);
  const Instant now = plus_ms(gives_up, 2 * kDayMs);
  take(consultant(1, kFounded), now);
  const std::vector<Instant> moments = moments_of_time();
  EXPECT_EQ(moments.size(), 33U);  // a midnight a day, and the one moment between
  EXPECT_TRUE(std::ranges::is_sorted(moments));
  const auto due = std::ranges::find_if(
      entries_, [](const Entry& entry) { return std::holds_alternative<FactRefused>(entry.body); });
  ASSERT_NE(due, entries_.end());
  EXPECT_EQ(due->recorded_at, gives_up);
  EXPECT_EQ(std::get<FactRefused>(due->body).reason, RefusalReason::kPartyNeverArrived);
  EXPECT_EQ(std::get<TimeAdvanced>(std::prev(due)->body).to, gives_up);
  EXPECT_EQ(due->cause.sequence, std::prev(due)->sequence);
  EXPECT_EQ(entries_.back().recorded_at, now);
  EXPECT_TRUE(std::holds_alternative<Fact>(entries_.back().body));
}

TEST_F(EngineTest, NeverRunsBackwards) {
  const Instant now = plus_ms(kFounded, kMinuteMs);
  take(consultant(1, kFounded), now);
  take(consultant(2, kFounded), kFounded);
  EXPECT_EQ(entries_.back().recorded_at, now);
  engine_.refuse({.reason = RefusalReason::kUnreadable}, {}, kFounded, recorder());
  EXPECT_EQ(entries_.back().recorded_at, now);
  take(fact(3, kFounded, ParticipantErased{.participant = ParticipantId{7}}), kFounded);
  engine_.note(ErasureCompleted{.participant = ParticipantId{7}}, kFounded, recorder());
  EXPECT_EQ(entries_.back().recorded_at, now);
  const std::size_t before = entries_.size();
  engine_.advance(kFounded, recorder());
  EXPECT_EQ(entries_.size(), before);
  EXPECT_EQ(engine_.market().head.now, now);
}

TEST_F(EngineTest, IsNotMovedByAStampWithoutAMoment) {
  wait_for_ada(kFounded);
  const Fact late = consultant(1, plus_ms(kLatest, 1));
  const auto body = engine_.take(late, {}, {.now = Instant{}, .not_after = kLatest}, recorder());
  ASSERT_TRUE(body.has_value());
  EXPECT_EQ(std::get<FactRefused>(*body).reason, RefusalReason::kOccurredInFuture);
  ASSERT_EQ(entries_.size(), 1U);
  EXPECT_EQ(entries_[0].recorded_at, kFounded);
  EXPECT_EQ(engine_.market().head.now, kFounded);
}

TEST_F(EngineTest, TakesNoRepeatButWhatWasDueBeforeIt) {
  const Fact first = consultant(1, kFounded);
  take(first, kFounded);
  entries_.clear();
  EXPECT_EQ(take(first, kFounded), std::nullopt);
  EXPECT_TRUE(entries_.empty());
  EXPECT_EQ(take(first, plus_ms(kFounded, kDayMs)), std::nullopt);
  ASSERT_EQ(entries_.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<TimeAdvanced>(entries_[0].body));
}

TEST_F(EngineTest, RecordsTimeOnlyWhenSomethingIsDue) {
  const Instant midnight = engine_.market().head.next_day;
  engine_.advance(plus_ms(midnight, -1), recorder());
  EXPECT_TRUE(entries_.empty());
  EXPECT_EQ(engine_.market().head.now, kFounded);
  engine_.advance(midnight, recorder());
  EXPECT_EQ(moments_of_time(), std::vector{midnight});
}

TEST_F(EngineTest, TakesTheWaitingFactWhenItsPartyArrives) {
  engine_.take(fact(101,
                    kFounded,
                    ProgrammePublished{.code = "direct",
                                       .version = 1,
                                       .policy = SequencingPolicy::kPlaceFirst,
                                       .hours_max = 40}),
               {},
               {.now = kFounded, .not_after = kLatest},
               recorder());
  wait_for_ada(kFounded);
  take(fact(2,
            kFounded,
            ParticipantRegistered{.participant = ParticipantId{1}, .programme = "direct"}),
       plus_ms(kFounded, kMinuteMs));
  ASSERT_EQ(entries_.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<WaitingFactTaken>(entries_[1].body));
  EXPECT_EQ(entries_[1].cause.sequence, entries_[0].sequence);
  EXPECT_TRUE(engine_.market().find(ParticipantId{1})->intake_at.is_set());
}

TEST_F(EngineTest, FoldsInOrderAndComesToTheSame) {
  Engine folded;
  folded.fold({.sequence = Sequence{1},
               .recorded_at = kFounded,
               .body = JournalStarted{.area = kArea, .format = kJournalFormat}},
              Engine::Indexing::kLater);
  wait_for_ada(kFounded);
  folded.fold({.sequence = Sequence{2},
               .recorded_at = kFounded,
               .body = FactWaiting{.missing = {.kind = PartyKind::kParticipant, .id = 1},
                                   .fact = fact(100, kFounded, IntakeHeld{ParticipantId{1}})}},
              Engine::Indexing::kNow);
  take(consultant(1, kFounded), plus_ms(kFounded, 40 * kDayMs));
  for (const Entry& entry : entries_) folded.refold(entry);
  EXPECT_EQ(folded.sequence(), engine_.sequence());
  EXPECT_EQ(folded.market().head, engine_.market().head);
  EXPECT_EQ(folded.market().consultants, engine_.market().consultants);
  EXPECT_TRUE(folded.market().waiting.empty());
  EXPECT_DEATH(folded.refold(entries_.front()), "entries are folded in order");
}

}  // namespace
}  // namespace koppel
