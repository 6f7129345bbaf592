#pragma once

#include <cstdint>
#include <memory>
#include <vector>

// LEMON's network simplex, for whoever referees or measures against it. LEMON does not compile as
// C++20, so nothing of it shows here.
namespace koppel::examples {

template <typename Cost>
struct FlowArc {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t capacity = 0;
  Cost cost = 0;
};

// Node 0 has `supply` units, all of which go to node 1, at the least cost.
template <typename Cost>
struct FlowProblem {
  std::uint32_t nodes = 2;
  std::uint32_t supply = 0;
  std::vector<FlowArc<Cost>> arcs;
};

// For std::int64_t and for 128-bit integers.
template <typename Cost>
class NetworkSimplex {
 public:
  explicit NetworkSimplex(const FlowProblem<Cost>& problem);
  NetworkSimplex(const NetworkSimplex&) = delete;
  NetworkSimplex& operator=(const NetworkSimplex&) = delete;
  ~NetworkSimplex();

  // Says whether there is an optimum; always from nothing.
  bool run();

  // Through the arc of that number, in the optimum that was found.
  [[nodiscard]] std::uint32_t flow(std::size_t arc) const;

 private:
  struct Lemon;
  std::unique_ptr<Lemon> lemon_;
};

}  // namespace koppel::examples
