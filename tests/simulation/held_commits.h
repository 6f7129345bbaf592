#pragma once

#include "engine/ports/journal.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/lies.h"
#include "tests/simulation/swarm.h"

#include <optional>

namespace koppel::simulation {

// A journal that writes ahead (runtime/journal_ahead.h) without a thread: the dice say whether a
// commit is written at once or only when the next one or settle() comes. Destroyed, it writes
// nothing more: its process is no more.
class HeldCommits final : public Journal {
 public:
  HeldCommits(Journal& journal, Writing writing, Dice& dice, Lie lie)
      : journal_(journal), writing_(writing), dice_(dice), lie_(lie) {}

  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;
  [[nodiscard]] std::expected<void, PortError> settle() override;
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

 private:
  // Answers what failed before, if anything did.
  [[nodiscard]] std::expected<void, PortError> write_held();

  Journal& journal_;
  Writing writing_;
  Dice& dice_;
  Lie lie_;
  std::optional<Commit> held_;
  std::optional<PortError> failed_;
};

}  // namespace koppel::simulation
