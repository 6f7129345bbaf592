#pragma once

#include "engine/market/market.h"
#include "tests/simulation/found.h"
#include "tests/simulation/ledger.h"

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

// Checks that look at each entry once, in order.
namespace koppel::simulation {

// Every fact is accepted or refused once, and where its sender was told.
class FactsCheck {
 public:
  [[nodiscard]] Found step(const Entry& entry, const Ledger& ledger);

  // Whatever was answered is recorded as it was answered.
  [[nodiscard]] Found answers(const Ledger& ledger) const;
  // Whatever was sent has its own entry or repeats one.
  [[nodiscard]] Found all_recorded(const Ledger& ledger) const;

 private:
  [[nodiscard]] Found accept(const Fact& fact, Sequence sequence);

  std::map<FactId, Sequence> accepted_;
  std::map<Sequence, FactId> waiting_;
  std::set<FactId> ever_accepted_;
  std::set<std::pair<std::string, std::uint64_t>> read_;  // places of inputs
  std::map<Sequence, Cause> own_;                         // of the facts' own entries
  std::map<Sequence, Disposition> disposed_;
};

// No seat is given or proposed beyond those of the place; one that loses seats may keep too many.
class SeatsCheck {
 public:
  [[nodiscard]] Found step(const Entry& entry);

 private:
  Market market_;
  std::vector<std::uint64_t> taken_;  // seats by ordinal of the placement, as of the last entry
};

// Every reminder is planned once, and is due or cancelled once, not before its time.
class RemindersCheck {
 public:
  [[nodiscard]] Found step(const Entry& entry);

 private:
  std::uint64_t planned_ = 0;
  std::map<ReminderNumber, Instant> due_at_;
  std::set<ReminderNumber> due_;
  std::set<ReminderNumber> cancelled_;
};

class TimeCheck {
 public:
  [[nodiscard]] Found step(const Entry& entry);

 private:
  Instant last_;
};

}  // namespace koppel::simulation
