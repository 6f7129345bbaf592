// Claim: an owner makes up for rows that were lost, keeps no original that its key does not open,
// none about an erased person, and none longer than kOriginalDays. Shown on an area in memory.
#include "consumers/runtime/area_owner.h"

#include "engine/codec/fact_codec.h"
#include "engine/codec/market_digest.h"
#include "tests/support/market_examples.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace koppel {
namespace {

constexpr AreaId kArea{11};
constexpr ParticipantId kSomebody{7};

Incoming told(const std::string& id, FactBody body) {
  const Fact fact{.area = kArea, .occurred_at = examples::monday(), .body = std::move(body)};
  const std::string line = codec::fact_to_json("test", id, fact);
  return {.fact = codec::fact_from_json(line).value(),
          .original = line,
          .cause = {},
          .stamp = {.now = examples::monday(), .not_after = kLatest}};
}

Incoming registered(std::uint64_t id) {
  return told("employer " + std::to_string(id),
              EmployerRegistered{.employer = EmployerId{id},
                                 .details = {.name = "an employer", .sector = Sector::kCare}});
}

// Keys whose sync fails when told so.
class FailingKeys final : public Keys {
 public:
  std::expected<std::optional<Key>, PortError> find(AreaId area, ParticipantId who) override {
    return keys_.find(area, who);
  }

  std::expected<Key, PortError> find_or_make(AreaId area, ParticipantId who) override {
    return keys_.find_or_make(area, who);
  }

  std::expected<void, PortError> sync() override {
    if (!fails_) return keys_.sync();
    keys_.lose_unsynced();
    return std::unexpected(PortError{.what = "the disk is gone", .remedy = "put it back"});
  }

  std::expected<void, PortError> destroy(AreaId area, ParticipantId who) override {
    return keys_.destroy(area, who);
  }

  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override { keys_.fill_nonce(nonce); }

  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override {
    return keys_.sign(message);
  }

  std::array<std::uint8_t, 32> verify_key() override { return keys_.verify_key(); }

  void fail() { fails_ = true; }

 private:
  SeededKeys keys_{1};
  bool fails_ = false;
};

class OwnerOfAnArea : public testing::Test {
 protected:
  void open() {
    owner_ = AreaOwner::open({.journal = journal_, .refused = journal_, .keys = keys_},
                             {.area = kArea, .journal_id = {.bytes = {7}}},
                             examples::monday())
                 .value();
  }

  Settled take(const Incoming& incoming) { return owner_->take({&incoming, 1}).value().front(); }

  void lose_rows() {
    Commit commit;
    ASSERT_TRUE(journal_
                    .read_rows([&](std::string_view key, std::string_view) {
                      commit.rows.push_back({.key = std::string(key), .value = std::nullopt});
                      return Journal::Next::kGoOn;
                    })
                    .has_value());
    ASSERT_TRUE(journal_.commit(commit).has_value());
  }

  std::size_t originals() {
    std::size_t count = 0;
    EXPECT_TRUE(journal_.each([&](const ContentHash&, std::string_view) { ++count; }).has_value());
    return count;
  }

  MemoryJournal journal_;
  FailingKeys keys_;
  std::unique_ptr<AreaOwner> owner_;
};

TEST_F(OwnerOfAnArea, WritesLostRowsAgainWithItsNextCommit) {
  open();
  for (const std::uint64_t id : {1U, 2U, 3U}) take(registered(id));
  lose_rows();
  open();
  take(registered(4));
  const auto loaded = load_area(journal_, keys_);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().what;
  EXPECT_TRUE(loaded->behind.empty());
  EXPECT_EQ(loaded->market().employers.size(), 4U);
  EXPECT_EQ(codec::digest_of(loaded->market()), codec::digest_of(owner_->view().market()));
}

TEST_F(OwnerOfAnArea, KeepsNoOriginalBeforeItsKeyIsDurable) {
  open();
  ASSERT_EQ(take(told("1", EngagementAgreed{})).disposition, Disposition::kRefused);
  ASSERT_EQ(originals(), 1U);
  keys_.fail();
  const Incoming another = told("2", EngagementAgreed{});
  EXPECT_FALSE(owner_->take({&another, 1}).has_value());
  EXPECT_EQ(originals(), 1U);
}

TEST_F(OwnerOfAnArea, KeepsNoOriginalAboutTheErasedWhateverElseIsWrongWithIt) {
  open();
  take(registered(1));
  take(told("2", ParticipantErased{.participant = kSomebody}));
  const Settled settled = take(told("employer 1", IntakeHeld{.participant = kSomebody}));
  EXPECT_EQ(settled.reason, RefusalReason::kIdReused);
  EXPECT_EQ(originals(), 0U);
}

TEST_F(OwnerOfAnArea, KeepsAnOriginalForItsDaysFromWhenItWasRefusedLast) {
  const auto days_later = [](std::int64_t days) {
    return plus_ms(examples::monday(), days * kDayMs);
  };
  open();
  Incoming again = told("1", EngagementAgreed{});
  take(again);
  take(told("2", EngagementAgreed{}));
  ASSERT_EQ(originals(), 2U);
  again.stamp.now = days_later(30);
  ASSERT_EQ(take(again).disposition, Disposition::kRefused);
  ASSERT_TRUE(owner_->advance(days_later(kOriginalDays)).has_value());
  EXPECT_EQ(originals(), 2U);
  ASSERT_TRUE(owner_->advance(days_later(kOriginalDays + 1)).has_value());
  EXPECT_EQ(originals(), 1U);
  ASSERT_TRUE(owner_->advance(days_later(kOriginalDays + 31)).has_value());
  EXPECT_EQ(originals(), 0U);
}

}  // namespace
}  // namespace koppel
