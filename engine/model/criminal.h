#pragma once

#include <compare>
#include <utility>

namespace koppel {

// Criminal-law data. Only who holds CriminalAccess can open it: storing it, showing it to the
// person concerned and erasing it. The scorer has no such key, and no include path to this header's
// users.
class CriminalAccess {
 public:
  // The record (codec) and the row of that very person (market) hold the key; nobody else.
  struct ForRecord;

 private:
  CriminalAccess() = default;
  friend struct ForRecord;
};

struct CriminalAccess::ForRecord {
  [[nodiscard]] static CriminalAccess key() { return {}; }
};

template <typename T>
class Criminal {
 public:
  Criminal() = default;

  explicit Criminal(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& reveal(CriminalAccess /*key*/) const { return value_; }

  [[nodiscard]] T& reveal(CriminalAccess /*key*/) { return value_; }

  friend auto operator<=>(const Criminal&, const Criminal&) = default;
  friend bool operator==(const Criminal&, const Criminal&) = default;

 private:
  T value_{};
};

}  // namespace koppel
