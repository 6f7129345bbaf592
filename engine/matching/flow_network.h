#pragma once

#include "engine/matching/list_pool.h"
#include "engine/matching/worth.h"

#include <cstdint>
#include <vector>

// The network behind an Assignment. A unit of flow is one person who has a place:
//
//   root -> consultant -> person -> place -> team -> root
//
// It is the same network read backwards, so both halves are a FlowSide: nodes (people, places),
// each in a group (consultant, team). `load` is the flow between a node and its group, and between
// a group and the root. Group 0 has room for all.
//
// Prices are the dual variables, never below 0. The flow is an optimum as long as
//   own(person) + price(place) >= worth of the wish, and equal for who has the place;
//   own(node) >= price(group) for a node with load, and <= for one with room;
//   price(group) = 0 for a group with room.
// A group's price is what one more of its capacity would bring, a node's includes its group's.
// Whatever has no capacity at all costs kUnaffordable.
namespace koppel::matching {

struct FlowWish {
  std::uint32_t node = 0;  // on the other side
  std::uint32_t benefit = 0;
  std::uint64_t ticket = 0;

  [[nodiscard]] Worth worth() const { return worth_of(benefit, ticket); }
};

struct FlowNode {
  Worth price = 0;  // of people without what waiting is worth, as wishes are
  std::uint32_t group = 0;
  std::uint32_t capacity = 0;
  std::uint32_t load = 0;
  std::uint32_t days = 0;

  [[nodiscard]] Worth own() const { return price + worth_of_waiting(days); }

  [[nodiscard]] bool has_room() const { return load < capacity; }
};

// `lack`: units that go on from here and have not come yet, while an event is being settled.
struct FlowGroup {
  Worth price = kUnaffordable;
  std::uint32_t capacity = 0;
  std::uint32_t load = 0;
  std::uint32_t lack = 0;
  std::vector<std::uint32_t> members;  // of group 0 not kept

  [[nodiscard]] bool has_room() const { return load < capacity; }
};

struct FlowSide {
  std::vector<FlowNode> nodes;  // by ordinal; 0 is nobody
  ListPool<FlowWish> wishes;    // the same ones seen from either side
  std::vector<FlowGroup> groups;

  FlowSide();

  void name_node(std::uint32_t node);
  void name_group(std::uint32_t group);
  void join(std::uint32_t node, std::uint32_t group);
  void leave_group(std::uint32_t node);
};

struct FlowNetwork {
  FlowSide people;
  FlowSide places;
  std::vector<std::uint32_t> place_of;  // of each person; 0: none
  std::vector<std::uint32_t> line_of;   // of each person, in holders
  ListPool<std::uint32_t> holders;      // of each place
  std::vector<std::uint32_t> lack;      // of each place, as in FlowGroup
  std::vector<std::uint32_t> moved;     // people, perhaps several times

  FlowNetwork();

  void name_person(std::uint32_t person);
  void name_place(std::uint32_t place);

  void link(std::uint32_t person, std::uint32_t place);
  void unlink(std::uint32_t person);

  // Both ends of each wish; the person has none before.
  void add_wishes(std::uint32_t person, const std::vector<Wish>& wishes);
  void drop_wishes(std::uint32_t person);

  // Where the person would gain most at present prices, and how much; nowhere when that is nothing.
  struct Best {
    Worth gain = 0;
    std::uint32_t place = 0;
  };

  [[nodiscard]] Best best_for(std::uint32_t person) const;
};

}  // namespace koppel::matching
