#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace koppel::matching {

// Many short lists in one piece of memory, by number. A list that outgrows its room moves to the
// end; when as much lies waste as is used, all of them move together again.
template <typename Value>
class ListPool {
 public:
  [[nodiscard]] std::size_t size() const { return places_.size(); }

  void resize(std::size_t lists) { places_.resize(lists); }

  // Of all lists together.
  void reserve_values(std::size_t values) { values_.reserve(values); }

  // For a list that is empty and has no room yet: as much as it will need.
  void reserve(std::uint32_t list, std::uint32_t room) {
    if (room > places_[list].room) move(places_[list], room);
  }

  [[nodiscard]] std::span<Value> operator[](std::uint32_t list) {
    return {values_.data() + places_[list].first, places_[list].size};
  }

  [[nodiscard]] std::span<const Value> operator[](std::uint32_t list) const {
    return {values_.data() + places_[list].first, places_[list].size};
  }

  // Begins to read a list that will be gone through soon.
  void fetch(std::uint32_t list) const {
    const Place& place = places_[list];
    const Value* const first = values_.data() + place.first;
    for (std::size_t at = 0; at < place.size; at += 64 / sizeof(Value)) {
      __builtin_prefetch(first + at);
    }
  }

  void push(std::uint32_t list, const Value& value) {
    Place& place = places_[list];
    if (place.size == place.room) move(place, std::max(4U, 2 * place.room));
    values_[place.first + place.size++] = value;
  }

  // The last one takes its place.
  void erase(std::uint32_t list, std::size_t at) {
    Place& place = places_[list];
    values_[place.first + at] = values_[place.first + --place.size];
  }

  void clear(std::uint32_t list) { places_[list].size = 0; }

 private:
  struct Place {
    std::size_t first = 0;
    std::uint32_t size = 0;
    std::uint32_t room = 0;
  };

  void move(Place& place, std::uint32_t room) {
    if (waste_ > values_.size() / 2) gather();
    const std::size_t first = values_.size();
    values_.resize(first + room);
    std::copy_n(values_.data() + place.first, place.size, values_.data() + first);
    waste_ += place.room;
    place.first = first;
    place.room = room;
  }

  void gather() {
    std::vector<Value> gathered;
    gathered.reserve(2 * (values_.size() - waste_));
    for (Place& place : places_) {
      const Value* const first = values_.data() + place.first;
      place.first = gathered.size();
      gathered.insert(gathered.end(), first, first + place.room);
    }
    values_ = std::move(gathered);
    waste_ = 0;
  }

  std::vector<Place> places_;
  std::vector<Value> values_;
  std::size_t waste_ = 0;
};

}  // namespace koppel::matching
