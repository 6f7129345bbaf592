#include "engine/matching/flow_path.h"

#include "engine/matching/flow_network.h"
#include "engine/matching/worth.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace koppel::matching {
namespace {

using Kind = FlowPoint::Kind;
using Reach = FlowPaths::Reach;
using Scratch = FlowPaths::Scratch;
using Waiting = FlowPaths::Waiting;

// Most of the time goes by waiting for memory: so many wishes ahead it is asked for.
constexpr std::size_t kAhead = 8;

constexpr Worth kNowhere = std::numeric_limits<Worth>::max();

// With the flow, or against it: the network reads the same both ways.
enum class Way : std::uint8_t {
  kWithFlow,
  kAgainst
};

// One search. Near is the side whose wishes it follows (people, when it goes with the flow), far
// the other. A near node is left by a wish, or given up for its group; a far node is entered by a
// wish and left by its group, if it has room, or by taking the place of one of its partners.
template <Way Going>
class Search {
 public:
  static constexpr Kind kNear = Going == Way::kWithFlow ? Kind::kPerson : Kind::kPlace;
  static constexpr Kind kFar = Going == Way::kWithFlow ? Kind::kPlace : Kind::kPerson;
  static constexpr Kind kNearGroup = Going == Way::kWithFlow ? Kind::kConsultant : Kind::kTeam;
  static constexpr Kind kFarGroup = Going == Way::kWithFlow ? Kind::kTeam : Kind::kConsultant;

  Search(FlowNetwork& network, Scratch& scratch)
      : network_(network),
        near_(Going == Way::kWithFlow ? network.people : network.places),
        far_(Going == Way::kWithFlow ? network.places : network.people),
        scratch_(scratch) {
    make_room<kNear>(near_.nodes.size());
    make_room<kFar>(far_.nodes.size());
    make_room<kNearGroup>(near_.groups.size());
    make_room<kFarGroup>(far_.groups.size());
    scratch_.visited.clear();
    scratch_.heap.clear();
    if (++scratch_.search == 0) forget();
  }

  void move_one_from(FlowPoint start) {
    begin(start);
    run();
    invariant(limit_ != kNowhere, "every unit can be sent back");
    change_prices();
    move_flow();
  }

  // From the root to everything.
  void spread() {
    everything_ = true;
    for (std::uint32_t group = 0; group < far_.groups.size(); ++group) {
      if (far_.groups[group].load > 0) reach(kFarGroup, group, far_.groups[group].price, {});
    }
    for (std::uint32_t group = 0; group < near_.groups.size(); ++group) {
      if (near_.groups[group].has_room()) reach(kNearGroup, group, 0, {});
    }
    spread_from_ungrouped();
    run();
  }

  [[nodiscard]] Worth distance(Kind kind, std::uint32_t number) const {
    const Reach& reached = reach_of(kind, number);
    return reached.search == scratch_.search ? reached.distance : kUnaffordable;
  }

 private:
  template <Kind Of>
  void make_room(std::size_t size) {
    auto& reached = scratch_.reached[static_cast<std::size_t>(Of)];
    if (reached.size() < size) reached.resize(std::max(size, 2 * reached.size()));
  }

  void forget() {
    for (auto& reached : scratch_.reached) {
      for (Reach& one : reached) one.search = 0;
    }
    scratch_.search = 1;
  }

  [[nodiscard]] Reach& reach_of(Kind kind, std::uint32_t number) const {
    return scratch_.reached[static_cast<std::size_t>(kind)][number];
  }

  // Group 0 lists no members.
  void spread_from_ungrouped() {
    for (std::uint32_t node = 1; node < far_.nodes.size(); ++node) {
      const FlowNode& one = far_.nodes[node];
      if (one.group == 0 && one.load > 0) enter_far(node, one.own(), {kFarGroup, 0});
    }
    for (std::uint32_t node = 1; node < near_.nodes.size(); ++node) {
      const FlowNode& one = near_.nodes[node];
      if (one.group == 0 && one.has_room()) reach(kNear, node, -one.own(), {kNearGroup, 0});
    }
  }

  // Where a search ends, unless something nearer does.
  void end(FlowPoint point, Worth distance) {
    if (everything_ || distance >= limit_) return;
    limit_ = distance;
    last_ = point;
  }

  [[nodiscard]] bool is_nearer(Kind kind, std::uint32_t number, Worth distance, FlowPoint before) {
    if (distance >= limit_) return false;
    Reach& reached = reach_of(kind, number);
    if (reached.search == scratch_.search) {
      if (distance >= reached.distance) return false;
    } else {
      reached.search = scratch_.search;
      scratch_.visited.emplace_back(kind, number);
    }
    reached.distance = distance;
    reached.before = before;
    return true;
  }

  static bool is_later(const Waiting& a, const Waiting& b) { return a.distance > b.distance; }

