#pragma once

#include "engine/model/area.h"
#include "engine/model/instant.h"
#include "engine/ports/area_log.h"
#include "engine/ports/refused_store.h"

#include <utility>
#include <vector>

namespace koppel {

// Originals of an area's refused facts on their way to the refused topic. Nothing there can be
// dropped by itself: a record goes when the topic's retention has passed, and what is about a
// person is unreadable from when that person's key is destroyed (Originals seals it so). Who only
// reads the topic needs the keys; nothing is kept here, so each() sees nothing.
class LogRefused final : public RefusedStore {
 public:
  explicit LogRefused(AreaId area) : area_(area) {}

  [[nodiscard]] Dropping dropping() const override { return Dropping::kWithItsKey; }

  // Goes with the next transaction; the headers say hash, reason and field.
  [[nodiscard]] std::expected<void, PortError> keep(const ContentHash& hash,
                                                    std::string_view sealed,
                                                    const Why& why) override;

  [[nodiscard]] std::expected<void, PortError> each(const Visitor& /*visitor*/) override {
    return {};
  }

  [[nodiscard]] std::expected<void, PortError> drop(const ContentHash& /*hash*/) override {
    return {};
  }

  [[nodiscard]] std::expected<void, PortError> shred_dropped() override { return {}; }

  // Handed over once.
  [[nodiscard]] std::vector<LogRecord> unsent(Instant now);

 private:
  AreaId area_;
  std::vector<LogRecord> unsent_;
};

}  // namespace koppel
