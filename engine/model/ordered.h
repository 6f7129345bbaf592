#pragma once

#include <algorithm>
#include <span>
#include <vector>

namespace koppel {

// Values in order, each once. For few, or for those that mostly come in order: what is inserted
// before others moves them.
template <typename Value>
class Ordered {
 public:
  void insert(const Value& value) {
    if (values_.empty() || values_.back() < value) return values_.push_back(value);
    const auto place = std::ranges::lower_bound(values_, value);
    if (*place != value) values_.insert(place, value);
  }

  void insert_all(std::span<const Value> values) {
    for (const Value& value : values) insert(value);
  }

  // Nothing happens when it is not there.
  void erase(const Value& value) {
    const auto place = std::ranges::lower_bound(values_, value);
    if (place != values_.end() && *place == value) values_.erase(place);
  }

  [[nodiscard]] bool contains(const Value& value) const {
    return std::ranges::binary_search(values_, value);
  }

  [[nodiscard]] bool empty() const { return values_.empty(); }

  [[nodiscard]] auto begin() const { return values_.begin(); }

  [[nodiscard]] auto end() const { return values_.end(); }

  // Valid until the next change.
  [[nodiscard]] std::span<const Value> all() const { return values_; }

  friend bool operator==(const Ordered&, const Ordered&) = default;

 private:
  std::vector<Value> values_;
};

}  // namespace koppel
