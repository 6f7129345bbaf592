#include "engine/matching/posting.h"

#include <algorithm>
#include <iterator>

namespace koppel::matching {
namespace {

// An eighth to spare, not as much again: most lists hardly grow once an area is known.
template <typename Number>
void make_room(std::vector<Number>& numbers) {
  if (numbers.size() == numbers.capacity())
    numbers.reserve(numbers.size() + numbers.size() / 8 + 4);
}

template <typename Number>
auto place_in(std::vector<Number>& numbers, std::size_t at) {
  return numbers.begin() + static_cast<std::ptrdiff_t>(at);
}

}  // namespace

template <typename Value>
void Postings<Value>::add(std::uint32_t code, std::uint32_t lane, Value value) {
  auto list = std::ranges::lower_bound(lists_, code, {}, &List::code);
  if (list == lists_.end() || list->code != code) list = lists_.insert(list, {.code = code});
  make_room(list->lanes);
  make_room(list->values);
  const bool last = list->lanes.empty() || list->lanes.back() <= lane;
  const auto after = last ? list->lanes.end() : std::ranges::upper_bound(list->lanes, lane);
  const auto at = static_cast<std::size_t>(after - list->lanes.begin());
  list->lanes.insert(after, lane);
  list->values.insert(place_in(list->values, at), value);
}

template <typename Value>
void Postings<Value>::remove(std::uint32_t code, std::uint32_t lane) {
  const auto list = std::ranges::lower_bound(lists_, code, {}, &List::code);
  if (list == lists_.end() || list->code != code) return;
  const auto [first, last] = std::ranges::equal_range(list->lanes, lane);
  const auto from = static_cast<std::size_t>(first - list->lanes.begin());
  const auto to = static_cast<std::size_t>(last - list->lanes.begin());
  list->values.erase(place_in(list->values, from), place_in(list->values, to));
  list->lanes.erase(first, last);
  if (list->lanes.empty()) lists_.erase(list);
}

template <typename Value>
auto Postings<Value>::find(std::uint32_t code) const -> const List* {
  const auto list = std::ranges::lower_bound(lists_, code, {}, &List::code);
  return list == lists_.end() || list->code != code ? nullptr : &*list;
}

template class Postings<std::uint8_t>;
template class Postings<std::uint16_t>;

}  // namespace koppel::matching
