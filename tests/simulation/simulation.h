#pragma once

#include "consumers/runtime/area_owner.h"
#include "tests/simulation/faulty_ports.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

// One area under a real AreaOwner, whose process dies wherever a seed says so. The sender of the
// facts does what senders do: it reads how far the journal came and goes on from there.
namespace koppel::simulation {

// The facts, and what an owner that nobody disturbed made of them.
struct History {
  std::vector<Incoming> facts;
  std::vector<Entry> entries;
  std::string digest;
};

// Answers within a history refer to the market as it stands, so it is told to an undisturbed owner
// first.
[[nodiscard]] History history_of(std::uint64_t seed);

using Found = std::optional<std::string>;  // what is wrong; empty: nothing

class World {
 public:
  World(std::uint64_t seed, Lie lie);

  // Tells the whole history in random batches, dying on the way and once more at the end.
  [[nodiscard]] Found tell(const History& history);

  [[nodiscard]] std::uint32_t crashes() const { return crashes_; }

 private:
  [[nodiscard]] Found open(const History& history);
  [[nodiscard]] Found check_recovered();
  [[nodiscard]] Found check_end(const History& history);
  [[nodiscard]] std::uint32_t below(std::uint32_t below);
  [[nodiscard]] std::uint64_t position() const;

  std::mt19937_64 random_;
  FaultyPorts ports_;
  std::unique_ptr<AreaOwner> owner_;
  std::uint64_t answered_ = 0;  // facts whose sender knows that they are durable
  std::uint32_t crashes_ = 0;
};

}  // namespace koppel::simulation
