#pragma once

#include "engine/model/area.h"
#include "engine/model/id.h"
#include "engine/ports/error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>

namespace koppel {

inline constexpr std::size_t kKeyBytes = 32;
inline constexpr std::size_t kNonceBytes = 12;
using Key = std::array<std::uint8_t, kKeyBytes>;

// The keys of one installation: one a person and area, one an area (person 0) for refused
// originals. They lie in a store of their own, wrapped by the master key, and never in a checkpoint
// or backup.
class Keys {
 public:
  virtual ~Keys() = default;

  // Empty when that person never had a key here, or when it was destroyed.
  [[nodiscard]] virtual std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) = 0;

  // The key of that person, made now when there is none; it is remembered but not durable yet. A
  // destroyed key is never made again: the caller does not ask for erased persons.
  [[nodiscard]] virtual std::expected<Key, PortError> find_or_make(AreaId area,
                                                                   ParticipantId participant) = 0;

  // Makes every key handed out durable. Called before the first entry sealed with one is committed.
  [[nodiscard]] virtual std::expected<void, PortError> sync() = 0;

  // After this no file of the store holds the key any more. Absent keys are fine.
  [[nodiscard]] virtual std::expected<void, PortError> destroy(AreaId area,
                                                               ParticipantId participant) = 0;

  // A nonce never given before under the same key, but for chance (2^-96).
  virtual void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) = 0;

  // Ed25519 over the message, with the key of this installation; 64 bytes.
  [[nodiscard]] virtual std::array<std::uint8_t, 64> sign(
      std::span<const std::uint8_t> message) = 0;
  // The public key that checks those signatures; 32 bytes.
  [[nodiscard]] virtual std::array<std::uint8_t, 32> verify_key() = 0;
};

}  // namespace koppel
