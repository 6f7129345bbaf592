#include "consumers/runtime/area_hold.h"

#include "consumers/runtime/log_failure.h"

namespace koppel {

std::expected<std::unique_ptr<AreaHold>, PortError> AreaHold::acquire(const Ports& ports,
                                                                      const Founding& founding,
                                                                      Instant now) {
  auto cluster = ports.log.cluster_id();
  if (!cluster) return std::unexpected(port_error(cluster.error()));
  auto turns = AreaTurns::acquire(ports.log, ports.clock, ports.timeout_ms);
  if (!turns) return std::unexpected(port_error(turns.error()));
  std::unique_ptr<AreaHold> hold(
      new AreaHold(std::move(*turns), ports.wrapping, founding.area, std::move(*cluster)));
  if (auto loaded = hold->keys_.load(); !loaded) return std::unexpected(loaded.error());
  auto journal = LogJournal::open({.turns = hold->turns_,
                                   .rows = ports.rows,
                                   .keys = hold->keys_,
                                   .refused = hold->refused_,
                                   .clock = ports.clock},
                                  founding.area,
                                  hold->cluster_);
  if (!journal) return std::unexpected(journal.error());
  hold->journal_ = std::make_unique<LogJournal>(std::move(*journal));
  hold->timed_ = std::make_unique<TimedJournal>(*hold->journal_, ports.committed);
  auto owner = AreaOwner::open(
      {.journal = *hold->timed_, .refused = hold->refused_, .keys = hold->keys_}, founding, now);
  if (!owner) return std::unexpected(owner.error());
  hold->owner_ = std::move(*owner);
  return hold;
}

}  // namespace koppel
