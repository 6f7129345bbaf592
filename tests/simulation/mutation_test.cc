// Claim: whatever bytes stand where a fact, a frame or a row should be, reading them never crashes
// and always answers: what it is, or why it is none. Shown on thousands of real ones with seeded
// flips, cuts and insertions.
#include "engine/codec/fact_codec.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"
#include "tests/simulation/simulation.h"

#include <gtest/gtest.h>

#include <random>

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kMutations = 20'000;
constexpr std::uint64_t kSeed = 11;
constexpr std::uint32_t kChangesMax = 3;

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
  const History history = history_of(kSeed);
  Mutator mutator(kSeed);
  std::uint32_t misfits = 0;
  for (std::uint32_t count = 0; count < kMutations; ++count) {
    const Incoming& any = history.facts[mutator.below(history.facts.size())];
    const auto fact = codec::fact_from_json(mutator.mutated(any.original));
    if (fact) continue;
    ++misfits;
    ASSERT_FALSE(fact.error().why.empty()) << "mutation " << count;
  }
  EXPECT_GT(misfits, kMutations / 2);
}

TEST(Mutation, OfAFrameIsAlwaysFound) {
  FaultyPorts ports(kSeed, Lie::kNone);
  const History history = history_of(kSeed);
  codec::JournalHead written{.journal_id = {.bytes = {7}}, .area = AreaId{11}};
  const auto frames = codec::write_frames(written, history.entries, ports);
  ASSERT_TRUE(frames.has_value());
  Mutator mutator(kSeed);
  for (std::uint32_t count = 0; count < kMutations / 10; ++count) {
    const std::string& whole = frames->front().bytes;
    const std::string bytes = mutator.mutated(whole);
    if (bytes == whole) continue;
    codec::JournalHead head;
    const auto frame = codec::read_frame(head, bytes, ports);
    ASSERT_FALSE(frame.has_value()) << "mutation " << count;
    ASSERT_FALSE(frame.error().what.empty());
  }
}

TEST(Mutation, OfARowIsAnsweredWithARowOrAReason) {
  FaultyPorts ports(kSeed, Lie::kNone);
  const History history = history_of(kSeed);
  Engine engine;
  std::vector<RowChange> rows;
  for (const Entry& entry : history.entries) {
    for (const RowRef& ref : engine.fold(entry, Engine::Indexing::kLater).rows) {
      auto row = codec::write_row(engine.market(), ref, ports);
      ASSERT_TRUE(row.has_value());
      if (row->value) rows.push_back(std::move(*row));
    }
  }
  Mutator mutator(kSeed);
  for (std::uint32_t count = 0; count < kMutations; ++count) {
    const RowChange& any = rows[mutator.below(rows.size())];
    const bool of_key = mutator.below(4) == 0;
    const auto row = codec::read_row(of_key ? mutator.mutated(any.key) : any.key,
                                     of_key ? *any.value : mutator.mutated(*any.value),
                                     AreaId{11},
                                     ports);
    if (row) continue;
    ASSERT_FALSE(row.error().what.empty()) << "mutation " << count;
  }
}

}  // namespace
}  // namespace koppel::simulation
