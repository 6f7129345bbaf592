#pragma once

#include "consumers/runtime/area_owner.h"
#include "engine/core/engine.h"

namespace koppel::bench {

// An engine in memory, to play facts against. Nothing it decides is recorded.
class Played {
 public:
  Played(const Founding& founding, Instant now);

  [[nodiscard]] const Engine& engine() const { return engine_; }

  [[nodiscard]] const Market& market() const { return engine_.market(); }

  void advance(Instant now);
  // The fact must be taken, and not wait.
  void take(const Incoming& incoming);

 private:
  Engine engine_;
};

}  // namespace koppel::bench
