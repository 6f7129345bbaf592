// Claim: areas are taken up and let go one by one, each by itself; what one waits for, the others
// do not notice; and who is let go has everything read back.
#include "consumers/runtime/area_threads.h"

#include "engine/codec/cloud_event.h"
#include "tests/support/log_example.h"

#include <gtest/gtest.h>

#include <chrono>
#include <utility>

namespace koppel {
namespace {

constexpr AreaId kOne{11};
constexpr AreaId kOther{12};
constexpr std::chrono::seconds kPatience{20};

class Borrowed final : public Journal {
 public:
  explicit Borrowed(MemoryJournal& journal) : journal_(journal) {}

  std::expected<void, PortError> commit(Commit commit) override {
    return journal_.commit(std::move(commit));
  }

  std::expected<void, PortError> read(Sequence from, const FrameVisitor& visitor) override {
    return journal_.read(from, visitor);
  }

  std::expected<void, PortError> read_rows(const RowVisitor& visitor) override {
    return journal_.read_rows(visitor);
  }

 private:
  MemoryJournal& journal_;
};

// Two areas, each with a log and rows of its own, that outlive their threads.
class TwoAreas : public testing::Test {
 protected:
  struct Area {
    MemoryBroker broker;
    MemoryJournal rows;
  };

  std::expected<AreaGear, PortError> equip(AreaId area) {
    if (area == missing_) return std::unexpected(PortError{.what = "its directory is locked"});
    Area& mine = area == kOne ? one_ : other_;
    AreaGear gear{.clock = std::make_unique<log_example::TickingClock>(),
                  .wrapping = std::make_unique<SeededWrapping>(log_example::kMaster, area.value()),
                  .rows = std::make_unique<Borrowed>(mine.rows),
                  .log = std::make_unique<MemoryAreaLog>(mine.broker),
                  .timeout_ms = log_example::kTimeoutMs,
                  .founding = log_example::founding_by("threads")};
    gear.founding.area = area;
    return gear;
  }

  // Looks again until it holds; the threads need their time.
  template <typename Holds>
  static bool comes_true(Holds holds) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!holds()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::yield();
    }
    return true;
  }

  bool owns(AreaId area) {
    const auto standings = threads_.standings();
    const auto found = standings.find(area);
    return found != standings.end() && found->second.state == AreaLoop::State::kOwning;
  }

  bool has_let_go(AreaId area) {
    return comes_true([&] {
      threads_.own(kept_);
      return !threads_.standings().contains(area);
    });
  }

  Area one_;
  Area other_;
  AreaId missing_;
  std::set<AreaId> kept_;
  AreaThreads threads_{{.equip = [this](AreaId area) { return equip(area); },
                        .decoder = codec::fact_of,
                        .mandate = [](AreaId, std::int64_t) { return true; }}};
};

TEST_F(TwoAreas, AreTakenUpAndLetGoEachByItself) {
  threads_.own({kOne, kOther});
  EXPECT_TRUE(comes_true([&] { return owns(kOne) && owns(kOther); }));
  kept_ = {kOther};
  EXPECT_TRUE(has_let_go(kOne));
  EXPECT_TRUE(owns(kOther));
  EXPECT_EQ(threads_.standings().at(kOther).counts.acquired, 1U);
  kept_ = {};
  EXPECT_TRUE(has_let_go(kOther));
  EXPECT_TRUE(threads_.idle());
  EXPECT_FALSE(one_.broker.committed(AreaTopic::kJournal).empty());
}

TEST_F(TwoAreas, LetGoAndTakenUpAgainGoesOnFromItsRows) {
  threads_.own({kOne});
  EXPECT_TRUE(comes_true([&] { return owns(kOne); }));
  EXPECT_TRUE(has_let_go(kOne));
  const std::size_t before = one_.broker.committed(AreaTopic::kJournal).size();
  threads_.own({kOne});
  EXPECT_TRUE(comes_true([&] { return owns(kOne); }));
  EXPECT_TRUE(has_let_go(kOne));
  EXPECT_EQ(one_.broker.committed(AreaTopic::kJournal).size(), before + 1);  // AreaAcquired
}

TEST_F(TwoAreas, OneThatCannotBeOpenedHoldsUpNoOther) {
  missing_ = kOne;
  threads_.own({kOne, kOther});
  EXPECT_TRUE(comes_true([&] { return owns(kOther); }));
  EXPECT_EQ(threads_.standings().at(kOne).error->what, "its directory is locked");
  EXPECT_TRUE(has_let_go(kOne));
}

}  // namespace
}  // namespace koppel
