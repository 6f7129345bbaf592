// Claim: an area on a shared log is decided, kept and found again as an embedded one is: rows lag
// and never lead, void frames are passed over, what was not told is told under the same id, keys
// and originals go when a person is erased, and a process with an empty directory goes on from the
// log alone. Shown on a log in memory.
#include "engine/codec/outward_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/codec/sealing.h"
#include "tests/support/log_check.h"
#include "tests/support/log_example.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace koppel::log_example {
namespace {

class AnAreaOnALog : public testing::Test {
 protected:
  std::unique_ptr<AreaHold> acquire(Process& process) {
    auto hold = process.acquire();
    EXPECT_TRUE(hold.has_value()) << hold.error().what;
    return hold ? std::move(*hold) : nullptr;
  }

  static void take(AreaHold& hold, const std::vector<Incoming>& facts) {
    const auto settled = hold.owner().take(facts);
    ASSERT_TRUE(settled.has_value()) << settled.error().what;
  }

  static void settle(AreaHold& hold) {
    const auto settled = hold.journal().settle();
    ASSERT_TRUE(settled.has_value()) << settled.error().what;
  }

  static std::size_t rows_of(Process& process) {
    std::size_t rows = 0;
    EXPECT_TRUE(process.rows
                    .read_rows([&](std::string_view, std::string_view) {
                      ++rows;
                      return Journal::Next::kGoOn;
                    })
                    .has_value());
    return rows;
  }

  std::size_t frames() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(broker_.committed(AreaTopic::kJournal),
                              [](const auto& each) { return each.record.value.has_value(); }));
  }

  MemoryBroker broker_;
  Process one_{broker_, 1};
  Process other_{broker_, 2};
};

TEST_F(AnAreaOnALog, IsFoundedAndClaimedByOneFrame) {
  const auto hold = acquire(one_);
  EXPECT_EQ(frames(), 1U);
  const Seen seen = look_at(broker_);
  ASSERT_EQ(seen.entries.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<JournalStarted>(seen.entries[0].body));
  EXPECT_EQ(std::get<AreaAcquired>(seen.entries[2].body).owner, "process 1");
}

TEST_F(AnAreaOnALog, ComesToWhatAnEmbeddedOneComesTo) {
  const auto hold = acquire(one_);
  MemoryJournal journal;
  SeededWrapping wrapping(kMaster, 9);
  MemoryBroker elsewhere;
  Process alone(elsewhere, 3);
  auto turns = AreaTurns::acquire(alone.log, alone.clock, kTimeoutMs).value();
  LogKeys keys(turns, wrapping, kArea);
  const auto embedded = AreaOwner::open({.journal = journal, .refused = journal, .keys = keys},
                                        founding_by(""),
                                        examples::monday())
                            .value();
  const std::vector<Incoming> facts = {employer(1), place(1, 1), person(1), employer(1)};
  take(*hold, facts);
  ASSERT_TRUE(embedded->take(facts).has_value());
  const Seen seen = look_at(broker_);
  EXPECT_FALSE(seen.wrong) << *seen.wrong;
  EXPECT_EQ(seen.digest, codec::digest_of(embedded->view().market()));
  EXPECT_EQ(seen.digest, codec::digest_of(hold->owner().view().market()));
  EXPECT_FALSE(seen.expected.empty());
  EXPECT_TRUE(seen.missing().empty() && seen.doubled().empty() && seen.strays().empty());
}

TEST_F(AnAreaOnALog, WritesRowsOnlyOnceTheirFrameCameBack) {
  const auto hold = acquire(one_);
  const std::size_t before = rows_of(one_);
  take(*hold, {employer(1)});
  EXPECT_EQ(rows_of(one_), before);
  EXPECT_EQ(hold->journal().unsettled(), 1U);
  settle(*hold);
  EXPECT_GT(rows_of(one_), before);
}

TEST_F(AnAreaOnALog, GoesOnInAnEmptyDirectoryOnSealedFacts) {
  auto hold = acquire(one_);
  take(*hold, {employer(1), place(1, 1), person(1)});
  const auto digest = codec::digest_of(hold->owner().view().market());
  hold.reset();
  const auto next = acquire(other_);
  EXPECT_EQ(codec::digest_of(next->owner().view().market()), digest);
  EXPECT_EQ(next->owner().view().market().participants.at(0).external_ref, "secret of 1");
  const auto settled = next->owner().take(std::vector{person(1), employer(2)}).value();
  EXPECT_EQ(settled.at(0).disposition, Disposition::kRepeat);
  EXPECT_EQ(settled.at(1).disposition, Disposition::kTaken);
}

TEST_F(AnAreaOnALog, GoesOnFromRowsThatLag) {
  auto hold = acquire(one_);
  take(*hold, {employer(1)});
  settle(*hold);
  take(*hold, {place(1, 1), person(1)});  // their rows are never written
  const auto digest = codec::digest_of(hold->owner().view().market());
  hold.reset();
  hold = acquire(one_);
  EXPECT_EQ(codec::digest_of(hold->owner().view().market()), digest);
  EXPECT_EQ(hold->journal().told_again(), 0U);
}

TEST_F(AnAreaOnALog, FencesWhoHeldItBefore) {
  const auto hold = acquire(one_);
  const auto next = acquire(other_);
  const Incoming fact = employer(1);
  const auto settled = hold->owner().take({&fact, 1});
  ASSERT_FALSE(settled.has_value());
  EXPECT_EQ(settled.error().failure, PortFailure::kLocked);
  take(*next, {fact});
}

