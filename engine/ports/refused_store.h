#pragma once

#include "engine/model/hash.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace koppel {

// Originals of refused facts, sealed, until they are dropped. The journal records only a hash.
class RefusedStore {
 public:
  virtual ~RefusedStore() = default;

  // How an original goes away before its time. Where none can be dropped by itself, what is about a
  // person is sealed with that person's key, and goes with the key.
  enum class Dropping : std::uint8_t {
    kOneByOne,
    kWithItsKey
  };

  [[nodiscard]] virtual Dropping dropping() const { return Dropping::kOneByOne; }

  // Why an original was refused, as FactRefused has it; nothing personal.
  struct Why {
    std::string reason;
    std::string field;
  };

  // Keeps the sealed original under its hash, in the place of an earlier one. A store that is not
  // read together with the journal tells others why.
  [[nodiscard]] virtual std::expected<void, PortError> keep(const ContentHash& hash,
                                                            std::string_view sealed,
                                                            const Why& why) = 0;
  using Visitor = std::function<void(const ContentHash& hash, std::string_view sealed)>;
  [[nodiscard]] virtual std::expected<void, PortError> each(const Visitor& visitor) = 0;
  [[nodiscard]] virtual std::expected<void, PortError> drop(const ContentHash& hash) = 0;
  // After this no file of the store holds an original dropped before; once after a round of drops.
  [[nodiscard]] virtual std::expected<void, PortError> shred_dropped() = 0;
};

}  // namespace koppel
