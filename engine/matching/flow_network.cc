#include "engine/matching/flow_network.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace koppel::matching {
namespace {

void erase_one(std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  const auto at = std::ranges::find(numbers, number);
  invariant(at != numbers.end(), "what leaves was there");
  *at = numbers.back();
  numbers.pop_back();
}

// Doubling, as resizing one by one would not.
template <typename Value>
void grow(std::vector<Value>& values, std::size_t size) {
  if (size <= values.size()) return;
  if (size > values.capacity()) values.reserve(std::max(size, 2 * values.capacity()));
  values.resize(size);
}

}  // namespace

FlowSide::FlowSide() {
  name_node(0);
  name_group(0);
  groups[0].price = 0;
  groups[0].capacity = std::numeric_limits<std::uint32_t>::max();
}

void FlowSide::name_node(std::uint32_t node) {
  grow(nodes, std::size_t{node} + 1);
  grow(wishes, std::size_t{node} + 1);
}

void FlowSide::name_group(std::uint32_t group) {
  grow(groups, std::size_t{group} + 1);
}

void FlowSide::join(std::uint32_t node, std::uint32_t group) {
  name_group(group);
  nodes[node].group = group;
  if (group != 0) groups[group].members.push_back(node);
}

void FlowSide::leave_group(std::uint32_t node) {
  const std::uint32_t group = nodes[node].group;
  if (group != 0) erase_one(groups[group].members, node);
  nodes[node].group = 0;
}

FlowNetwork::FlowNetwork() {
  name_person(0);
  name_place(0);
}

void FlowNetwork::name_person(std::uint32_t person) {
  people.name_node(person);
  grow(place_of, people.nodes.size());
  grow(line_of, people.nodes.size());
}

void FlowNetwork::name_place(std::uint32_t place) {
  const std::size_t before = places.nodes.size();
  places.name_node(place);
  grow(holders, places.nodes.size());
  grow(lack, places.nodes.size());
  for (std::size_t at = before; at < places.nodes.size(); ++at) {
    places.nodes[at].price = kUnaffordable;
  }
}

void FlowNetwork::link(std::uint32_t person, std::uint32_t place) {
  place_of[person] = place;
  line_of[person] = static_cast<std::uint32_t>(holders[place].size());
  holders[place].push_back(person);
  moved.push_back(person);
}

void FlowNetwork::unlink(std::uint32_t person) {
  std::vector<std::uint32_t>& holding = holders[place_of[person]];
  const std::uint32_t last = holding.back();
  holding[line_of[person]] = last;
  line_of[last] = line_of[person];
  holding.pop_back();
  place_of[person] = 0;
  moved.push_back(person);
}

void FlowNetwork::add_wishes(std::uint32_t person, const std::vector<Wish>& wishes) {
  std::vector<FlowWish>& own = people.wishes[person];
  own.reserve(wishes.size());
  for (const Wish& wish : wishes) {
    const std::uint32_t place = wish.place.value();
    invariant(wish.benefit >= 1 && wish.benefit <= kBenefitMax, "a benefit within bounds");
    invariant(wish.ticket >> kTicketBits == 0, "a ticket within bounds");
    name_place(place);
    own.push_back({.node = place, .benefit = wish.benefit, .ticket = wish.ticket});
    places.wishes[place].push_back(
        {.node = person, .benefit = wish.benefit, .ticket = wish.ticket});
  }
}

void FlowNetwork::drop_wishes(std::uint32_t person) {
  for (const FlowWish& wish : people.wishes[person]) {
    std::vector<FlowWish>& of_place = places.wishes[wish.node];
    const auto at = std::ranges::find(of_place, person, &FlowWish::node);
    *at = of_place.back();
    of_place.pop_back();
  }
  people.wishes[person].clear();
}

Worth FlowNetwork::best_gain(std::uint32_t person) const {
  const Worth waiting = worth_of_waiting(people.nodes[person].weeks);
  Worth best = 0;
  for (const FlowWish& wish : people.wishes[person]) {
    best = std::max(best, wish.worth() + waiting - places.nodes[wish.node].price);
  }
  return best;
}

}  // namespace koppel::matching
