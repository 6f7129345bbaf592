#pragma once

#include "consumers/runtime/area_loop.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace koppel {

// What one area needs in this process while it is owned here; all of it ends with its thread.
struct AreaGear {
  std::unique_ptr<Clock> clock;
  std::unique_ptr<KeyWrapping> wrapping;
  std::unique_ptr<Journal> rows;  // a local store, of which only the rows are used
  std::unique_ptr<AreaLog> log;
  std::int64_t timeout_ms = 0;  // of a transaction
  Founding founding;
};

// How an area stands, as its thread last said.
struct AreaStanding {
  AreaLoop::State state = AreaLoop::State::kWaiting;
  std::optional<PortError> error;  // why it is not owned
  AreaLoop::Counts counts;
  Sequence sequence;  // while owned: of the last entry
  // While owned: the offsets the inputs were read up to, in the order of kInputTopics; and how many
  // offsets of each were committed beyond, as of the last look, a few seconds ago at most.
  std::array<std::int64_t, kInputTopics.size()> read_up_to{};
  std::array<std::int64_t, kInputTopics.size()> behind{};
};

// The areas that this process is to own, each by a thread of its own with its AreaLoop: whatever an
// area waits for, the others go on. Used by one thread.
class AreaThreads {
 public:
  // Opens the local directory and the log of an area. Called in the area's thread.
  using Equip = std::function<std::expected<AreaGear, PortError>(AreaId area)>;
  // As AreaLoop has it; called in the area's thread.
  using Mandate = std::function<bool(AreaId area, std::int64_t since_ms)>;

  // What an operator says at the start; for every area.
  enum class Consent : std::uint8_t {
    kAcceptGaps,
    kConfirmClock
  };

  struct Parts {
    Equip equip;
    AreaLoop::Decoder decoder;
    Mandate mandate;
    std::set<Consent> consents = {};
    // What is counted, in the area's thread.
    std::function<void(AreaId area, const Settled& settled)> settled =
        [](AreaId /*area*/, const Settled& /*settled*/) {};
    TimedJournal::Told committed = [](std::chrono::nanoseconds /*time*/) {};
  };

  explicit AreaThreads(Parts parts) : parts_(std::move(parts)) {}

  AreaThreads(const AreaThreads&) = delete;
  AreaThreads& operator=(const AreaThreads&) = delete;
  // Waits for every thread.
  ~AreaThreads();

  // From now on these are to be owned here. Those that are not among them are let go, each with
  // everything read back; the rest do not notice. Returns at once; to be called again and again,
  // since an area that is still being let go is taken up only then.
  void own(const std::set<AreaId>& areas);

  // Whether nothing is owned or being let go any more; call own() before.
  [[nodiscard]] bool idle() const { return threads_.empty(); }

  [[nodiscard]] std::map<AreaId, AreaStanding> standings() const;

 private:
  struct Worker {
    mutable std::mutex mutex;
    std::condition_variable waken;
    bool to_end = false;     // said to the thread
    bool has_ended = false;  // said by it
    AreaStanding standing;
    std::thread thread;
  };

  void live(AreaId area, Worker& worker) const;
  [[nodiscard]] std::optional<AreaGear> equip(AreaId area, Worker& worker) const;
  void reap();

  Parts parts_;
  std::map<AreaId, std::unique_ptr<Worker>> threads_;
};

}  // namespace koppel
