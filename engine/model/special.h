#pragma once

#include <compare>
#include <utility>

namespace koppel {

// Special personal data (health and the like). It opens only by name, so that a reader sees where
// it is used, and converts to nothing: no employer message can be built from it.
template <typename T>
class Special {
 public:
  Special() = default;

  explicit Special(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& reveal() const { return value_; }

  [[nodiscard]] T& reveal() { return value_; }

  friend auto operator<=>(const Special&, const Special&) = default;
  friend bool operator==(const Special&, const Special&) = default;

 private:
  T value_{};
};

}  // namespace koppel