  void reach(Kind kind, std::uint32_t number, Worth distance, FlowPoint before) {
    if (is_nearer(kind, number, distance, before)) wait({kind, number}, distance);
  }

  void begin(FlowPoint start) {
    if (start.kind == kNearGroup) {
      enter_near_group(start.number, 0, start);
    } else if (start.kind == kFarGroup) {
      enter_far_group(start.number, 0, start);
    } else if (start.kind == kFar) {
      enter_far(start.number, 0, start);
    } else {
      reach(kNear, start.number, 0, start);
    }
    start_ = start;
  }

  void run() {
    while (!scratch_.heap.empty()) {
      const Waiting next = scratch_.heap.front();
      if (next.distance >= limit_) return;
      std::ranges::pop_heap(scratch_.heap, is_later);
      scratch_.heap.pop_back();
      if (reach_of(next.point.kind, next.point.number).distance != next.distance) continue;
      go_on_from(next.point, next.distance);
    }
  }

  void go_on_from(FlowPoint point, Worth distance) {
    if (point.kind == kNear) {
      go_on_from_near(point.number, distance);
    } else if (point.kind == kFar) {
      go_on_from_far(point.number, distance);
    } else if (point.kind == kNearGroup) {
      go_on_from_near_group(point.number, distance);
    } else {
      go_on_from_far_group(point.number, distance);
    }
  }

  [[nodiscard]] bool has_each_other(std::uint32_t near, std::uint32_t far) const {
    return Going == Way::kWithFlow ? network_.place_of[near] == far
                                   : network_.place_of[far] == near;
  }

  void go_on_from_near(std::uint32_t number, Worth distance) {
    const FlowNode& node = near_.nodes[number];
    const FlowPoint here{kNear, number};
    if (node.load > 0) {
      enter_near_group(node.group, distance + node.own() - near_.groups[node.group].price, here);
    }
    if constexpr (Going == Way::kAgainst) {
      // They lead nowhere else, but their prices change with that of their place.
      for (const std::uint32_t holder : network_.holders[number]) {
        (void)is_nearer(kFar, holder, distance, here);
      }
    }
    const Worth so_far = distance + node.price;
    const std::span<const FlowWish> wishes = near_.wishes[number];
    for (std::size_t at = 0; at < wishes.size(); ++at) {
      if (at + kAhead < wishes.size()) __builtin_prefetch(&far_.nodes[wishes[at + kAhead].node]);
      const FlowWish& wish = wishes[at];
      const Worth there = so_far + far_.nodes[wish.node].price - wish.worth();
      if (there >= limit_) continue;
      if (there == distance && has_each_other(number, wish.node)) continue;
      enter_far(wish.node, there, here);
    }
  }

  // Only of places: see enter_far().
  void go_on_from_far(std::uint32_t number, Worth distance) {
    for (const std::uint32_t holder : network_.holders[number]) near_.wishes.fetch(holder);
    for (const std::uint32_t holder : network_.holders[number]) {
      if (is_nearer(kNear, holder, distance, {kFar, number})) go_on_from_near(holder, distance);
    }
  }

  // Who holds a place goes on from there at once: only places wait.
  void enter_far(std::uint32_t number, Worth distance, FlowPoint before) {
    if (!is_nearer(kFar, number, distance, before)) return;
    leave_far(number, distance);
    if constexpr (Going == Way::kWithFlow) {
      wait({kFar, number}, distance);
    } else {
      const std::uint32_t place = network_.place_of[number];
      if (place != 0) reach(kNear, place, distance, {kFar, number});
    }
  }

  // Ends here, or in its group. Looked at as soon as it is reached, since the search need not go
  // farther than that; what is found later may be nearer still.
  void leave_far(std::uint32_t number, Worth distance) {
    const FlowNode& node = far_.nodes[number];
    if constexpr (Going == Way::kWithFlow) {
      if (network_.lack[number] > 0) return end({kFar, number}, distance);
    }
    if (!node.has_room()) return;
    const Worth there = distance + far_.groups[node.group].price - node.own();
    enter_far_group(node.group, there, {kFar, number});
  }

  void enter_near_group(std::uint32_t number, Worth distance, FlowPoint before) {
    const FlowGroup& group = near_.groups[number];
    if (!is_nearer(kNearGroup, number, distance, before)) return;
    if (Going == Way::kWithFlow && group.lack > 0) return end({kNearGroup, number}, distance);
    if (group.load > 0) end({kNearGroup, number}, distance + group.price);
    wait({kNearGroup, number}, distance);
  }

  void enter_far_group(std::uint32_t number, Worth distance, FlowPoint before) {
    const FlowGroup& group = far_.groups[number];
    if (!is_nearer(kFarGroup, number, distance, before)) return;
    const bool lacks = Going == Way::kWithFlow && group.lack > 0;
    if (lacks || group.has_room()) end({kFarGroup, number}, distance);
    wait({kFarGroup, number}, distance);
  }

