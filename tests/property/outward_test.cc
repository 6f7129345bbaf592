// Claim: what others are told is a function of the journal, is enough to keep up with the market,
// and names nobody in public. Shown on random histories: told again by folding the frames, keys of
// erased persons gone; and by readers that know the messages alone.

#include "engine/market/outward.h"

#include "consumers/runtime/area_owner.h"
#include "engine/codec/outward_codec.h"
#include "engine/market/evolve.h"
#include "tests/support/memory_journal.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include "koppel/v1/outward.pb.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace koppel {
namespace {

using examples::RandomHistory;
using examples::Told;

constexpr int kFacts = 300;
constexpr std::uint64_t kSeeds = 8;
constexpr std::uint64_t kErased = 5;
constexpr JournalId kJournal{.bytes = {7}};

using Line = std::tuple<std::uint64_t, std::uint32_t, std::string, std::string, std::string>;

Line line_of(const OutwardMessage& message) {
  return {message.entry.value(), message.number, message.type, message.subject, message.payload};
}

// A journal that keeps what others are told.
class HeardJournal final : public Journal {
 public:
  explicit HeardJournal(Audience audience) : audience_(audience) {}

  [[nodiscard]] Audience audience() const override { return audience_; }

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override {
    heard.insert(heard.end(), commit.outward.begin(), commit.outward.end());
    return stored.commit(std::move(commit));
  }

  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override {
    return stored.read(from, visitor);
  }

  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override {
    return stored.read_rows(visitor);
  }

  MemoryJournal stored;
  std::vector<OutwardMessage> heard;

 private:
  Audience audience_;
};

// What a reader of the three topics believes.
struct Reader {
  std::map<std::uint64_t, std::uint32_t> free_seats;
  std::set<std::uint32_t> proposals;
  std::set<std::uint32_t> reminders;

  void hear(const OutwardMessage& message) {
    if (message.topic == OutwardTopic::kPlacementEvents) {
      v1::PlacementEvent event;
      ASSERT_TRUE(event.ParseFromString(message.payload));
      free_seats[event.placement()] = event.free_seats();
    } else if (message.topic == OutwardTopic::kProposals) {
      v1::ProposalEvent event;
      ASSERT_TRUE(event.ParseFromString(message.payload));
      const bool stands = event.kind() == v1::PROPOSAL_EVENT_KIND_MADE ||
                          event.kind() == v1::PROPOSAL_EVENT_KIND_ACCEPTED;
      ASSERT_EQ(stands, event.has_expires_at()) << message.type;
      if (stands) proposals.insert(event.proposal());
      if (!stands) {
        ASSERT_EQ(proposals.erase(event.proposal()), 1U) << message.type;
      }
    } else {
      v1::ReminderEvent event;
      ASSERT_TRUE(event.ParseFromString(message.payload));
      const bool stands = event.kind() == v1::REMINDER_EVENT_KIND_PLANNED ||
                          event.kind() == v1::REMINDER_EVENT_KIND_DUE;
      if (stands) reminders.insert(event.reminder());
      if (!stands) {
        ASSERT_EQ(reminders.erase(event.reminder()), 1U) << message.type;
      }
    }
  }

  void expect_up_to_date_with(const Market& market) const {
    ASSERT_EQ(free_seats.size(), market.placements.size());
    for (const Placement& placement : market.placements) {
      const std::uint32_t seats = placement.closed ? 0 : placement.details.seats;
      const std::uint32_t free = seats - std::min(seats, placement.engaged);
      ASSERT_EQ(free_seats.at(placement.id.value()), free) << placement.id.value();
    }
    ASSERT_EQ(proposals.size(), market.proposals.size());
    for (const auto& [number, proposal] : market.proposals) {
      ASSERT_TRUE(proposals.contains(number.value())) << number.value();
    }
    ASSERT_EQ(reminders.size(), market.reminders.size());
    for (const auto& [number, reminder] : market.reminders) {
      ASSERT_TRUE(reminders.contains(number.value())) << number.value();
    }
  }
};

struct Life {
  explicit Life(std::uint64_t seed, Journal::Audience audience = Journal::Audience::kOthers)
      : journal(audience), history(seed), keys(seed) {
    Founding founding{.area = AreaId{11}, .journal_id = kJournal, .engine_version = "test"};
    const auto first = history.founding();
    for (const Told& one : first) founding.facts.push_back(one.fact);
    const AreaPorts ports{.journal = journal, .refused = journal.stored, .keys = keys};
    owner = AreaOwner::open(ports, founding, first.front().now).value();
  }

