#include "tests/bench/area.h"

#include "engine/model/invariant.h"

#include <algorithm>

namespace koppel::bench {
namespace {

constexpr Key kMasterKey{1};

}  // namespace

Area open_area(const Place& place, storage::Access access) {
  return {.store = must(storage::RocksdbStore::open(place.store(), access)),
          .keys = must(storage::RocksdbKeys::open(place.keys(), kMasterKey, access))};
}

std::unique_ptr<AreaOwner> found(const AreaPorts& ports, const Mix& mix) {
  return must(AreaOwner::open(ports, mix.founding, mix.founded_at));
}

void take_all(AreaOwner& owner, std::span<const Incoming> facts, std::size_t group) {
  while (!facts.empty()) {
    const auto some = facts.first(std::min(group, facts.size()));
    for (const Settled& settled : must(owner.take(some)))
      invariant(settled.disposition == Disposition::kTaken, "every fact of the mix is taken");
    facts = facts.subspan(some.size());
  }
  must(owner.wait_until_durable());
}

}  // namespace koppel::bench