  void wait(FlowPoint point, Worth distance) {
    if (distance >= limit_) return;
    scratch_.heap.push_back({.distance = distance, .point = point});
    std::ranges::push_heap(scratch_.heap, is_later);
  }

  void go_on_from_near_group(std::uint32_t number, Worth distance) {
    const FlowGroup& group = near_.groups[number];
    for (const std::uint32_t member : group.members) {
      const FlowNode& node = near_.nodes[member];
      if (!node.has_room()) continue;
      reach(kNear, member, distance + group.price - node.own(), {kNearGroup, number});
    }
  }

  void go_on_from_far_group(std::uint32_t number, Worth distance) {
    const FlowGroup& group = far_.groups[number];
    for (const std::uint32_t member : group.members) {
      const FlowNode& node = far_.nodes[member];
      if (node.load == 0) continue;
      enter_far(member, distance + node.own() - group.price, {kFarGroup, number});
    }
  }

  // Everything on the way becomes as near as the end of it.
  void change_prices() {
    for (const FlowPoint point : scratch_.visited) {
      const Worth nearer = limit_ - reach_of(point.kind, point.number).distance;
      if (nearer <= 0) continue;
      if (point.kind == kNear) near_.nodes[point.number].price -= nearer;
      if (point.kind == kFar) far_.nodes[point.number].price += nearer;
      if (point.kind == kNearGroup) near_.groups[point.number].price -= nearer;
      if (point.kind == kFarGroup) far_.groups[point.number].price += nearer;
    }
  }

  void move_flow() {
    scratch_.links.clear();
    scratch_.unlinks.clear();
    leave_by(last_);
    for (FlowPoint to = last_; to != start_;) {
      const FlowPoint from = reach_of(to.kind, to.number).before;
      step(from, to);
      to = from;
    }
    for (const std::uint32_t person : scratch_.unlinks) network_.unlink(person);
    for (const auto& [person, place] : scratch_.links) network_.link(person, place);
  }

  void leave_by(FlowPoint last) {
    if (last.kind == kFar) {
      --network_.lack[last.number];
    } else if (last.kind == kNearGroup) {
      FlowGroup& group = near_.groups[last.number];
      --(Going == Way::kWithFlow && group.lack > 0 ? group.lack : group.load);
    } else {
      FlowGroup& group = far_.groups[last.number];
      const bool lacks = Going == Way::kWithFlow && group.lack > 0;
      lacks ? --group.lack : ++group.load;
    }
  }

  void step(FlowPoint from, FlowPoint to) {
    if (from.kind == kNear && to.kind == kFar) {
      Going == Way::kWithFlow ? scratch_.links.push_back({from.number, to.number})
                              : scratch_.links.push_back({to.number, from.number});
    } else if (from.kind == kFar && to.kind == kNear) {
      scratch_.unlinks.push_back(Going == Way::kWithFlow ? to.number : from.number);
    } else if (from.kind == kNear) {
      --near_.nodes[from.number].load;
    } else if (to.kind == kNear) {
      ++near_.nodes[to.number].load;
    } else if (from.kind == kFar) {
      ++far_.nodes[from.number].load;
    } else {
      --far_.nodes[to.number].load;
    }
  }

  FlowNetwork& network_;
  FlowSide& near_;
  FlowSide& far_;
  Scratch& scratch_;
  bool everything_ = false;
  Worth limit_ = kNowhere;
  FlowPoint start_;
  FlowPoint last_;  // of the shortest way found
};

template <Way Going>
FlowPaths::Slack slack(FlowNetwork& network, Scratch& scratch) {
  using Spread = Search<Going>;
  Spread search(network, scratch);
  search.spread();
  const FlowSide& far = Going == Way::kWithFlow ? network.places : network.people;
  FlowPaths::Slack found;
  for (std::uint32_t node = 0; node < far.nodes.size(); ++node) {
    found.nodes.push_back(search.distance(Spread::kFar, node));
  }
  for (std::uint32_t group = 0; group < far.groups.size(); ++group) {
    found.groups.push_back(search.distance(Spread::kFarGroup, group));
  }
  return found;
}

}  // namespace

void FlowPaths::drain(FlowPoint from) {
  Search<Way::kWithFlow>(network_, scratch_).move_one_from(from);
}

void FlowPaths::fill(FlowPoint at) {
  Search<Way::kAgainst>(network_, scratch_).move_one_from(at);
}

FlowPaths::Slack FlowPaths::slack_of_places() {
  return slack<Way::kWithFlow>(network_, scratch_);
}

FlowPaths::Slack FlowPaths::slack_of_people() {
  return slack<Way::kAgainst>(network_, scratch_);
}

}  // namespace koppel::matching
