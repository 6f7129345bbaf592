#pragma once

#include "consumers/runtime/area_hold.h"
#include "engine/codec/fact_codec.h"
#include "engine/ports/clock.h"
#include "tests/support/market_examples.h"
#include "tests/support/memory_area_log.h"
#include "tests/support/memory_journal.h"
#include "tests/support/seeded_wrapping.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// One area on a log in memory, and processes that hold it.
namespace koppel::log_example {

inline constexpr AreaId kArea{11};
inline constexpr std::int64_t kTimeoutMs = 200;
inline constexpr std::uint64_t kMaster = 7;

// Moves on whenever it is read, so that waiting ends.
class TickingClock final : public Clock {
 public:
  Instant wall() override { return wall_; }

  std::int64_t monotonic_ms() override { return monotonic_ms_ += 10; }

  void pass(std::int64_t ms) {
    wall_ = plus_ms(wall_, ms);
    monotonic_ms_ += ms;
  }

 private:
  Instant wall_ = examples::monday();
  std::int64_t monotonic_ms_ = 0;
};

// The fact that a source tells.
inline Incoming told(const std::string& id, FactBody body, Instant now = examples::monday()) {
  const Fact fact{.area = kArea, .occurred_at = now, .body = std::move(body)};
  const std::string line = codec::fact_to_json("test", id, fact);
  return {.fact = codec::fact_from_json(line).value(),
          .original = line,
          .cause = {},
          .stamp = {.now = now, .not_after = kLatest}};
}

inline Founding founding_by(const std::string& owner) {
  return {.area = kArea,
          .journal_id = {.bytes = {7}},
          .engine_version = "test",
          .facts = {told("programme",
                         ProgrammePublished{.code = "place",
                                            .version = 1,
                                            .name_nl = "Plaats",
                                            .name_en = "Place",
                                            .policy = SequencingPolicy::kPlaceFirst,
                                            .proposal_working_days = 10})
                        .fact},
          .owner = owner};
}

// A process with a local directory, that may crash and be started again.
struct Process {
  Process(MemoryBroker& broker, std::uint64_t number)
      : log(broker), wrapping(kMaster, number), name("process " + std::to_string(number)) {}

  [[nodiscard]] AreaHold::Ports ports() {
    return {
        .log = log, .rows = rows, .wrapping = wrapping, .clock = clock, .timeout_ms = kTimeoutMs};
  }

  [[nodiscard]] std::expected<std::unique_ptr<AreaHold>, PortError> acquire() {
    return AreaHold::acquire(ports(), founding_by(name), clock.wall());
  }

  TickingClock clock;
  MemoryAreaLog log;
  MemoryJournal rows;
  SeededWrapping wrapping;
  std::string name;
};

inline Incoming employer(std::uint64_t id) {
  return told("employer " + std::to_string(id),
              EmployerRegistered{.employer = EmployerId{id},
                                 .details = {.name = "an employer", .sector = Sector::kCare}});
}

inline Incoming place(std::uint64_t id, std::uint64_t of) {
  return told("place " + std::to_string(id),
              PlacementOpened{.placement = PlacementId{id},
                              .employer = EmployerId{of},
                              .details = {.kind = PlacementKind::kJob, .seats = 2}});
}

inline Incoming person(std::uint64_t id) {
  return told("person " + std::to_string(id),
              ParticipantRegistered{.participant = ParticipantId{id},
                                    .programme = "place",
                                    .external_ref = "secret of " + std::to_string(id)});
}

}  // namespace koppel::log_example
