#pragma once

#include <cstdint>
#include <string>

namespace koppel {

// The world failed: what a port answers instead of its result. `what` says what happened to which
// thing, `remedy` what to do about it; both are shown to the operator.
enum class PortFailure : std::uint8_t {
  kUnavailable,  // try again later
  kLocked,       // another process holds it
  kNoSpace,
  kNoPermission,
  kNotFound,
  kDamaged,     // the content contradicts itself
  kNewerFormat  // written by a newer version
};

struct PortError {
  PortFailure failure = PortFailure::kUnavailable;
  std::string what;
  std::string remedy;
};

}  // namespace koppel
