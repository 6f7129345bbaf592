#include "tests/support/network_simplex.h"

#include <optional>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace koppel::examples {

using lemon::SmartDigraph;

template <typename Cost>
struct NetworkSimplex<Cost>::Lemon {
  using Solver = lemon::NetworkSimplex<SmartDigraph, std::int64_t, Cost>;

  SmartDigraph graph;
  SmartDigraph::ArcMap<std::int64_t> capacities{graph};
  SmartDigraph::ArcMap<Cost> costs{graph};
  SmartDigraph::NodeMap<std::int64_t> supplies{graph};
  std::vector<SmartDigraph::Arc> arcs;
  std::optional<Solver> solver;
};

template <typename Cost>
NetworkSimplex<Cost>::NetworkSimplex(const FlowProblem<Cost>& problem)
    : lemon_(std::make_unique<Lemon>()) {
  Lemon& lemon = *lemon_;
  lemon.graph.reserveNode(static_cast<int>(problem.nodes));
  lemon.graph.reserveArc(static_cast<int>(problem.arcs.size()));
  for (std::uint32_t node = 0; node < problem.nodes; ++node) lemon.graph.addNode();
  for (const FlowArc<Cost>& arc : problem.arcs) {
    const auto added = lemon.graph.addArc(SmartDigraph::nodeFromId(static_cast<int>(arc.from)),
                                          SmartDigraph::nodeFromId(static_cast<int>(arc.to)));
    lemon.capacities[added] = arc.capacity;
    lemon.costs[added] = arc.cost;
    lemon.arcs.push_back(added);
  }
  lemon.supplies[SmartDigraph::nodeFromId(0)] = problem.supply;
  lemon.supplies[SmartDigraph::nodeFromId(1)] = -std::int64_t{problem.supply};
}

template <typename Cost>
NetworkSimplex<Cost>::~NetworkSimplex() = default;

template <typename Cost>
bool NetworkSimplex<Cost>::run() {
  Lemon& lemon = *lemon_;
  lemon.solver.emplace(lemon.graph);
  lemon.solver->upperMap(lemon.capacities).costMap(lemon.costs).supplyMap(lemon.supplies);
  return lemon.solver->run() == Lemon::Solver::OPTIMAL;
}

template <typename Cost>
std::uint32_t NetworkSimplex<Cost>::flow(std::size_t arc) const {
  return static_cast<std::uint32_t>(lemon_->solver->flow(lemon_->arcs[arc]));
}

template class NetworkSimplex<std::int64_t>;
template class NetworkSimplex<__int128>;

}  // namespace koppel::examples
