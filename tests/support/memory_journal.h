#pragma once

#include "engine/ports/journal.h"
#include "engine/ports/refused_store.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace koppel {

// Journal, rows and refused originals in memory, under the contract of the store on disk: after a
// failed commit every later one is refused until reopen(), which is what opening again is there.
class MemoryJournal final : public Journal, public RefusedStore {
 public:
  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

  [[nodiscard]] std::expected<void, PortError> keep(const ContentHash& hash,
                                                    std::string_view sealed,
                                                    const Why& why) override;
  [[nodiscard]] std::expected<void, PortError> each(const Visitor& visitor) override;
  [[nodiscard]] std::expected<void, PortError> drop(const ContentHash& hash) override;

  [[nodiscard]] std::expected<void, PortError> shred_dropped() override { return {}; }

  // A commit that fails may have been stored for all that; both must be survived.
  enum class Fate : std::uint8_t {
    kLost,
    kStored
  };
  void fail_next_commit(PortError error, Fate fate = Fate::kLost);

  void reopen() { health_ = Health::kSound; }

 private:
  enum class Health : std::uint8_t {
    kSound,
    kCommitFailed
  };

  struct Failure {
    PortError error;
    Fate fate;
  };

  void store(const Commit& commit);

  std::map<Sequence, std::string> frames_;
  std::map<std::string, std::string, std::less<>> rows_;
  std::map<ContentHash, std::string> refused_;
  std::optional<Failure> next_;
  Health health_ = Health::kSound;
};

}  // namespace koppel