TEST_F(AnAreaOnALog, PassesOverFramesThatDoNotContinueTheChain) {
  auto hold = acquire(one_);
  take(*hold, {employer(1)});
  hold.reset();
  const std::string again = *broker_.committed(AreaTopic::kJournal).front().record.value;
  auto turns = AreaTurns::acquire(other_.log, other_.clock, kTimeoutMs).value();
  ASSERT_TRUE(turns.claim({.topic = AreaTopic::kJournal, .key = "AM11", .value = again}));
  hold = acquire(one_);
  take(*hold, {employer(2)});
  EXPECT_EQ(hold->journal().void_entries(), 3U);
  const Seen seen = look_at(broker_);
  EXPECT_FALSE(seen.wrong);
  EXPECT_EQ(seen.voids, 1U);
  EXPECT_EQ(hold->owner().view().market().employers.size(), 2U);
}

TEST_F(AnAreaOnALog, TellsAgainUnderTheSameIdWhatWasLost) {
  auto hold = acquire(one_);
  take(*hold, {employer(1)});
  settle(*hold);
  take(*hold, {place(1, 1)});
  hold.reset();
  const Seen before = look_at(broker_);
  ASSERT_EQ(before.expected.size(), 1U);
  broker_.lose_tail(AreaTopic::kPlacementEvents, 2);
  ASSERT_EQ(look_at(broker_).missing(), before.expected);
  hold = acquire(one_);
  EXPECT_EQ(hold->journal().told_again(), 1U);
  EXPECT_EQ(look_at(broker_).told, before.told);
}

TEST_F(AnAreaOnALog, LosesKeyAndOriginalsOfWhoIsErased) {
  auto hold = acquire(one_);
  take(*hold, {person(1)});
  const Incoming refused = told("x", BarrierReported{.participant = ParticipantId{1}});
  ASSERT_EQ(hold->owner().take({&refused, 1}).value().front().disposition, Disposition::kRefused);
  const auto originals = broker_.committed(AreaTopic::kRefused);
  ASSERT_EQ(originals.size(), 1U);
  EXPECT_EQ(originals.front().record.value->find("barrier"), std::string::npos);
  take(*hold, {told("erase", ParticipantErased{.participant = ParticipantId{1}})});
  const auto keys = broker_.committed(AreaTopic::kKeys);
  std::vector<bool> held;  // of the person's records: whether it is a key
  for (const StandingRecord& each : keys) {
    if (each.record.key.find("/D") != std::string::npos) {
      held.push_back(each.record.value.has_value());
    }
  }
  EXPECT_EQ(held, (std::vector<bool>{true, false}));
  hold.reset();
  const auto next = acquire(other_);
  EXPECT_EQ(next->owner().view().market().participants.at(0).external_ref, "");
  EXPECT_TRUE(next->owner().view().market().participants.at(0).erasure_completed);
}

TEST_F(AnAreaOnALog, GoesOnFromRowsThatStandBeforeAnErasure) {
  auto hold = acquire(one_);
  take(*hold, {employer(1), person(1), person(2)});
  settle(*hold);
  hold = acquire(other_);
  take(*hold, {told("erase", ParticipantErased{.participant = ParticipantId{1}})});
  const auto digest = codec::digest_of(hold->owner().view().market());
  hold = acquire(one_);
  EXPECT_EQ(codec::digest_of(hold->owner().view().market()), digest);
  EXPECT_EQ(hold->owner().view().market().participants.at(1).external_ref, "secret of 2");
}

TEST_F(AnAreaOnALog, SetsRowsAsideThatBelongToAnotherLog) {
  auto hold = acquire(one_);
  take(*hold, {employer(1)});
  settle(*hold);
  hold.reset();
  MemoryBroker elsewhere;
  Process there(elsewhere, 5);
  auto held = acquire(there);
  take(*held, {person(1), person(2), person(3)});
  held.reset();
  there.rows = one_.rows;
  held = acquire(there);
  EXPECT_EQ(held->owner().view().market().employers.size(), 0U);
  EXPECT_EQ(held->owner().view().market().participants.size(), 3U);
}

TEST_F(AnAreaOnALog, StopsWhenTheJournalEndsBeforeTheRows) {
  auto hold = acquire(one_);
  take(*hold, {employer(1)});
  settle(*hold);
  hold.reset();
  broker_.lose_tail(AreaTopic::kJournal, 3);
  const auto again = one_.acquire();
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().failure, PortFailure::kDamaged);
  EXPECT_TRUE(again.error().what.starts_with("journal_lost")) << again.error().what;
}

TEST_F(AnAreaOnALog, StopsWhenItsBeginningHasGone) {
  auto hold = acquire(one_);
  take(*hold, {employer(1)});
  hold.reset();
  broker_.expire(AreaTopic::kJournal, 1);
  const auto again = other_.acquire();
  ASSERT_FALSE(again.has_value());
  EXPECT_TRUE(again.error().what.starts_with("journal_lost")) << again.error().what;
}

TEST_F(AnAreaOnALog, MakesNoSecondKeyWhereTheKeysSeemToEndEarlier) {
  auto hold = acquire(one_);
  take(*hold, {person(1)});
  hold.reset();
  broker_.show_up_to(AreaTopic::kKeys, 0);
  EXPECT_FALSE(other_.acquire().has_value());
  broker_.show_all();
  const auto next = acquire(other_);
  EXPECT_EQ(next->owner().view().market().participants.at(0).external_ref, "secret of 1");
}

}  // namespace
}  // namespace koppel::log_example
