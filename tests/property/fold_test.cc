// Claim: what was recorded folds to what was lived through, wherever it is cut, stopped, stored or
// robbed of an erased person's key. Shown on random histories through real frames and rows.

#include "consumers/runtime/area_owner.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/core/engine.h"
#include "engine/market/evolve.h"
#include "tests/support/memory_journal.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace koppel {
namespace {

using examples::RandomHistory;
using examples::Told;

constexpr int kFacts = 400;
constexpr std::uint64_t kErased = 5;
constexpr JournalId kJournal{.bytes = {7}};

std::uint64_t seeds(std::uint64_t usual) {
  return std::getenv("KOPPEL_LONG") != nullptr ? 40 * usual : usual;
}

// A history lived through: the facts, the entries, and the market at the end.
struct Life {
  std::vector<Told> told;
  std::vector<Entry> entries;
  Engine engine;

  Engine::Recorded recorder() {
    return [this](const Entry& entry, const Touched& /*touched*/) { entries.push_back(entry); };
  }

  void begin(Instant now) {
    engine.start(
        {.journal_id = kJournal, .area = AreaId{11}, .format = kJournalFormat}, now, recorder());
  }

  void live(const Told& one) {
    const Stamp stamp{.now = one.now, .not_after = plus_ms(one.now, kDayMs)};
    engine.take(one.fact, {}, stamp, recorder());
  }
};

Life live_through(std::uint64_t seed) {
  RandomHistory history(seed);
  Life life;
  life.told = history.founding();
  life.begin(life.told.front().now);
  for (const Told& one : life.told) life.live(one);
  for (int left = kFacts; left > 0; --left) {
    life.told.push_back(history.next(life.engine.market()));
    life.live(life.told.back());
  }
  // At the end half of the people are erased, so that much of the history is theirs.
  for (std::uint64_t id = 1; id <= kErased; ++id) {
    life.told.push_back(history.erasure(ParticipantId{id}));
    life.live(life.told.back());
  }
  return life;
}

std::vector<StoredFrame> frames_of(const Life& life, RandomHistory& cuts, Keys& keys) {
  codec::JournalHead head{.decide_revision = kDecideRevision};
  std::vector<StoredFrame> frames;
  std::span<const Entry> left = life.entries;
  while (!left.empty()) {
    const std::size_t size = std::min<std::size_t>(1 + cuts.below(30), left.size());
    auto some = codec::write_frames(head, left.first(size), keys);
    EXPECT_TRUE(some.has_value());
    frames.insert(frames.end(), some->begin(), some->end());
    left = left.subspan(size);
  }
  return frames;
}

std::vector<Entry> read_back(const std::vector<StoredFrame>& frames, Keys& keys) {
  codec::JournalHead head{.decide_revision = kDecideRevision};
  std::vector<Entry> entries;
  for (const StoredFrame& frame : frames) {
    auto read = codec::read_frame(head, frame.bytes, keys);
    EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().what);
    if (!read) return entries;
    entries.insert(entries.end(), read->entries.begin(), read->entries.end());
  }
  return entries;
}

TEST(Fold, OfTheFramesIsTheMarketLivedThrough) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Life life = live_through(seed);
    for (const std::uint64_t cut : {seed, seed + 1'000}) {
      RandomHistory cuts(cut);
      SeededKeys keys(seed);
      const std::vector<Entry> entries = read_back(frames_of(life, cuts, keys), keys);
      ASSERT_EQ(entries, life.entries);
      Market folded;
      for (const Entry& entry : entries) (void)evolve(folded, entry);
      ASSERT_EQ(codec::digest_of(folded), codec::digest_of(life.engine.market()));
    }
  }
}

// The entries from `from` on that belong to the step under way there.
std::span<const Entry> rest_of_step(const std::vector<Entry>& entries, std::size_t from) {
  std::size_t end = from;
  while (end < entries.size() && entries[end].cause.sequence.is_set()) ++end;
  return std::span(entries).subspan(from, end - from);
}

TEST(Fold, StoppedInTheMiddleOfAStepGoesOnAsTheLiveOne) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Life life = live_through(seed);
    RandomHistory stops(seed);
    for (int left = 40; left > 0; --left) {
      const std::size_t stop = 1 + stops.below(static_cast<std::uint32_t>(life.entries.size()));
      Engine engine;
      for (std::size_t at = 0; at < stop; ++at) {
        (void)engine.fold(life.entries[at], Engine::Indexing::kLater);
      }
      engine.build_index();
      std::vector<Entry> finished;
      engine.finish(
          [&](const Entry& entry, const Touched& /*touched*/) { finished.push_back(entry); });
      const auto expected = rest_of_step(life.entries, stop);
      ASSERT_EQ(finished, std::vector(expected.begin(), expected.end())) << "stopped at " << stop;
    }
  }
}

