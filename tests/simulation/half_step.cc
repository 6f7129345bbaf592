#include "tests/simulation/half_step.h"

#include "engine/codec/row_codec.h"

#include <set>
#include <utility>
#include <vector>

namespace koppel::simulation {
namespace {

// What the fact would lead to; the view itself stays as it is.
std::vector<Entry> step_of(const AreaView& view, const Incoming& incoming) {
  Engine engine = view.engine;
  std::vector<Entry> entries;
  (void)engine.take(
      incoming.fact,
      incoming.cause,
      incoming.stamp,
      [&](const Entry& entry, const Touched& /*touched*/) { entries.push_back(entry); });
  return entries;
}

std::expected<void, PortError> commit(const AreaPorts& ports,
                                      AreaView& view,
                                      const std::vector<Entry>& entries) {
  std::set<RowRef> touched(view.behind.begin(), view.behind.end());
  view.behind.clear();
  for (const Entry& entry : entries) {
    const Touched by_entry = view.engine.fold(entry, Engine::Indexing::kLater);
    touched.insert(by_entry.rows.begin(), by_entry.rows.end());
  }
  auto frames = codec::write_frames(view.head, entries, ports.keys);
  if (!frames) return std::unexpected(frames.error());
  Commit made{.frames = std::move(*frames), .rows = {}};
  for (const RowRef& ref : touched) {
    auto row = codec::write_row(view.market(), ref, ports.keys);
    if (!row) return std::unexpected(row.error());
    made.rows.push_back(std::move(*row));
  }
  made.rows.push_back({.key = codec::head_key(), .value = codec::write_head(view.head)});
  if (auto synced = ports.keys.sync(); !synced) return synced;
  if (auto done = ports.journal.commit(std::move(made)); !done) return done;
  return ports.journal.settle();
}

}  // namespace

std::expected<void, PortError> record_half_step(const AreaPorts& ports,
                                                const Incoming& incoming,
                                                Dice& dice) {
  auto view = load_area(ports.journal, ports.keys);
  if (!view) return std::unexpected(view.error());
  std::vector<Entry> entries = step_of(*view, incoming);
  if (entries.size() < 2) return {};
  entries.resize(1 + dice.below(entries.size() - 1));
  return commit(ports, *view, entries);
}

}  // namespace koppel::simulation
