// Claim: an owner with a second thread to seal and write keeps the same frames and rows as one that
// does all itself, however many facts a commit has, and tells what went wrong beside.
#include "consumers/runtime/pending_entries.h"

#include "consumers/runtime/area_owner.h"
#include "engine/codec/fact_codec.h"
#include "engine/codec/market_digest.h"
#include "tests/support/market_examples.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace koppel {
namespace {

constexpr AreaId kArea{11};
constexpr PortError kNoKeys{.failure = PortFailure::kUnavailable, .what = "no keys", .remedy = ""};

// For several threads; makes no key any more, once told so.
class ScarceKeys final : public Keys {
 public:
  std::expected<std::optional<Key>, PortError> find(AreaId area, ParticipantId who) override {
    const std::scoped_lock lock(mutex_);
    return keys_.find(area, who);
  }

  std::expected<Key, PortError> find_or_make(AreaId area, ParticipantId who) override {
    const std::scoped_lock lock(mutex_);
    if (who.value() >= first_without_) return std::unexpected(kNoKeys);
    return keys_.find_or_make(area, who);
  }

  std::expected<void, PortError> sync() override {
    const std::scoped_lock lock(mutex_);
    return keys_.sync();
  }

  std::expected<void, PortError> destroy(AreaId area, ParticipantId who) override {
    const std::scoped_lock lock(mutex_);
    return keys_.destroy(area, who);
  }

  // Always the same, so that it does not matter who seals first.
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override {
    std::ranges::fill(nonce, std::uint8_t{0});
  }

  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override {
    return keys_.sign(message);
  }

  std::array<std::uint8_t, 32> verify_key() override { return keys_.verify_key(); }

  void make_none_from(std::uint64_t id) { first_without_ = id; }

 private:
  std::mutex mutex_;
  SeededKeys keys_{1};
  std::uint64_t first_without_ = UINT64_MAX;
};

Incoming registered(std::uint64_t id) {
  const Fact fact{.area = kArea,
                  .occurred_at = examples::monday(),
                  .body = ParticipantRegistered{.participant = ParticipantId{id},
                                                .programme = "direct",
                                                .external_ref = "person " + std::to_string(id)}};
  const std::string line = codec::fact_to_json("test", std::to_string(id), fact);
  return {.fact = codec::fact_from_json(line).value(),
          .original = line,
          .cause = {},
          .stamp = {.now = examples::monday(), .not_after = kLatest}};
}

Fact programme() {
  return {.fact_id = codec::fact_id_of("test", "programme"),
          .area = kArea,
          .body = ProgrammePublished{.code = "direct",
                                     .version = 1,
                                     .policy = SequencingPolicy::kPlaceFirst,
                                     .proposal_working_days = 10}};
}

// One area, and people who register there.
struct Town {
  explicit Town(Threads threads)
      : owner(AreaOwner::open(
                  {.journal = journal, .refused = journal, .keys = keys, .threads = threads},
                  {.area = kArea, .journal_id = {.bytes = {7}}, .facts = {programme()}},
                  examples::monday())
                  .value()) {}

  std::expected<std::vector<Settled>, PortError> take(std::size_t people) {
    std::vector<Incoming> facts;
    while (facts.size() < people) facts.push_back(registered(++registered_));
    return owner->take(facts);
  }

  std::vector<std::string> frames() {
    std::vector<std::string> frames;
    EXPECT_TRUE(journal.read(Sequence{1}, [&](Sequence, std::string_view bytes) {
      frames.emplace_back(bytes);
      return Journal::Next::kGoOn;
    }));
    return frames;
  }

  MemoryJournal journal;
  ScarceKeys keys;
  std::unique_ptr<AreaOwner> owner;

 private:
  std::uint64_t registered_ = 0;
};

TEST(PendingEntries, AreWrittenAsByOneThread) {
  Town alone(Threads::kOne);
  Town beside(Threads::kTwo);
  for (const std::size_t people : {1U, 3U, 500U, 63U, 64U, 65U, 2U, 1'000U, 0U, 1U}) {
    ASSERT_TRUE(alone.take(people));
    ASSERT_TRUE(beside.take(people));
  }
  EXPECT_EQ(alone.frames(), beside.frames());
  const auto loaded = load_area(beside.journal, beside.keys);
  ASSERT_TRUE(loaded) << loaded.error().what;
  EXPECT_EQ(codec::digest_of(loaded->market()), codec::digest_of(alone.owner->view().market()));
  EXPECT_TRUE(loaded->behind.empty());
}

TEST(PendingEntries, TellWhatFailedBesideAndAreNotCommitted) {
  Town town(Threads::kTwo);
  ASSERT_TRUE(town.take(10));
  const std::vector<std::string> before = town.frames();
  town.keys.make_none_from(15);
  EXPECT_EQ(town.take(500).error().what, "no keys");
  EXPECT_EQ(town.frames(), before);
}

}  // namespace
}  // namespace koppel
