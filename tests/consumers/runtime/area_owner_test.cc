// Claim: an owner makes up for rows that were lost. Shown on an area in memory.
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

  MemoryJournal journal_;
  SeededKeys keys_{1};
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

}  // namespace
}  // namespace koppel
