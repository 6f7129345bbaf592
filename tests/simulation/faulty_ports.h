#pragma once

#include "engine/ports/journal.h"
#include "engine/ports/keys.h"
#include "engine/ports/refused_store.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_keys.h"

#include <cstdint>

namespace koppel::simulation {

// Bugs that are put in on purpose, to see that they are found.
enum class Lie : std::uint8_t {
  kNone,
  kCommitDropped,       // now and then, and said to have succeeded
  kFramesDropped,       // now and then: rows without the frames they follow from
  kPositionsForgotten,  // in every commit's rows
  kKeysNotSynced        // never, and said to have succeeded
};

// Journal, refused originals and keys in memory. Every call that changes something may be the one
// at which the process dies: before it had an effect or after. From then on every such call fails
// until recover().
class FaultyPorts final : public Journal, public RefusedStore, public Keys {
 public:
  FaultyPorts(std::uint64_t seed, Lie lie) : keys_(seed), lie_(lie) {}

  // The process dies at the call after so many more, before or after its effect.
  enum class When : std::uint8_t {
    kBefore,
    kAfter
  };
  void die_after(std::uint32_t calls, When when);
  // What is left when a process died: what was durable.
  void recover();

  std::expected<void, PortError> commit(const Commit& commit) override;
  std::expected<void, PortError> read(Sequence from, const FrameVisitor& visitor) override;
  std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

  std::expected<void, PortError> keep(const ContentHash& hash, std::string_view sealed) override;
  std::expected<void, PortError> each(const Visitor& visitor) override;
  std::expected<void, PortError> drop(const ContentHash& hash) override;
  std::expected<void, PortError> shred_dropped() override;

  std::expected<std::optional<Key>, PortError> find(AreaId area,
                                                    ParticipantId participant) override;
  std::expected<Key, PortError> find_or_make(AreaId area, ParticipantId participant) override;
  std::expected<void, PortError> sync() override;
  std::expected<void, PortError> destroy(AreaId area, ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  std::array<std::uint8_t, 32> verify_key() override;

 private:
  enum class Life : std::uint8_t {
    kAlive,
    kDies,
    kDead
  };

  template <typename Effect>
  std::expected<void, PortError> attempt(const Effect& effect);
  [[nodiscard]] Life next_call();
  [[nodiscard]] Commit told_wrongly(const Commit& commit);

  MemoryJournal journal_;
  SeededKeys keys_;
  Lie lie_;
  std::uint32_t commits_ = 0;
  std::uint32_t calls_left_ = UINT32_MAX;
  When when_ = When::kBefore;
  bool dead_ = false;
};

}  // namespace koppel::simulation
