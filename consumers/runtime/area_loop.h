#pragma once

#include "consumers/runtime/area_hold.h"
#include "consumers/runtime/edge_clock.h"
#include "engine/codec/misfit.h"

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace koppel {

inline constexpr std::array kInputTopics = {AreaTopic::kParticipants,
                                            AreaTopic::kEmployers,
                                            AreaTopic::kPlacements,
                                            AreaTopic::kAnswers,
                                            AreaTopic::kControl};
inline constexpr std::size_t kFactsABatch = 500;

// What a record of an input is refused with as unreadable: key, value and headers, each with its
// length as 8 bytes big-endian before it.
[[nodiscard]] std::string original_of(const LogRecord& record);

// The life of one area on a shared log in one process: acquire, take what comes, and acquire again
// whenever anything but a clean commit was answered or something did not come back. Crash-only:
// nothing is repaired, the market is dropped. One thread; nothing here waits longer than asked, but
// for what the log itself takes to acquire.
class AreaLoop {
 public:
  using Decoder = std::function<std::expected<Fact, codec::Misfit>(const LogRecord& record)>;
  // Whether the area is still to be owned here, by an answer of the group's coordinator that came
  // after that moment of the monotonic clock. Who was fenced must not acquire again before.
  using Mandate = std::function<bool(std::int64_t since_ms)>;

  struct Settings {
    std::size_t facts_a_batch = kFactsABatch;
    std::int64_t backoff_ms = 100;  // after the first loss; it doubles
    std::int64_t backoff_max_ms = 10'000;
    std::uint64_t seed = 0;  // of the jitter
    // Sees what became of each fact, before it is committed.
    std::function<void(const Settled& settled)> settled = [](const Settled& /*settled*/) {};
  };

  AreaLoop(const AreaHold::Ports& ports, Founding founding, Decoder decoder, Mandate mandate);
  AreaLoop(const AreaHold::Ports& ports,
           Founding founding,
           Decoder decoder,
           Mandate mandate,
           const Settings& settings);

  enum class State : std::uint8_t {
    kWaiting,  // not held; tried again after a while, or once there is a mandate
    kOwning,
    kStopped  // until an operator does what error() says
  };

  // One round: acquires when it is time; else reads back, takes a batch of what there is, waiting
  // up to `wait_ms` for a first record when nothing is under way, lets time move, and commits once.
  // A batch is what stands there, up to facts_a_batch: the more load, the larger; no timer makes
  // it.
  State run_once(std::int64_t wait_ms);

  // Lets the area go with everything read back, so that the next owner finds rows and log alike.
  void release();

  [[nodiscard]] State state() const { return state_; }

  // Why it is not held: of the last loss or stop.
  [[nodiscard]] const std::optional<PortError>& error() const { return error_; }

  // An operator accepts what an input lost (`input_lost`): InputGapAccepted is recorded and reading
  // goes on where the input stands. Only of the gaps that stand when the area is acquired next.
  void accept_gaps();
  // An operator vouches for the wall clock, which ran far ahead of the last entry.
  void confirm_clock();

  // While kOwning.
  [[nodiscard]] AreaHold& hold() { return *hold_; }

  struct Counts {
    std::uint64_t acquired = 0;
    std::uint64_t lost = 0;  // after it was acquired
    std::uint64_t taken = 0;
    std::uint64_t waiting = 0;
    std::uint64_t refused = 0;
    std::uint64_t repeats = 0;
    std::uint64_t void_entries = 0;
    std::uint64_t told_again = 0;
    std::uint64_t strays = 0;
  };

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  [[nodiscard]] std::expected<void, PortError> acquire();
  [[nodiscard]] std::expected<void, PortError> believe_clock();
  [[nodiscard]] std::expected<void, PortError> resume(AreaTopic topic);
  [[nodiscard]] std::expected<std::int64_t, PortError> resume_at(AreaTopic topic,
                                                                 const LogBounds& bounds);
  [[nodiscard]] std::expected<void, PortError> record(const std::string& id, FactBody body);
  [[nodiscard]] std::expected<void, PortError> work(std::int64_t wait_ms);
  [[nodiscard]] std::expected<void, PortError> take(const StandingRecord& standing);
  [[nodiscard]] std::expected<void, PortError> note_positions();
  void count(Disposition disposition);
  void drop();
  void lose(const PortError& error);

  AreaHold::Ports ports_;
  Founding founding_;
  Decoder decoder_;
  Mandate mandate_;
  Settings settings_;
  std::minstd_rand jitter_;
  EdgeClock edge_;
  std::unique_ptr<AreaHold> hold_;
  State state_ = State::kWaiting;
  std::optional<PortError> error_;
  std::uint32_t losses_ = 0;   // on end
  std::uint32_t damages_ = 0;  // found on end
  std::int64_t not_before_ms_ = 0;
  std::optional<std::int64_t> fenced_at_ms_;
  enum class Consent : std::uint8_t {
    kNone,
    kGiven
  };
  Consent gaps_ = Consent::kNone;
  Consent clock_ = Consent::kNone;
  Counts counts_;
};

}  // namespace koppel
