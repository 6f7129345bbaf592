// Claim: whatever bytes stand where a fact, a frame or a row should be, reading them never crashes
// and always answers: what it is, or why it is none. Shown on thousands of real ones with seeded
// flips, cuts and insertions.
#include "consumers/runtime/area_owner.h"
#include "engine/codec/fact_codec.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"
#include "tests/support/market_examples.h"
#include "tests/support/memory_journal.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <random>

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kMutations = 20'000;
constexpr std::uint64_t kSeed = 11;
constexpr std::uint32_t kChangesMax = 3;
constexpr std::size_t kFacts = 150;

// An area lived through: what it was told, and what was stored of it.
struct Life {
  MemoryJournal journal;
  SeededKeys keys{kSeed};
  std::vector<std::string> originals;

  Life() {
    examples::RandomHistory random(kSeed);
    const auto owner = AreaOwner::open({.journal = journal, .refused = journal, .keys = keys},
                                       {.area = AreaId{11}, .journal_id = {.bytes = {7}}},
                                       examples::monday());
    std::vector<examples::Told> told = random.founding();
    while (originals.size() < kFacts) {
      if (originals.size() >= told.size()) told.push_back(random.next((*owner)->view().market()));
      const examples::Told& one = told[originals.size()];
      originals.push_back(one.json);
      const Incoming incoming{.fact = one.fact,
                              .original = one.json,
                              .cause = {},
                              .stamp = {.now = one.now, .not_after = kLatest}};
      EXPECT_TRUE((*owner)->take({&incoming, 1}).has_value());
    }
  }
};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t below) { return random_() % below; }

  [[nodiscard]] std::string mutated(std::string bytes) {
    for (std::size_t left = 1 + below(kChangesMax); left > 0 && !bytes.empty(); --left) {
      const std::size_t at = below(bytes.size());
      const char byte = static_cast<char>(below(256));
      switch (below(4)) {
        case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8))); break;
        case 1: bytes.resize(at); break;
        case 2: bytes.insert(at, 1 + below(5), byte); break;
        default: bytes[at] = byte; break;
      }
    }
    return bytes;
  }

 private:
  std::mt19937_64 random_;
};

TEST(Mutation, OfAFactIsAnsweredWithAFactOrAReason) {
  const Life life;
  Mutator mutator(kSeed);
  std::uint32_t misfits = 0;
  for (std::uint32_t count = 0; count < kMutations; ++count) {
    const std::string& any = life.originals[mutator.below(life.originals.size())];
    const auto fact = codec::fact_from_json(mutator.mutated(any));
    if (fact) continue;
    ++misfits;
    ASSERT_FALSE(fact.error().why.empty()) << "mutation " << count;
  }
  EXPECT_GT(misfits, kMutations / 2);
}

TEST(Mutation, OfAFrameIsAlwaysFound) {
  Life life;
  std::string whole;  // the first of all, which founds the journal
  ASSERT_TRUE(life.journal
                  .read(Sequence{1},
                        [&](Sequence /*first*/, std::string_view bytes) {
                          whole = bytes;
                          return Journal::Next::kStop;
                        })
                  .has_value());
  Mutator mutator(kSeed);
  for (std::uint32_t count = 0; count < kMutations / 10; ++count) {
    const std::string bytes = mutator.mutated(whole);
    if (bytes == whole) continue;
    codec::JournalHead head;
    const auto frame = codec::read_frame(head, bytes, life.keys);
    ASSERT_FALSE(frame.has_value()) << "mutation " << count;
    ASSERT_FALSE(frame.error().what.empty());
  }
}

TEST(Mutation, OfARowIsAnsweredWithARowOrAReason) {
  Life life;
  std::vector<std::pair<std::string, std::string>> rows;
  ASSERT_TRUE(life.journal
                  .read_rows([&](std::string_view key, std::string_view value) {
                    if (key != codec::head_key()) rows.emplace_back(key, value);
                    return Journal::Next::kGoOn;
                  })
                  .has_value());
  Mutator mutator(kSeed);
  std::set<ParticipantId> keyless;
  for (std::uint32_t count = 0; count < kMutations; ++count) {
    const auto& [key, value] = rows[mutator.below(rows.size())];
    const bool of_key = mutator.below(4) == 0;
    const auto row = codec::read_row(of_key ? mutator.mutated(key) : key,
                                     of_key ? value : mutator.mutated(value),
                                     AreaId{11},
                                     life.keys,
                                     keyless);
    if (row) continue;
    ASSERT_FALSE(row.error().what.empty()) << "mutation " << count;
  }
}

}  // namespace
}  // namespace koppel::simulation
