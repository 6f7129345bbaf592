#pragma once

#include "consumers/cli/areas.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace koppel::cli {

// Which clock stamps a fact: the wall clock, or for a history the fact's own time.
enum class Timing : std::uint8_t {
  kLive,
  kHistory,          // refused when it lies in the future of the wall clock
  kSimulatedHistory  // may lie in the future
};

// The latest moment that a fact may name as its own, with that on the wall clock.
[[nodiscard]] Instant not_after(Timing timing, Instant wall);

// A fact on its way to whoever owns the area, as the line of JSON it came as.
struct Submitted {
  std::string line;
  std::string input;         // empty: no input to resume
  std::uint64_t offset = 0;  // line number in that input, from 0
  Timing timing = Timing::kLive;
};

// What became of it; `unreadable` when the line was no fact at all, so that nothing was recorded.
struct Answered {
  std::string disposition;  // taken, waiting, refused, repeat, unreadable
  std::string reason;
  std::string field;
  std::string area;
  std::uint64_t sequence = 0;  // of its entry; 0: nothing was recorded
  std::uint32_t results = 0;
};

// The fact of a line; or the answer to one that is no fact, of which nothing is recorded.
[[nodiscard]] std::expected<Fact, Answered> fact_of(const std::string& line);

// Of so many days that time moves, so many are done.
using DayTold = std::function<Journal::Next(std::uint64_t done, std::uint64_t days)>;

// The way in for facts: through the socket of a living `run`, or by owning the areas here.
class Submission {
 public:
  virtual ~Submission() = default;

  // All of them durable on return, answered in order.
  [[nodiscard]] virtual std::expected<std::vector<Answered>, PortError> submit(
      std::span<const Submitted> facts) = 0;
  // How far each area has read that input: the next line to take.
  [[nodiscard]] virtual std::expected<std::map<std::string, std::uint64_t>, PortError> positions(
      const std::string& input) = 0;
  // Fires what is due up to the wall clock, in every area, and tells after each of several days how
  // many are done; ends early, between two of them, when it is told to stop.
  [[nodiscard]] virtual std::expected<void, PortError> advance_to_now(const DayTold& told) = 0;
};

// Whether an operator vouches for the wall clock after a long silence (ClockJumpConfirmed). A
// living `run` has asked for that when it started.
enum class WallClock : std::uint8_t {
  kAsItIs,
  kVouchedFor
};

// The socket when a `run` lives on that directory, else the directory itself (kLocked when another
// process holds it).
[[nodiscard]] std::expected<std::unique_ptr<Submission>, PortError> open_submission(
    const std::filesystem::path& data, WallClock clock = WallClock::kAsItIs);
// Tells what would become of facts, and records nothing; tells each entry too that would be made.
[[nodiscard]] std::expected<std::unique_ptr<Submission>, PortError> open_trial(
    const std::filesystem::path& data,
    WallClock clock = WallClock::kAsItIs,
    EntryTold told = [](AreaId, const Entry&) {});

}  // namespace koppel::cli
