#include "engine/decide/accept.h"
#include "engine/decide/item.h"

namespace koppel {

Answer expire_waiting(const Looking& at, Sequence waiting) {
  const auto found = at.market.waiting.find(waiting);
  if (found == at.market.waiting.end()) return std::nullopt;
  return FactRefused{.reason = RefusalReason::kPartyNeverArrived,
                     .fact_id = found->second.fact.fact_id,
                     .original_hash = {},
                     .waiting = waiting,
                     .field = {}};
}

Answer take_waiting(const Looking& at, PartyKind kind, std::uint64_t id) {
  const auto found = at.market.waiting_for.find({kind, id});
  if (found == at.market.waiting_for.end()) return std::nullopt;
  return accept_waiting(at.market, at.market.waiting.at(found->second.front()));
}

}  // namespace koppel
