// Claim: every check of the simulator finds what it is there for. Shown on journals that are
// changed by hand: the simulator's own bugs put in on purpose do not come to all of them.
#include "tests/simulation/chain_check.h"
#include "tests/simulation/entry_checks.h"
#include "tests/simulation/twin.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace koppel::simulation {
namespace {

constexpr std::uint64_t kSeed = 3;
constexpr std::uint32_t kFacts = 300;
const Founding kFounding{.area = AreaId{11}, .journal_id = {.bytes = {7}}};

// An area lived through in peace, with what was told to it.
struct Life {
  MemoryJournal journal;
  SeededKeys keys{kSeed};
  Ledger ledger;
  EntryReader reader;
  std::unique_ptr<AreaOwner> owner;

  Life() {
    examples::RandomHistory random(kSeed);
    owner =
        AreaOwner::open(
            {.journal = journal, .refused = journal, .keys = keys}, kFounding, examples::monday())
            .value();
    for (const examples::Told& told : random.founding()) take(told);
    while (ledger.all().size() < kFacts) take(random.next(owner->view().market()));
    EXPECT_EQ(reader.read_on(journal, keys), std::nullopt);
  }

  void take(const examples::Told& told) {
    const std::size_t place =
        ledger.add({.incoming = {.fact = told.fact,
                                 .original = told.json,
                                 .cause = {},
                                 .stamp = {.now = told.now, .not_after = kLatest}},
                    .timing = Timing::kStamped,
                    .settled = {}},
                   "file",
                   ledger.all().size());
    Sent& sent = ledger.at(place);
    sent.settled = owner->take({&sent.incoming, 1}).value().front();
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return reader.entries(); }
};

template <typename Body>
Entry entry_of(Body body, Instant at = examples::monday()) {
  return {.sequence = Sequence{1}, .recorded_at = at, .cause = {}, .body = std::move(body)};
}

TEST(FactsCheck, FindsWhatWasAnsweredAndIsNotRecordedSo) {
  Life life;
  FactsCheck check;
  for (const Entry& entry : life.entries()) ASSERT_EQ(check.step(entry, life.ledger), std::nullopt);
  EXPECT_EQ(check.answers(life.ledger), std::nullopt);
  EXPECT_EQ(check.all_recorded(life.ledger), std::nullopt);
  auto& settled = *life.ledger.at(20).settled;
  settled.sequence = Sequence{settled.sequence.value() + 1};
  EXPECT_NE(check.answers(life.ledger), std::nullopt);
}

TEST(FactsCheck, FindsAFactThatWasAcceptedTwiceOrThatNobodySent) {
  const Life life;
  const auto accepted = std::ranges::find_if(life.entries(), [](const Entry& entry) {
    return std::holds_alternative<Fact>(entry.body) && !entry.cause.input.empty();
  });
  FactsCheck check;
  ASSERT_EQ(check.step(*accepted, life.ledger), std::nullopt);
  EXPECT_NE(check.step(*accepted, life.ledger), std::nullopt);
  EXPECT_NE(FactsCheck().step(*accepted, Ledger()), std::nullopt);
}

TEST(FactsCheck, FindsAFactThatIsRecordedNowhere) {
  const Life life;
  EXPECT_NE(FactsCheck().all_recorded(life.ledger), std::nullopt);
}

// Proposals of one place to everybody who has none there, as the next entries.
std::vector<Entry> proposals_of(const Market& market, const Placement& placement, Sequence last) {
  std::vector<Entry> entries;
  for (const Participant& participant : market.participants) {
    if (market.proposal_of(participant.ordinal, placement.ordinal) != nullptr) continue;
    const auto number = static_cast<std::uint32_t>(entries.size() + 1);
    entries.push_back(
        {.sequence = Sequence{last.value() + number},
         .recorded_at = market.head.now,
         .cause = {},
         .body = ProposalMade{.proposal = ProposalNumber{market.head.proposals_made + number},
                              .participant = participant.id,
                              .placement = placement.id,
                              .expires_at = plus_ms(market.head.now, kDayMs)}});
  }
  return entries;
}

TEST(SeatsCheck, FindsAProposalOfASeatThatIsNotThere) {
  const Life life;
  SeatsCheck check;
  for (const Entry& entry : life.entries()) ASSERT_EQ(check.step(entry), std::nullopt);
  const Market& market = life.owner->view().market();
  const Placement& placement = market.placements.front();
  const auto forged = proposals_of(market, placement, life.entries().back().sequence);
  const std::uint32_t free = free_seats(placement);
  ASSERT_GT(forged.size(), free);
  for (std::uint32_t at = 0; at < free; ++at) ASSERT_EQ(check.step(forged[at]), std::nullopt);
  EXPECT_NE(check.step(forged[free]), std::nullopt);
}

TEST(RemindersCheck, FindsWhatComesTwiceTooEarlyOrOutOfOrder) {
  const Instant later = plus_ms(examples::monday(), kDayMs);
  const Entry planned = entry_of(ReminderPlanned{.reminder = ReminderNumber{1}, .due_at = later});
  const ReminderDue due{.reminder = ReminderNumber{1}};
  const ReminderCancelled cancelled{.reminder = ReminderNumber{1}};

  RemindersCheck twice;
  ASSERT_EQ(twice.step(planned), std::nullopt);
  ASSERT_EQ(twice.step(entry_of(due, later)), std::nullopt);
  EXPECT_NE(twice.step(entry_of(due, later)), std::nullopt);
  ASSERT_EQ(twice.step(entry_of(cancelled)), std::nullopt);
  EXPECT_NE(twice.step(entry_of(cancelled)), std::nullopt);
  EXPECT_NE(twice.step(planned), std::nullopt);

  RemindersCheck early;
  ASSERT_EQ(early.step(planned), std::nullopt);
  EXPECT_NE(early.step(entry_of(due)), std::nullopt);
}

TEST(TimeCheck, FindsTimeThatRunsBackwards) {
  TimeCheck check;
  ASSERT_EQ(check.step(entry_of(TimeAdvanced{}, examples::monday())), std::nullopt);
  EXPECT_NE(check.step(entry_of(TimeAdvanced{}, plus_ms(examples::monday(), -1))), std::nullopt);
}

// The frames of a life, stored again with one of them changed; nothing: that one left out.
MemoryJournal changed(Life& life, std::uint64_t which, const std::optional<std::string>& bytes) {
  MemoryJournal journal;
  std::uint64_t count = 0;
  EXPECT_TRUE(life.journal
                  .read(Sequence{1},
                        [&](Sequence first, std::string_view stored) {
                          const bool is_it = ++count == which;
                          if (is_it && !bytes) return Journal::Next::kGoOn;
                          const std::string frame = is_it ? *bytes : std::string(stored);
                          EXPECT_TRUE(journal.commit({{{first, frame}}, {}}).has_value());
                          return Journal::Next::kGoOn;
                        })
                  .has_value());
  return journal;
}

TEST(ChainCheck, FindsAFrameThatIsGoneOrNotWhatItWas) {
  Life life;
  ChainCheck check;
  ASSERT_EQ(check.look(life.journal), std::nullopt);
  ASSERT_EQ(check.look(life.journal), std::nullopt);
  MemoryJournal without = changed(life, 9, std::nullopt);
  EXPECT_NE(ChainCheck().look(without), std::nullopt);
  MemoryJournal other = changed(life, 9, "no frame");
  EXPECT_NE(ChainCheck().look(other), std::nullopt);
  MemoryJournal empty;
  EXPECT_EQ(ChainCheck().look(empty), std::nullopt);
  EXPECT_NE(check.look(empty), std::nullopt);
}

TEST(Twin, FindsAnEntryThatAnUndisturbedOwnerWouldNotHaveMade) {
  const Life life;
  EXPECT_EQ(Twin(kSeed, kFounding).compare(life.entries(), life.ledger), std::nullopt);
  EXPECT_EQ(Twin(kSeed, kFounding).compare_import(examples::monday(), life.entries(), life.ledger),
            std::nullopt);
  std::vector<Entry> entries = life.entries();
  const auto proposal = std::ranges::find_if(
      entries, [](const Entry& entry) { return std::holds_alternative<ProposalMade>(entry.body); });
  ASSERT_NE(proposal, entries.end());
  ++std::get<ProposalMade>(proposal->body).score;
  EXPECT_NE(Twin(kSeed, kFounding).compare(entries, life.ledger), std::nullopt);
  entries.resize(static_cast<std::size_t>(proposal - entries.begin()));
  EXPECT_NE(Twin(kSeed, kFounding).compare(entries, life.ledger), std::nullopt);
}

}  // namespace
}  // namespace koppel::simulation
