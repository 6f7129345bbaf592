#pragma once

#include "engine/ports/keys.h"
#include "tests/simulation/disk.h"
#include "tests/support/seeded_keys.h"

#include <expected>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace koppel::simulation {

using KeyOwner = std::pair<AreaId, ParticipantId>;

// Makes the keys and nonces of a whole simulated run, no two alike, across all its processes, and
// remembers whose each key was: what a thief would look for.
struct Keysmith {
  SeededKeys source;
  std::uint64_t made = 0;
  std::map<KeyOwner, std::vector<Key>> ever;

  [[nodiscard]] Key make(const KeyOwner& owner);
};

// The keys as a log of records on a disk, under the contract of RocksdbKeys.
class DiskKeys final : public Keys {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<DiskKeys>, PortError> open(Disk& disk,
                                                                                std::string file,
                                                                                Keysmith& smith);

  std::expected<std::optional<Key>, PortError> find(AreaId area,
                                                    ParticipantId participant) override;
  std::expected<Key, PortError> find_or_make(AreaId area, ParticipantId participant) override;
  std::expected<void, PortError> sync() override;
  std::expected<void, PortError> destroy(AreaId area, ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  std::array<std::uint8_t, 32> verify_key() override;

 private:
  DiskKeys(Disk& disk, std::string file, Keysmith& smith)
      : disk_(disk), file_(std::move(file)), smith_(smith) {}

  void apply(std::string_view payload);
  [[nodiscard]] std::expected<void, PortError> write(const std::string& payload);
  [[nodiscard]] std::expected<void, PortError> rewrite();

  Disk& disk_;
  std::string file_;
  Keysmith& smith_;
  std::map<KeyOwner, Key> held_;
  std::set<KeyOwner> unsynced_;
  bool write_failed_ = false;
};

}  // namespace koppel::simulation
