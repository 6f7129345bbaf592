#pragma once

#include "consumers/operator/places.h"
#include "consumers/operator/random.h"
#include "consumers/operator/world.h"
#include "engine/model/employer_fact.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace koppel::simulate {

// One employer with its places: it registers, is mostly recognised for what it teaches, opens its
// places one after the other, and then changes and closes them now and then. All of its places open
// before it may be suspended, and while it is suspended nothing happens to them.
class Workplace {
 public:
  struct Start {
    EmployerId id;
    std::vector<PlacementId> places;
    std::size_t region = 0;
    WorkTime arrives;
    WorkTime opened;  // all places stand open about then
  };

  Workplace(const World& world, const Start& start, Random random);

  [[nodiscard]] WorkTime next() const { return next_; }

  [[nodiscard]] Deed act();

 private:
  struct Place {
    PlacementId id;
    PlacementDetails details;
  };

  enum class Stage : std::uint8_t {
    kRegistering,
    kRecognising,
    kOpening,
    kRunning
  };

  [[nodiscard]] FactBody body();
  void schedule();

  [[nodiscard]] FactBody register_here();
  [[nodiscard]] FactBody recognise();
  [[nodiscard]] FactBody open_place();
  [[nodiscard]] FactBody change();
  [[nodiscard]] FactBody change_employer();
  [[nodiscard]] FactBody change_or_close();
  [[nodiscard]] FactBody suspend();

  [[nodiscard]] const Region& region() const { return world_->regions[region_]; }

  [[nodiscard]] Date today() const { return world_->days.date(next_); }

  const World* world_;
  Random random_;
  EmployerId id_;
  std::vector<PlacementId> unopened_;  // last first
  std::size_t region_;
  EmployerDetails details_;
  std::vector<Place> open_;
  Stage stage_ = Stage::kRegistering;
  std::int64_t between_openings_;
  WorkTime quiet_until_;  // suspended
  WorkTime next_;
};

}  // namespace koppel::simulate
