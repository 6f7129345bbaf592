#pragma once

#include "engine/ports/journal.h"
#include "engine/ports/keys.h"
#include "engine/ports/refused_store.h"
#include "tests/simulation/disk.h"

#include <cstdint>
#include <string>

// Bugs that are put in on purpose, to see that they are found: decorators around the parts of a
// simulated machine, each of which passes everything on but what its lie is about.
namespace koppel::simulation {

enum class Lie : std::uint8_t {
  kNone,
  kCommitDropped,       // now and then, and said to have succeeded
  kFramesDropped,       // now and then: rows without the frames they follow from
  kRowsFirst,           // and durable before the frames are written
  kCommitInPieces,      // frames and half of the rows, then the rest
  kPositionsForgotten,  // in every commit's rows
  kSyncDropped,         // of the journal, now and then
  kKeysNotSynced,       // never
  kKeyNotDestroyed,
  kOriginalNotDropped,
  kSaidTooEarly  // a commit is durable, where commits are written ahead
};

inline constexpr std::uint32_t kLieEvery = 3;  // "now and then"

// The files of a machine: an area, and the keys.
inline constexpr const char* kAreaFile = "AM11";
inline constexpr const char* kKeysFile = "keys";

class LyingDisk final : public Disk {
 public:
  LyingDisk(Disk& honest, Lie lie) : honest_(honest), lie_(lie) {}

  std::expected<std::string, PortError> read(const std::string& file) override;
  std::expected<void, PortError> append(const std::string& file, std::string_view bytes) override;
  std::expected<void, PortError> sync(const std::string& file) override;
  std::expected<void, PortError> replace(const std::string& file, std::string_view bytes) override;

 private:
  Disk& honest_;
  Lie lie_;
  std::uint32_t syncs_ = 0;
};

class LyingJournal final : public Journal {
 public:
  LyingJournal(Journal& honest, Lie lie) : honest_(honest), lie_(lie) {}

  std::expected<void, PortError> commit(Commit commit) override;
  std::expected<void, PortError> read(Sequence from, const FrameVisitor& visitor) override;
  std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

 private:
  Journal& honest_;
  Lie lie_;
  std::uint32_t commits_ = 0;
};

class LyingRefusedStore final : public RefusedStore {
 public:
  LyingRefusedStore(RefusedStore& honest, Lie lie) : honest_(honest), lie_(lie) {}

  std::expected<void, PortError> keep(const ContentHash& hash,
                                      std::string_view sealed,
                                      const Why& why) override;
  std::expected<void, PortError> each(const Visitor& visitor) override;
  std::expected<void, PortError> drop(const ContentHash& hash) override;
  std::expected<void, PortError> shred_dropped() override;

 private:
  RefusedStore& honest_;
  Lie lie_;
};

class LyingKeys final : public Keys {
 public:
  LyingKeys(Keys& honest, Lie lie) : honest_(honest), lie_(lie) {}

  std::expected<std::optional<Key>, PortError> find(AreaId area,
                                                    ParticipantId participant) override;
  std::expected<Key, PortError> find_or_make(AreaId area, ParticipantId participant) override;
  std::expected<void, PortError> sync() override;
  std::expected<void, PortError> destroy(AreaId area, ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  std::array<std::uint8_t, 32> verify_key() override;

 private:
  Keys& honest_;
  Lie lie_;
};

}  // namespace koppel::simulation
