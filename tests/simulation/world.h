#pragma once

#include "consumers/runtime/edge_clock.h"
#include "tests/simulation/diary.h"
#include "tests/simulation/held_commits.h"
#include "tests/simulation/inspector.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/sender.h"
#include "tests/simulation/simulated_clock.h"
#include "tests/simulation/swarm.h"
#include "tests/support/random_history.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace koppel::simulation {

// One area under a real AreaOwner and a real EdgeClock, with senders and an operator around it, on
// a machine on which what the swarm says goes wrong.
class World {
 public:
  World(std::uint64_t seed, const Swarm& swarm, Machine& machine, SimulatedClock& clock, Lie lie);

  // Until every fact is sent and answered; then once more from a power cut.
  [[nodiscard]] Found run();

  [[nodiscard]] const Diary& diary() const { return diary_; }

  [[nodiscard]] std::uint32_t recoveries() const { return recoveries_; }

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  [[nodiscard]] Found act(Action action);
  [[nodiscard]] Found send(Sender& sender);
  [[nodiscard]] Found settle(std::span<const std::size_t> places);
  // Whoever waits for one gets an answer, once what it is about is durable.
  [[nodiscard]] Found answer();
  [[nodiscard]] Found tick();
  [[nodiscard]] Found confirm_clock();
  [[nodiscard]] Found erase();
  [[nodiscard]] Found half_step();
  [[nodiscard]] Found lose_rows();
  [[nodiscard]] Found verify();
  [[nodiscard]] Found recover();
  [[nodiscard]] Found recover_after(const PortError& error);
  [[nodiscard]] std::expected<void, PortError> open();
  [[nodiscard]] Found drain();
  [[nodiscard]] Found end();

  void wait();
  void set_clock_wrong();
  void tell_new(Sender& sender);
  [[nodiscard]] Sender& any_sender();
  [[nodiscard]] std::vector<Sender*> everybody();
  // Whether the sender got its answers, or sees by its position that they were.
  [[nodiscard]] bool is_done(const Sender& sender) const;
  [[nodiscard]] std::uint64_t position_of(const std::string& input) const;
  // The edge's time, held against what an edge clock promises.
  [[nodiscard]] Instant now();

  const Swarm swarm_;
  const Lie lie_;
  Machine& machine_;
  SimulatedClock& clock_;
  Dice dice_;
  examples::RandomHistory history_;
  const Founding founding_;
  Ledger ledger_;
  std::vector<Sender> senders_;
  Sender operator_;
  std::uint32_t facts_left_;

  // What a fact came to, whose sender does not know yet.
  struct Unanswered {
    std::size_t place;
    Settled settled;
  };

  std::optional<HeldCommits> held_;
  std::optional<AreaPorts> ports_;
  std::unique_ptr<AreaOwner> owner_;
  std::optional<EdgeClock> edge_;
  Instant stamped_;  // the last now() of this edge; unset: none yet
  std::int64_t stamped_monotonic_ms_ = 0;
  Instant confirmed_until_;
  Found clock_wrong_;
  std::vector<Unanswered> unanswered_;
  bool disk_is_full_ = false;

  Inspector inspector_;
  Diary diary_;
  std::uint32_t recoveries_ = 0;
};

}  // namespace koppel::simulation
