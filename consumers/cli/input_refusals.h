#pragma once

#include "engine/model/area.h"
#include "engine/model/entry.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace koppel::cli {

// Which facts of one input were refused: at once, or after they had waited. Told by the entries of
// each area, in any order.
class InputRefusals {
 public:
  explicit InputRefusals(std::string input) : input_(std::move(input)) {}

  void see(AreaId area, const Entry& entry);

  struct Refusal {
    RefusalReason reason = RefusalReason::kUnspecified;
    std::string field;
  };

  // By line, from 0.
  [[nodiscard]] std::map<std::uint64_t, Refusal> by_line() const;

 private:
  using Waiting = std::pair<AreaId, Sequence>;  // the entry since which it waited

  std::string input_;
  std::map<std::uint64_t, Refusal> at_once_;
  std::map<Waiting, std::uint64_t> lines_waiting_;
  std::map<Waiting, Refusal> after_waiting_;  // of any input
};

}  // namespace koppel::cli
