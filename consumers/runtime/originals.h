#pragma once

#include "engine/model/area.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/ports/error.h"
#include "engine/ports/keys.h"
#include "engine/ports/refused_store.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel {

// How long the original of a refused fact can be looked at, from when it was refused last.
inline constexpr std::int64_t kOriginalDays = 90;

// The originals of an area's refused facts, each sealed with the area's key. Stored as 8 bytes
// big-endian, when it was refused, and the seal; associated data: "refused", the area, the hash and
// those 8 bytes. In a store that can drop none by itself, what is about a person is sealed with
// that person's key, so that destroying the key is the whole of an erasure; then 8 more bytes
// before the seal say whose key (0: the area's), and are associated too. What cannot be read as a
// fact may be about anybody: it is sealed with the area's key, and goes with the store's retention.
class Originals {
 public:
  Originals(RefusedStore& store, Keys& keys, AreaId area)
      : store_(store), keys_(keys), area_(area) {}

  struct Refused {
    ContentHash hash;
    Instant at;
    std::string_view original;
    std::optional<ParticipantId> about;  // a person who is not erased
    RefusedStore::Why why;
  };

  // Seals it now; it is kept with the next keep_noted().
  [[nodiscard]] std::expected<void, PortError> note(const Refused& refused);
  // Once the keys are durable.
  [[nodiscard]] std::expected<void, PortError> keep_noted();

  // What was noted and not kept is given up.
  void forget_noted() { noted_.clear(); }

  [[nodiscard]] std::expected<void, PortError> drop_about(ParticipantId id);
  [[nodiscard]] std::expected<std::vector<ContentHash>, PortError> overdue(Instant now) const;
  // For good: after what tells that they are to go is durable.
  [[nodiscard]] std::expected<void, PortError> drop(const std::vector<ContentHash>& hashes);

  // Those that the area's key opens; `original` is empty for any other.
  using Visitor = std::function<void(
      const ContentHash& hash, Instant refused_at, const std::optional<std::string>& original)>;
  [[nodiscard]] std::expected<void, PortError> each(const Visitor& visitor) const;

 private:
  struct Noted {
    ContentHash hash;
    std::string stored;
    RefusedStore::Why why;
  };

  RefusedStore& store_;
  Keys& keys_;
  AreaId area_;
  std::vector<Noted> noted_;
};

}  // namespace koppel
