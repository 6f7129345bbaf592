#include "consumers/cli/inspect.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/views.h"
#include "engine/codec/show.h"

namespace koppel::cli {
namespace {

struct Left {
  std::uint64_t lines;
};

std::expected<void, PortError> print_area(const Globals& globals,
                                          AreaId area,
                                          Sequence from,
                                          Left& left) {
  auto reading = open_reading(globals.data, area);
  if (!reading) return std::unexpected(reading.error());
  return read_entries(*reading->store, *reading->keys, from, [&](const Entry& entry) {
    if (left.lines == 0) return Journal::Next::kStop;
    print_line(globals.format == Format::kJson ? codec::entry_json(entry, globals.personal)
                                               : codec::entry_text(entry, globals.personal));
    return --left.lines == 0 ? Journal::Next::kStop : Journal::Next::kGoOn;
  });
}

}  // namespace

int inspect_journal(const Globals& globals, Sequence from) {
  const std::uint64_t limit = globals.limit ? *globals.limit : UINT64_MAX;
  Left left{.lines = limit};
  const auto areas = asked_areas(globals);
  for (const AreaId area : areas) {
    if (left.lines == 0) break;
    if (areas.size() > 1) remark(globals, to_text(area) + ":");
    if (auto done = print_area(globals, area, from, left); !done) return complain(done.error());
  }
  return left.lines == limit && limit > 0 ? kExitNothing : kExitDone;
}

}  // namespace koppel::cli
