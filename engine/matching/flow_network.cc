#include "engine/matching/flow_network.h"

#include "engine/matching/worth.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

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
  if (wishes.size() < nodes.size()) wishes.resize(nodes.size());
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
  if (holders.size() < places.nodes.size()) holders.resize(places.nodes.size());
  grow(lack, places.nodes.size());
  for (std::size_t at = before; at < places.nodes.size(); ++at) {
    places.nodes[at].price = kUnaffordable;
  }
}

void FlowNetwork::link(std::uint32_t person, std::uint32_t place) {
  place_of[person] = place;
  line_of[person] = static_cast<std::uint32_t>(holders[place].size());
  holders.push(place, person);
  moved.push_back(person);
}

void FlowNetwork::unlink(std::uint32_t person) {
  const std::uint32_t place = place_of[person];
  line_of[holders[place].back()] = line_of[person];
  holders.erase(place, line_of[person]);
  place_of[person] = 0;
  moved.push_back(person);
}

void FlowNetwork::add_wishes(std::uint32_t person, const std::vector<Wish>& wishes) {
  people.wishes.reserve(person, static_cast<std::uint32_t>(wishes.size()));
  for (const Wish& wish : wishes) {
    const std::uint32_t place = wish.place.value();
    invariant(wish.benefit >= 1 && wish.benefit <= kBenefitMax, "a benefit within bounds");
    invariant(wish.ticket >> kTicketBits == 0, "a ticket within bounds");
    if (place >= places.nodes.size()) name_place(place);
    people.wishes.push(person, {.node = place, .benefit = wish.benefit, .ticket = wish.ticket});
    places.wishes.push(place, {.node = person, .benefit = wish.benefit, .ticket = wish.ticket});
  }
}

void FlowNetwork::drop_wishes(std::uint32_t person) {
  for (const FlowWish& wish : people.wishes[person]) {
    const std::span<const FlowWish> of_place = places.wishes[wish.node];
    const auto at = std::ranges::find(of_place, person, &FlowWish::node);
    places.wishes.erase(wish.node, static_cast<std::size_t>(at - of_place.begin()));
  }
  people.wishes.clear(person);
}

FlowNetwork::Best FlowNetwork::best_for(std::uint32_t person) const {
  const Worth waiting = worth_of_waiting(people.nodes[person].days);
  Best best;
  for (const FlowWish& wish : people.wishes[person]) {
    const Worth gain = wish.worth() + waiting - places.nodes[wish.node].price;
    if (gain > best.gain) best = {.gain = gain, .place = wish.node};
  }
  return best;
}

}  // namespace koppel::matching
