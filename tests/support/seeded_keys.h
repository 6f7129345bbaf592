#pragma once

#include "engine/ports/keys.h"

#include <cstdint>
#include <map>
#include <utility>

namespace koppel {

// Keys in memory whose every byte follows from a seed: two runs with one seed seal the same bytes
// when they ask in the same order. Keys follow from area and participant alone, nonces from how
// many were asked for. A key made again after its destruction is another key, so that nothing
// sealed before opens.
class SeededKeys final : public Keys {
 public:
  explicit SeededKeys(std::uint64_t seed);

  [[nodiscard]] std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) override;
  [[nodiscard]] std::expected<Key, PortError> find_or_make(AreaId area,
                                                           ParticipantId participant) override;
  [[nodiscard]] std::expected<void, PortError> sync() override;
  [[nodiscard]] std::expected<void, PortError> destroy(AreaId area,
                                                       ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  [[nodiscard]] std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key() override;

  // What a crash does: keys that were never synced are gone.
  void lose_unsynced();

 private:
  using Owner = std::pair<AreaId, ParticipantId>;

  struct Held {
    Key key;
    enum class State : std::uint8_t {
      kUnsynced,
      kSynced
    } state = State::kUnsynced;
  };

  std::uint64_t seed_;
  std::uint64_t nonces_given_ = 0;
  std::map<Owner, Held> held_;
  std::map<Owner, std::uint32_t> times_destroyed_;
  std::array<std::uint8_t, 64> signing_key_{};
  std::array<std::uint8_t, 32> verify_key_{};
};

}  // namespace koppel
