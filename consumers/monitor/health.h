#pragma once

#include "engine/ports/clock.h"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace koppel::monitor {

inline constexpr std::int64_t kReadySilenceMs = 5'000;   // the idle loop goes round once a second
inline constexpr std::int64_t kAliveSilenceMs = 60'000;  // longer than any one commit takes

// Whether an engine serves. Its loop says how far it is; anybody may ask, from any thread.
class Health {
 public:
  explicit Health(Clock& clock) : clock_(&clock) {}

  // The areas are open; the loop begins.
  void serve();
  // The loop went round.
  void turn();
  // It was told to stop and finishes what is under way.
  void stop();

  enum class Standing : std::uint8_t {
    kStarting,
    kReady,
    kSilent,  // the loop has not gone round for kReadySilenceMs
    kDead,    // nor for kAliveSilenceMs: starting it again is the remedy
    kStopping
  };
  [[nodiscard]] Standing standing() const;

 private:
  enum class Stage : std::uint8_t {
    kStarting,
    kServing,
    kStopping
  };

  Clock* clock_;
  std::atomic<Stage> stage_ = Stage::kStarting;
  std::atomic<std::int64_t> turned_at_ms_ = 0;
};

[[nodiscard]] std::string_view word(Health::Standing standing);

}  // namespace koppel::monitor
