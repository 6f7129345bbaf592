#include "tests/simulation/inspector.h"

#include "engine/codec/market_digest.h"
#include "tests/simulation/state_checks.h"

namespace koppel::simulation {

Found Inspector::walk(const Ledger& ledger) {
  for (; walked_ < reader_.entries().size(); ++walked_) {
    const Entry& entry = reader_.entries()[walked_];
    if (auto wrong = facts_.step(entry, ledger)) return wrong;
    if (auto wrong = seats_.step(entry)) return wrong;
    if (auto wrong = reminders_.step(entry)) return wrong;
    if (auto wrong = time_.step(entry)) return wrong;
  }
  return facts_.answers(ledger);
}

Found Inspector::inspect(const Machine& machine,
                         const AreaPorts& ports,
                         const AreaView& live,
                         const Ledger& ledger) {
  if (auto wrong = chain_.look(ports.journal)) return wrong;
  if (auto wrong = reader_.read_on(ports.journal, ports.keys)) return wrong;
  if (auto wrong = walk(ledger)) return wrong;
  if (auto wrong = check_finished(live)) return wrong;
  if (auto wrong = check_refold(ports, live)) return wrong;
  if (auto wrong = check_erased(machine, ports, live)) return wrong;
  if (auto wrong = check_originals(ports, live, reader_.entries(), ledger)) return wrong;
  if (auto wrong = twin_.compare(reader_.entries(), ledger)) return wrong;
  if (codec::digest_of(twin_.market()) != codec::digest_of(live.market())) {
    return "the market is not that of an owner that nothing happens to";
  }
  return std::nullopt;
}

}  // namespace koppel::simulation
