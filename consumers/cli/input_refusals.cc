#include "consumers/cli/input_refusals.h"

#include <variant>

namespace koppel::cli {

void InputRefusals::see(AreaId area, const Entry& entry) {
  const bool is_of_input = !entry.cause.sequence.is_set() && entry.cause.input == input_;
  if (const auto* refused = std::get_if<FactRefused>(&entry.body)) {
    const Refusal refusal{.reason = refused->reason, .field = refused->field};
    if (refused->waiting.is_set()) {
      after_waiting_.try_emplace({area, refused->waiting}, refusal);
    } else if (is_of_input) {
      at_once_.try_emplace(entry.cause.offset, refusal);
    }
  } else if (is_of_input && std::holds_alternative<FactWaiting>(entry.body)) {
    lines_waiting_.try_emplace({area, entry.sequence}, entry.cause.offset);
  }
}

std::map<std::uint64_t, InputRefusals::Refusal> InputRefusals::by_line() const {
  std::map<std::uint64_t, Refusal> refused = at_once_;
  for (const auto& [waiting, refusal] : after_waiting_) {
    const auto line = lines_waiting_.find(waiting);
    if (line != lines_waiting_.end()) refused.try_emplace(line->second, refusal);
  }
  return refused;
}

}  // namespace koppel::cli
