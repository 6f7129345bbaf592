#pragma once

#include "consumers/runtime/area_owner.h"
#include "consumers/runtime/log_journal.h"
#include "consumers/runtime/timed_journal.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <utility>

namespace koppel {

// One acquisition of an area on a shared log, with all that hangs on it: both producers, the keys,
// the journal and the market. After any error of it or its owner it is spent: drop it, and acquire
// again.
class AreaHold {
 public:
  struct Ports {
    AreaLog& log;
    Journal& rows;  // a local store, of which only the rows are used
    KeyWrapping& wrapping;
    Clock& clock;
    std::int64_t timeout_ms = 0;  // of a transaction, as the producers have it
    TimedJournal::Told committed = [](std::chrono::nanoseconds /*time*/) {};
  };

  // Fences whoever held the area; reads keys, what others were told, and the journal; claims the
  // area and reads the claim back; tells what was not told; finishes an unfinished step. kLocked:
  // another process fenced this one meanwhile. kDamaged and kNewerFormat: see what it says; all
  // else can be tried again.
  [[nodiscard]] static std::expected<std::unique_ptr<AreaHold>, PortError> acquire(
      const Ports& ports, const Founding& founding, Instant now);

  AreaHold(const AreaHold&) = delete;
  AreaHold& operator=(const AreaHold&) = delete;

  [[nodiscard]] AreaOwner& owner() { return *owner_; }

  [[nodiscard]] LogJournal& journal() { return *journal_; }

  [[nodiscard]] const std::string& cluster() const { return cluster_; }

 private:
  AreaHold(AreaTurns turns, KeyWrapping& wrapping, AreaId area, std::string cluster)
      : turns_(std::move(turns)),
        cluster_(std::move(cluster)),
        keys_(turns_, wrapping, area),
        refused_(area) {}

  AreaTurns turns_;
  std::string cluster_;
  LogKeys keys_;
  LogRefused refused_;
  std::unique_ptr<LogJournal> journal_;
  std::unique_ptr<TimedJournal> timed_;
  std::unique_ptr<AreaOwner> owner_;
};

}  // namespace koppel
