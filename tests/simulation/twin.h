#pragma once

#include "consumers/runtime/area_owner.h"
#include "tests/simulation/entry_reader.h"
#include "tests/simulation/ledger.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <memory>
#include <vector>

namespace koppel::simulation {

// An owner to whom nothing ever happens. It is told what the journal under test says it took, in
// that order and at those moments, and must come to the same entries.
class Twin {
 public:
  Twin(std::uint64_t seed, Founding founding) : keys_(seed), founding_(std::move(founding)) {}

  // Goes on behind what was compared before.
  [[nodiscard]] Found compare(const std::vector<Entry>& entries, const Ledger& ledger);

  // Takes all that was sent, each fact once at its own moment, from a journal founded at `now`, and
  // compares all entries: for an import, in which nothing but the file decides.
  [[nodiscard]] Found compare_import(Instant now,
                                     const std::vector<Entry>& entries,
                                     const Ledger& ledger);

  // After compare(): of the market as of the entries compared.
  [[nodiscard]] const Market& market() const { return owner_->view().market(); }

 private:
  [[nodiscard]] Found open(Instant now);
  [[nodiscard]] Found live(const Entry& entry, const Ledger& ledger);
  [[nodiscard]] Found differs_from(const std::vector<Entry>& entries);

  MemoryJournal journal_;
  SeededKeys keys_;
  Founding founding_;
  std::unique_ptr<AreaOwner> owner_;
  EntryReader reader_;
  std::size_t compared_ = 0;
};

}  // namespace koppel::simulation
