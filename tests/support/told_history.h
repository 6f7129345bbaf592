#pragma once

#include "consumers/runtime/area_owner.h"
#include "engine/ports/area_log.h"
#include "tests/support/memory_journal.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel::examples {

// A journal in memory that keeps what others are told of each commit, as it is sent to them.
class TellingJournal final : public Journal {
 public:
  [[nodiscard]] Audience audience() const override { return Audience::kOthers; }

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

  [[nodiscard]] RefusedStore& refused() { return stored_; }

  [[nodiscard]] std::vector<LogRecord> take_told() { return std::exchange(told_, {}); }

 private:
  MemoryJournal stored_;
  std::vector<LogRecord> told_;
};

// A random history of AM11 as its owner takes it, fact by fact.
class ToldHistory {
 public:
  static constexpr AreaId kArea{11};

  explicit ToldHistory(std::uint64_t seed);

  // What comes next is mostly this (RandomHistory).
  void begin_with(std::uint32_t people, std::uint32_t places) {
    history_.begin_with(people, places);
  }

  // Takes one more fact and answers what others are told of it: nothing, or more than one record.
  [[nodiscard]] std::vector<LogRecord> next();

  [[nodiscard]] const Market& market() const { return owner_->view().market(); }

 private:
  TellingJournal journal_;
  RandomHistory history_;
  SeededKeys keys_;
  std::unique_ptr<AreaOwner> owner_;
};

// "ce_id", or "" where there is none.
[[nodiscard]] std::string header_of(const LogRecord& record, std::string_view name);

}  // namespace koppel::examples
