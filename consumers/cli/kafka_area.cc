#include "consumers/cli/kafka_area.h"

#include "consumers/cli/installation.h"
#include "consumers/cli/known_areas.h"
#include "consumers/runtime/log_failure.h"
#include "engine/storage/directory.h"
#include "engine/storage/master_key.h"

#include <utility>

namespace koppel::cli {

std::expected<std::unique_ptr<KafkaArea>, PortError> KafkaArea::take(const Globals& globals,
                                                                     const KafkaSettings& settings,
                                                                     AreaId area) {
  if (auto made = storage::make_private_directory(globals.data); !made) {
    return std::unexpected(made.error());
  }
  const auto master = storage::load_or_make_master_key(master_key_path(globals.data));
  if (!master) return std::unexpected(master.error());
  std::unique_ptr<KafkaArea> taken(new KafkaArea(*master, area));
  auto opened = taken->open(settings, area);
  if (opened) return taken;
  if (const std::string wrong = taken->talk_.last_wrong(); !wrong.empty()) {
    opened.error().what += " (" + wrong + ")";
  }
  return std::unexpected(opened.error());
}

std::expected<void, PortError> KafkaArea::open(const KafkaSettings& settings, AreaId area) {
  auto cluster = KafkaCluster::make(
      settings, [this](int level, std::string_view facility, std::string_view text) {
        talk_.line(level, facility, text);
      });
  if (!cluster) return std::unexpected(port_error(cluster.error()));
  const std::int64_t timeout_ms = (*cluster)->settings().transaction_ms();
  auto log =
      KafkaAreaLog::open(std::move(*cluster), {.area = area, .partition = *partition_of(area)});
  if (!log) return std::unexpected(port_error(log.error()));
  log_ = std::move(*log);
  auto id = log_->cluster_id();
  if (!id) return std::unexpected(port_error(id.error()));
  auto turns = AreaTurns::acquire(*log_, clock_, timeout_ms);
  if (!turns) return std::unexpected(port_error(turns.error()));
  turns_ = std::make_unique<AreaTurns>(std::move(*turns));
  keys_ = std::make_unique<LogKeys>(*turns_, wrapping_, area);
  if (auto loaded = keys_->load(); !loaded) return loaded;
  auto journal = LogJournal::open(
      {.turns = *turns_, .rows = rows_, .keys = *keys_, .refused = refused_, .clock = clock_},
      area,
      *id);
  if (!journal) return std::unexpected(journal.error());
  journal_ = std::make_unique<LogJournal>(std::move(*journal));
  return {};
}

}  // namespace koppel::cli
