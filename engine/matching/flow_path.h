#pragma once

#include "engine/matching/flow_network.h"

#include <array>
#include <cstdint>
#include <vector>

namespace koppel::matching {

// Where a unit of flow is one too many, or lacking.
struct FlowPoint {
  enum class Kind : std::uint8_t {
    kPerson,
    kPlace,
    kConsultant,
    kTeam
  };

  constexpr FlowPoint() = default;

  constexpr FlowPoint(Kind of, std::uint32_t at) : kind(of), number(at) {}

  Kind kind = Kind::kPerson;
  std::uint32_t number = 0;

  friend bool operator==(const FlowPoint&, const FlowPoint&) = default;
};

// Moves single units of flow along shortest paths under reduced costs, and changes prices so that
// the flow stays an optimum for the supplies it then has (Dijkstra on residual networks: Edmonds
// and Karp, JACM 19, 1972; Tomizawa, Networks 1, 1971). Looks no further than the path found, so
// the cost is that of what is near.
class FlowPaths {
 public:
  explicit FlowPaths(FlowNetwork& network) : network_(network) {}

  // Sends on the unit that is one too many here, to the root or to whatever lacks one, whichever is
  // cheaper.
  void drain(FlowPoint from);

  // Brings the unit that is lacking here from the root.
  void fill(FlowPoint at);

  // How much cheaper each place and team (people and consultants) could be, and the flow would
  // still be an optimum: the distances from (to) the root. kUnaffordable where nothing holds it.
  struct Slack {
    std::vector<Worth> nodes;
    std::vector<Worth> groups;
  };

  [[nodiscard]] Slack slack_of_places();
  [[nodiscard]] Slack slack_of_people();

  // How a point was reached by the search of that number, and how far it is.
  struct Reach {
    Worth distance = 0;
    FlowPoint before;
    std::uint32_t search = 0;
  };

  struct Waiting {
    Worth distance = 0;
    FlowPoint point;
  };

  // Kept from one search to the next, so that no search allocates.
  struct Scratch {
    std::array<std::vector<Reach>, 4> reached;  // by kind and number
    std::vector<FlowPoint> visited;
    std::vector<Waiting> heap;
    std::vector<std::array<std::uint32_t, 2>> links;  // person, place
    std::vector<std::uint32_t> unlinks;
    std::uint32_t search = 0;
  };

 private:
  FlowNetwork& network_;
  Scratch scratch_;
};

}  // namespace koppel::matching