TEST(Fold, WithoutTheKeysOfTheErasedIsEqualInTheOpenAndAtTheEndInAll) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Life life = live_through(seed);
    RandomHistory cuts(seed);
    SeededKeys keys(seed);
    const auto frames = frames_of(life, cuts, keys);
    std::set<ParticipantId> to_come;
    for (const Participant& participant : life.engine.market().participants) {
      if (participant.state != ParticipantState::kErased) continue;
      to_come.insert(participant.id);
      ASSERT_TRUE(keys.destroy(AreaId{11}, participant.id).has_value());
    }
    Market with;
    Market without;
    const std::vector<Entry> robbed = read_back(frames, keys);
    ASSERT_EQ(robbed.size(), life.entries.size());
    for (std::size_t at = 0; at < robbed.size(); ++at) {
      (void)evolve(with, life.entries[at]);
      (void)evolve(without, robbed[at]);
      if (const auto* fact = std::get_if<Fact>(&robbed[at].body)) {
        if (const auto* erased = std::get_if<ParticipantErased>(&fact->body)) {
          to_come.erase(erased->participant);
        }
      }
      // What a step has left to do is in clear as well: whoever folds may have to finish it.
      ASSERT_EQ(without.head.agenda, with.head.agenda)
          << codec::entry_text(life.entries[at], codec::Personal::kShown);
      // A digest costs a whole pass: every third, and each from the first erasure of the end on.
      if (at % 3 != 0 && !to_come.empty()) continue;
      const auto lived = codec::digest_of(with);
      const auto folded = codec::digest_of(without);
      ASSERT_EQ(folded.open, lived.open)
          << codec::entry_text(life.entries[at], codec::Personal::kShown);
      if (to_come.empty()) {
        ASSERT_EQ(folded.sealed, lived.sealed) << "entry " << at + 1;
      }
    }
    ASSERT_TRUE(to_come.empty());
  }
}

TEST(Runs, OverTheSameFactsDecideTheSameEntries) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Life first = live_through(seed);
    Life second;
    second.begin(first.told.front().now);
    for (const Told& one : first.told) second.live(one);
    ASSERT_EQ(second.entries, first.entries);
  }
}

TEST(Runs, KeepTheirIndexAFunctionOfTheMarket) {
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Life life = live_through(seed);
    ASSERT_EQ(life.engine.index(), matching::Index::build(life.engine.market()));
  }
}

TEST(Runs, SaveInRowsOfWhatWasTouchedAllThatLoadingNeeds) {
  for (std::uint64_t seed = 1; seed <= seeds(6); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomHistory history(seed);
    MemoryJournal journal;
    SeededKeys keys(seed);
    const AreaPorts ports{.journal = journal, .refused = journal, .keys = keys};
    Founding founding{.area = AreaId{11}, .journal_id = kJournal, .engine_version = "test"};
    const auto first = history.founding();
    for (const Told& one : first) founding.facts.push_back(one.fact);
    auto owner = AreaOwner::open(ports, founding, first.front().now);
    ASSERT_TRUE(owner.has_value());
    for (int left = kFacts; left > 0; --left) {
      const Told one = history.next((*owner)->view().market());
      const Incoming incoming{
          .fact = one.fact,
          .original = one.json,
          .cause = {.input = "history", .offset = static_cast<std::uint64_t>(kFacts - left)},
          .stamp = {.now = one.now, .not_after = plus_ms(one.now, kDayMs)}};
      const auto settled = (*owner)->take(std::span(&incoming, 1));
      ASSERT_TRUE(settled.has_value()) << settled.error().what;
      if (history.below(8) != 0) continue;
      const auto loaded = load_area(journal, keys);
      ASSERT_TRUE(loaded.has_value()) << loaded.error().what;
      const AreaView& live = (*owner)->view();
      ASSERT_EQ(codec::digest_of(loaded->market()), codec::digest_of(live.market()));
      ASSERT_EQ(loaded->engine.index(), live.engine.index());
      // Positions of repeats alone wait for the next frame.
      ASSERT_EQ(loaded->head.sequence, live.head.sequence);
      ASSERT_EQ(loaded->head.chain, live.head.chain);
    }
    const auto refolded = refold_area(journal, keys, [](std::uint64_t) {});
    ASSERT_TRUE(refolded.has_value()) << refolded.error().what;
    ASSERT_EQ(codec::digest_of(refolded->market()), codec::digest_of((*owner)->view().market()));
  }
}

TEST(Proposals, BearPartsThatSumToTheirScore) {
  std::size_t proposals = 0;
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (const Entry& entry : live_through(seed).entries) {
      const auto* made = std::get_if<ProposalMade>(&entry.body);
      if (made == nullptr) continue;
      ++proposals;
      const auto sum = std::accumulate(
          made->contributions.begin(),
          made->contributions.end(),
          std::int32_t{0},
          [](std::int32_t points, const Contribution& line) { return points + line.points; });
      ASSERT_EQ(sum, made->score) << codec::body_text(entry.body, codec::Personal::kShown);
    }
  }
  EXPECT_GT(proposals, 100U);
}

TEST(Histories, ComeToEveryKindOfEntryThatFactsLeadTo) {
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= seeds(12); ++seed) {
    for (const Entry& entry : live_through(seed).entries) {
      kinds.emplace(codec::kind_of(entry.body));
    }
  }
  for (const char* kind : {"FactWaiting",
                           "WaitingFactTaken",
                           "FactRefused",
                           "ProposalWithdrawn",
                           "ProposalExpired",
                           "NoMatchExplained",
                           "SupportRequested",
                           "PlacementFilled",
                           "ReminderPlanned",
                           "ReminderDue",
                           "ReminderCancelled",
                           "ParticipantErased",
                           "BarrierReported"}) {
    EXPECT_TRUE(kinds.contains(kind)) << kind;
  }
}

}  // namespace
}  // namespace koppel
