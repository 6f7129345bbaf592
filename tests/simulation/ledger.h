#pragma once

#include "consumers/runtime/area_owner.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace koppel::simulation {

enum class Timing : std::uint8_t {
  kLive,    // stamped when it is sent
  kStamped  // bears its stamp: however often it is sent, it comes at that moment
};

struct Sent {
  Incoming incoming;
  Timing timing = Timing::kLive;
  std::optional<Settled> settled;  // the answer, once its sender got one
};

// Every fact that a sender told, each under its own cause, so that its entry can be traced to it: a
// live fact, which has no input, has its number here as offset.
class Ledger {
 public:
  // With that input (empty: live) and its place there. Answers its place in the ledger.
  std::size_t add(Sent sent, const std::string& input, std::uint64_t offset);

  [[nodiscard]] Sent& at(std::size_t place) { return sent_.at(place); }

  [[nodiscard]] const std::vector<Sent>& all() const { return sent_; }

  // Null for what no sender told.
  [[nodiscard]] const Sent* find(const Cause& cause) const;

 private:
  std::vector<Sent> sent_;
  std::map<std::pair<std::string, std::uint64_t>, std::size_t> places_;
};

}  // namespace koppel::simulation
