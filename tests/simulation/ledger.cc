#include "tests/simulation/ledger.h"

namespace koppel::simulation {

std::size_t Ledger::add(Sent sent, const std::string& input, std::uint64_t offset) {
  const std::size_t place = sent_.size();
  // 0 is the offset of what has no cause at all, as the facts that found a journal.
  if (input.empty()) offset = place + 1;
  sent.incoming.cause = {.sequence = {}, .input = input, .offset = offset};
  places_.emplace(std::pair(input, offset), place);
  sent_.push_back(std::move(sent));
  return place;
}

const Sent* Ledger::find(const Cause& cause) const {
  const auto place = places_.find({cause.input, cause.offset});
  return place == places_.end() ? nullptr : &sent_[place->second];
}

}  // namespace koppel::simulation