  void take(const Told& one) {
    const Incoming incoming{.fact = one.fact,
                            .original = one.json,
                            .cause = {},
                            .stamp = {.now = one.now, .not_after = plus_ms(one.now, kDayMs)}};
    ASSERT_TRUE(owner->take(std::span(&incoming, 1)).has_value());
  }

  HeardJournal journal;
  RandomHistory history;
  SeededKeys keys;
  std::unique_ptr<AreaOwner> owner;
};

std::vector<Line> told_again(Journal& journal, Keys& keys) {
  std::vector<Line> told;
  Market market;
  const auto read = read_entries(journal, keys, Sequence{1}, [&](const Entry& entry) {
    const BeforeEntry before = before_entry(market, entry);
    (void)evolve(market, entry);
    std::uint32_t number = 0;
    for (const OutwardEvent& event : outward_of(before, entry, market)) {
      told.push_back(line_of(codec::write_outward(event, entry.sequence, number++)));
    }
    return Journal::Next::kGoOn;
  });
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().what);
  return told;
}

TEST(Outward, IsToldAgainByFoldingEvenWithoutTheKeysOfErasedPersons) {
  std::set<std::string> types;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life(seed);
    for (int left = kFacts; left > 0; --left) {
      life.take(life.history.next(life.owner->view().market()));
    }
    for (std::uint64_t id = 1; id <= kErased; ++id) {
      life.take(life.history.erasure(ParticipantId{id}));
    }
    std::vector<Line> live;
    for (const OutwardMessage& message : life.journal.heard) {
      live.push_back(line_of(message));
      types.insert(message.type);
    }
    ASSERT_FALSE(live.empty());
    ASSERT_EQ(told_again(life.journal, life.keys), live);
  }
  RecordProperty("types", static_cast<int>(types.size()));
  for (const char* type : {"koppel.proposal.made.v1",
                           "koppel.proposal.accepted.v1",
                           "koppel.proposal.declined.v1",
                           "koppel.reminder.planned.v1",
                           "koppel.placement.opened.v1",
                           "koppel.placement.started.v1",
                           "koppel.placement.ended.v1"}) {
    EXPECT_TRUE(types.contains(type)) << type << " was never told";
  }
}

TEST(Outward, IsEnoughToKeepUpWithTheMarket) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life(seed);
    Reader reader;
    std::size_t heard = 0;
    for (int left = kFacts; left > 0; --left) {
      life.take(life.history.next(life.owner->view().market()));
      for (; heard < life.journal.heard.size(); ++heard) {
        ASSERT_NO_FATAL_FAILURE(reader.hear(life.journal.heard[heard]));
      }
      ASSERT_NO_FATAL_FAILURE(reader.expect_up_to_date_with(life.owner->view().market()));
    }
  }
}

TEST(Outward, NamesNobodyInPublic) {
  const auto* message = v1::PlacementEvent::descriptor();
  for (int at = 0; at < message->field_count(); ++at) {
    const std::string& name = message->field(at)->name();
    EXPECT_EQ(name.find("participant"), std::string::npos);
    EXPECT_EQ(name.find("engagement"), std::string::npos);  // one person's, by its id
    EXPECT_EQ(name.find("proposal"), std::string::npos);
  }
}

TEST(Outward, HasAnIdMadeFromTheFrameThatHoldsTheEntry) {
  Life life(3);
  codec::JournalHead head;
  std::size_t frames = 0;
  ASSERT_TRUE(life.journal
                  .read(Sequence{1},
                        [&](Sequence /*first*/, std::string_view bytes) {
                          const auto read = codec::read_frame(head, bytes, life.keys);
                          EXPECT_TRUE(read.has_value());
                          EXPECT_EQ(codec::chain_of(bytes), head.chain);
                          ++frames;
                          return Journal::Next::kGoOn;
                        })
                  .has_value());
  EXPECT_GT(frames, 0U);
  Chain chain{};
  chain[0] = 0xAB;
  EXPECT_EQ(codec::outward_id(kJournal, {.entry = Sequence{12}, .number = 3}, chain),
            "07000000000000000000000000000000/12/3/ab00000000000000");
  EXPECT_EQ(codec::chain_of("no frame"), std::nullopt);
}

TEST(Outward, IsNotMadeWhereNobodyListens) {
  Life life(3, Journal::Audience::kNobody);
  for (int left = kFacts; left > 0; --left) {
    life.take(life.history.next(life.owner->view().market()));
  }
  EXPECT_GT(life.owner->view().market().head.proposals_made, 0U);
  EXPECT_TRUE(life.journal.heard.empty());
}

}  // namespace
}  // namespace koppel
